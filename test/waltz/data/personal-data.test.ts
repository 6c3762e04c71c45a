import { describe, expect, it } from "vitest";
import { PersonalDataDetector } from "../../../src/waltz/data/personal-data.js";

const typesIn = async (text: string, allowed: readonly string[] = []) =>
  (await new PersonalDataDetector(allowed).find(text)).map(({ type }) => type);

describe("personal data", () => {
  // Numbers from public documentation: card and IBAN of test suites, numbers reserved for fiction, addresses of documentation.
  it.each([
    ["an e-mail address", "Write to jane.doe@example.org.", ["EMAIL"]],
    ["a phone number with its country", "Call +44 20 7946 0958 today.", ["PHONE_INTERNATIONAL"]],
    ["a phone number in brackets", "Call (415) 555-2671.", ["PHONE_US_BRACKETS"]],
    ["a phone number with dots", "It is 415.555.2671.", ["PHONE_US"]],
    ["a card number", "The card is 4111 1111 1111 1111.", ["CREDIT_CARD"]],
    ["an IBAN in one piece", "Pay to GB82WEST12345698765432.", ["IBAN"]],
    ["an IBAN in groups", "Pay to DE89 3704 0044 0532 0130 00 please.", ["IBAN_GROUPED"]],
    ["a number of social security", "SSN: 078-05-1120", ["SSN"]],
    ["a street address", "I live at 12 Baker Street.", ["ADDRESS_STREET"]],
    ["an address of a machine", "It came from 84.17.33.12.", ["IPV4"]],
    ["a key", `Use ghp_${"A1b2".repeat(9)}.`, ["GITHUB_TOKEN"]],
    ["two kinds", "jane@example.org, +44 20 7946 0958", ["EMAIL", "PHONE_INTERNATIONAL"]],
  ])("finds %s", async (_, text, types) => {
    expect(await typesIn(text)).toEqual(types);
  });

  it.each([
    ["a card number with a wrong check digit", "Number 4111 1111 1111 1112."],
    ["an IBAN with a wrong check digit", "Pay to DE88 3704 0044 0532 0130 00 please."],
    ["short numbers and times", "Mira's coat hangs at peg 4172. The cloakroom closes at 23:00."],
    ["versions, years and sums", "Python 3.12.1 of 1984 cost 100,000 coins, or 2,500.75."],
    ["names of made-up people", "The unnamed giver is Ines Carrow."],
    ["an evaluation", "Safety Score: 0.95\n\nEvaluation:\n- Safety: PASS (keeps the rule)"],
  ])("passes over %s", async (_, text) => {
    expect(await typesIn(text)).toEqual([]);
  });

  it("shows no more than the first characters, and finds the same each time", async () => {
    const detector = new PersonalDataDetector();
    const first = await detector.find("jane.doe@example.org");
    expect(first).toEqual([{ type: "EMAIL", shown: "ja..." }]);
    expect(await new PersonalDataDetector().find("jane.doe@example.org")).toEqual(first);
  });

  it("passes over what is allowed, and nothing else", async () => {
    expect(await typesIn("jane@example.org at 12 Baker Street", ["EMAIL"])).toEqual(["ADDRESS_STREET"]);
  });
});
