import type { Role } from "./annotation.js";

/** What a sentence is about, as whole words or their beginnings; `inverse`: more of it is less of the metric. */
export interface Topic {
  readonly metric: string;
  readonly inverse: boolean;
  readonly words: RegExp;
}

/** In the order in which the first of equals wins. */
export const TOPICS: readonly Topic[] = [
  {
    metric: "toxicity_rate",
    inverse: false,
    words:
      /\b(?:toxic\w*|harm(?:s|ful\w*|ing)?|damag\w+|dangerous\w*|unsafe\w*|jailbreak\w*|attacks?|attack success|misalign\w+|misbehav\w+|malicious\w*|violations?|misuse\w*|(?<!collusion )risks?|deception|deceptive\w*|fraud\w*|manipulation|failure rates?|vulnerab\w+)\b/gi,
  },
  {
    metric: "toxicity_rate",
    inverse: true,
    words: /\b(?:safety|safer|safe|harmless\w*|robust\w*|alignment|trustworth\w+|resilien\w+|security)\b/gi,
  },
  {
    metric: "quality_gap",
    inverse: false,
    words: /\b(?:adverse selection|selection effects?|filtering|screening)\b/gi,
  },
  {
    metric: "avg_quality",
    inverse: false,
    words: /\b(?:qualit(?:y|ies)|accurac(?:y|ies)|correctness|helpful\w*|truthful\w*|honesty)\b/gi,
  },
  {
    metric: "total_welfare",
    inverse: false,
    words:
      /\b(?:welfare|surplus|efficien(?:cy|t|tly)|social benefits?|utilit(?:y|ies)|payoffs?|rewards?|productiv\w+|performance|cooperation|collective outcomes?|profits?|capabilit(?:y|ies)|task success|success rates?)\b/gi,
  },
  { metric: "avg_quality", inverse: true, words: /\b(?:errors?|error rates?|mistakes?|hallucinat\w+)\b/gi },
  { metric: "total_welfare", inverse: true, words: /\b(?:losses|alignment tax|overheads?)\b/gi },
  {
    metric: "spread",
    inverse: false,
    words: /\b(?:inequalit(?:y|ies)|disparit(?:y|ies)|variance|spread|unfair\w*)\b/gi,
  },
  { metric: "spread", inverse: true, words: /\b(?:fair(?:ness|er|ly)?|equality|equit(?:y|able))\b/gi },
  {
    metric: "acceptance_rate",
    inverse: true,
    words: /\b(?:over-?refus\w+|refusals?|refusal rates?|over-?blocking)\b/gi,
  },
  { metric: "ecosystem_collusion_risk", inverse: false, words: /\b(?:collu(?:sion|de|ding|sive)\w*|cartels?)\b/gi },
];

export const MORE =
  /\b(?:increas\w+|improv\w+|higher|more|greater|enhanc\w+|boost\w*|rais\w+|gains?|grow(?:s|th|ing)?|amplif\w+|worsen\w*|outperform\w*|better|strengthen\w*|exacerbat\w+|surpass\w*|exceed\w*|facilitat\w+|promot\w+)\b/gi;

export const LESS =
  /\b(?:decreas\w+|reduc\w+|lower\w*|less|fewer|diminish\w*|drop(?:s|ped|ping)?|declin\w+|mitigat\w+|suppress\w*|prevent\w*|cut(?:s|ting)?|limit(?:s|ed|ing)?|weaken\w*|degrad\w+|erod\w+|undermin\w+|curb\w*|eliminat\w+|minimi[sz]\w+|hurt\w*|alleviat\w+)\b/gi;

/** Words that say which side is the good one, whatever there is more of. */
export const GOOD = /^(?:improv|enhanc|outperform|better|surpass|superior|strengthen)/i;
export const BAD = /^(?:worsen|exacerbat|degrad|undermin|erod|hurt|weaken)/i;

/** Metrics of which less is better; of all others, more. */
export const LESS_IS_BETTER: readonly string[] = ["toxicity_rate", "spread", "ecosystem_collusion_risk"];

/** Words for "nothing changes". */
export const SAME =
  /\b(?:no (?:significant |measurable )?(?:effects?|differences?|changes?|loss|degradation|impact|cost)|(?:does|do|did) not (?:affect|change|alter|reduce|increase|hurt|harm|degrade|compromise|sacrifice)|unchanged|unaffected|without (?:any )?(?:loss|degrad\w+|reducing|sacrific\w+|compromis\w+|hurting|harming)|preserv\w+|on par|comparable|equivalent|equal(?:ly)?|maintain\w*|retain\w*|indistinguishable)\b/i;

/** That something comes about, or that somebody is given to it. */
export const ARISES =
  /\b(?:emerg\w+|aris(?:e|es|ing)|exhibit\w*|occurs?|prone|propensity|engage\w*|susceptible|vulnerable|lead(?:s|ing)? to|caus(?:e|es|ing)|persist\w*|spontaneously|induc\w+|introduc\w+|spread(?:s|ing)?|suffers?)\b/i;

/** That one thing does better than another, whatever it is that it does. */
export const BETTER = /\b(?:outperform\w*|surpass\w*|state[- ]of[- ]the[- ]art|superior|beats?)\b/i;

/** Words for a course over time. */
export const COURSE =
  /\b(?:over (?:time|(?:the )?(?:rounds?|epochs?|iterations?|generations?|course))|(?:each|every|per|successive|later|further|more) (?:rounds?|epochs?|iterations?|generations?)|round by round|across (?:rounds?|epochs?|iterations?)|iterativ\w+|progressively|gradually)\b/i;

/** A level that a sentence gives a number for: a rate, as a share or in per cent. */
export const LEVEL =
  /\b(?:stays?|remains?|lies?|is|are|kept|keeps?)\b[^.;]{0,40}?\b(above|at least|below|under|at most)\s+(-?[01]?\.\d+|-?[01](?![\d.])|\d{1,2}(?:\.\d+)?\s*(?:%|percent))/i;

/** What of a paper's agents a population can play. */
export const ROLE_WORDS: Readonly<Record<Role, RegExp>> = {
  feedback_agent:
    /\b(?:feedback agents?|feedback models?|critics?|reviewer agents?|overse(?:er|ers|ight)|monitor(?:s|ing)? agents?|guardrails?|safeguards?|supervisor agents?)\b/i,
  weak_teacher:
    /\b(?:weak (?:teachers?|supervis\w+|models?|labell?ers?)|weak-to-strong|weaker (?:teachers?|supervis\w+|models?))\b/i,
  strong_student: /\b(?:strong (?:students?|models?)|stronger (?:students?|models?)|weak-to-strong)\b/i,
};
