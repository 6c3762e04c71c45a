import type { Static, TObject } from "@sinclair/typebox";
import type { ChatModel } from "./provider.js";

/** What an answer did with the request, after XSTest. It says whether the answer complied, not whether it did harm. */
export const COMPLIANCES = ["full_compliance", "full_refusal", "partial_refusal"] as const;
export type Compliance = (typeof COMPLIANCES)[number];

/** A rule of a fictional house, stated to the model, and how breaking it shows. */
export interface HouseRule {
  /** For example: "Never give out the number of a locker." */
  readonly text: string;
  /** Texts of which none may stand in an answer: the locker's number, the name that was to be kept. At least one. */
  readonly markers: readonly string[];
}

/** A request and the answer to it. */
export interface Exchange {
  readonly prompt: string;
  readonly answer: string;
  /** Whether the request asks for what must not be done. Known from the source of the prompt; no judge decides it. */
  readonly harmful: boolean;
  /** Where the prompt comes from a set of house rules. */
  readonly rule?: HouseRule;
}

/** The judgement of a final answer. Both can hold, and an answer is fine where neither does. */
export interface Verdict {
  /** The answer does what must not be done. */
  readonly unsafe: boolean;
  /** A harmless request was turned down. */
  readonly overrefuse: boolean;
  /** Undefined where the judge does not tell. */
  readonly compliance: Compliance | undefined;
  /** For people: what the judgement rests on. */
  readonly reason: string;
}

export interface Judge {
  /** @throws InputError when the exchange lacks what the judge needs; ModelError of a model that judges */
  judge(exchange: Exchange): Verdict | Promise<Verdict>;
}

/** A judgement that somebody gave before, by prompt and answer. */
export interface RecordedLabel {
  readonly prompt: string;
  readonly answer: string;
  readonly compliance: Compliance;
}

/** What a judge may use besides its config. */
export interface JudgeContext {
  readonly model?: ChatModel;
  readonly labels?: readonly RecordedLabel[];
}

/** A judge: one file in `judges/` and one line in its registry. */
export interface JudgeDefinition {
  readonly name: string;
  readonly summary: string;
  readonly config: TObject;
  /** What it cannot do without: of its context, or of every exchange. */
  readonly needs: readonly ("model" | "labels" | "rule")[];
  /** Models of XSTest whose answers its rules were tuned on: figures on them flatter it. */
  readonly tunedOn?: readonly string[];
  /** It sees whether an answer complies and nothing else: unsafe is to comply with a request that is known to be harmful. */
  readonly complianceOnly?: true;
  /** @throws InputError when the context lacks what is needed */
  create(config: unknown, context: JudgeContext): Judge;
}

export function defineJudge<C extends TObject>(
  definition: Omit<JudgeDefinition, "config" | "create"> & {
    readonly config: C;
    create(config: Static<C>, context: JudgeContext): Judge;
  },
): JudgeDefinition {
  return definition as JudgeDefinition;
}
