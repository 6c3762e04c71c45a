import { OpenRedaction, validateIBAN } from "@openredaction/core";

/** Something in a text that points to a person, or opens what is theirs. */
export interface PersonalDatum {
  /** One of `PERSONAL_DATA`. */
  readonly type: string;
  /** Its first characters alone: a report must not spread what it found. */
  readonly shown: string;
}

/**
 * What is looked for. Of the library's patterns those that say themselves what they are, by a checksum or by their form; not
 * names, postcodes or bare runs of digits, which would be found in any text.
 */
const PATTERNS = [
  "EMAIL",
  "PHONE_US",
  "PHONE_UK_MOBILE",
  "CREDIT_CARD",
  "IBAN",
  "SSN",
  "NATIONAL_INSURANCE_UK",
  "NHS_NUMBER",
  "CANADIAN_SIN",
  "PASSPORT_MRZ_TD1",
  "PASSPORT_MRZ_TD3",
  "DATE_OF_BIRTH",
  "ADDRESS_STREET",
  "ADDRESS_PO_BOX",
  "IPV4",
  "IPV6",
  "MAC_ADDRESS",
  "OPENAI_API_KEY",
  "AWS_ACCESS_KEY",
  "GITHUB_TOKEN",
  "GOOGLE_API_KEY",
  "SLACK_TOKEN",
  "STRIPE_API_KEY",
  "JWT_TOKEN",
  "PRIVATE_KEY",
  "SSH_PRIVATE_KEY",
] as const;

/** Forms in which people write them that the library's own patterns miss: a leading +, a bracket, groups of four. */
const FORMS = [
  {
    type: "IBAN_GROUPED",
    regex: /\b[A-Z]{2}\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?\b/g,
    validator: validateIBAN,
  },
  { type: "PHONE_INTERNATIONAL", regex: /(?<![\w+])\+\d(?:[\s().-]{0,2}\d){7,13}\b/g },
  { type: "PHONE_US_BRACKETS", regex: /(?<![\w(])\(\d{3}\)[ -]?\d{3}[-. ]\d{4}\b/g },
].map((form) => ({ ...form, priority: 99, placeholder: `[${form.type}]`, severity: "high" as const }));

/** Types that can be found. */
export const PERSONAL_DATA: readonly string[] = [...PATTERNS, ...FORMS.map(({ type }) => type)];

const SHOWN = 2;

/**
 * Finds personal data in texts with a library of patterns and checksums, offline. The same text gives the same findings; each
 * text is looked at once.
 */
export class PersonalDataDetector {
  private readonly library: OpenRedaction;
  private readonly known = new Map<string, readonly PersonalDatum[]>();

  /** @param allowed types that are passed over */
  constructor(allowed: readonly string[] = []) {
    this.library = new OpenRedaction({
      patterns: PERSONAL_DATA.filter((type) => !allowed.includes(type)),
      customPatterns: FORMS.filter(({ type }) => !allowed.includes(type)),
      // Guesses from the words around would keep some findings quiet.
      enableContextAnalysis: false,
      enableFalsePositiveFilter: false,
    });
  }

  async find(text: string): Promise<readonly PersonalDatum[]> {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const { detections } = await this.library.detect(text);
    const found = detections.map(({ type, value }) => ({ type, shown: `${value.slice(0, SHOWN)}...` }));
    this.known.set(text, found);
    return found;
  }
}
