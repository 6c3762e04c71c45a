import { type Static, type TProperties, Type } from "@sinclair/typebox";
import { CLAIM_KINDS, DIRECTIONS } from "../annotation/vocabulary.js";

const closed = <P extends TProperties>(properties: P, description: string) =>
  Type.Object(properties, { additionalProperties: false, description });
const text = (description: string) => Type.Optional(Type.String({ description }));
const above0 = (description: string) => Type.Optional(Type.Number({ exclusiveMinimum: 0, description }));
const whole = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ minimum, maximum, description });
const word = <const W extends string>(words: readonly W[], description: string) =>
  Type.Unsafe<W>({ type: "string", enum: [...words], description });

/** Seeds of one study; a study holds a few arms, and a sweep is made for more. */
const MAX_SEEDS = 10_000;

const arm = closed(
  {
    control: Type.Optional(Type.Boolean({ description: "whether the others are held against it; exactly one arm is" })),
    scenario: Type.String({ minLength: 1, description: "scenario file, relative to the study" }),
    set: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: "values by path, in place of the scenario's" }),
    ),
    stands_for: text("what of the paper it stands for"),
  },
  "one condition",
);

const claim = closed(
  {
    id: Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9_-]*$", maxLength: 40, description: "unique in the study" }),
    claim: Type.String({ minLength: 1, description: "what is claimed" }),
    where: text("where in the paper it stands"),
    kind: word(CLAIM_KINDS, "what is held against what"),
    metric: Type.String({ minLength: 1, description: "a metrics column" }),
    expected: word(DIRECTIONS, "sign of what is claimed"),
    arm: Type.String({ description: "the arm that it is about" }),
    versus: text("the arm that it is held against; not of a level"),
    threshold: Type.Optional(Type.Number({ description: "of a level" })),
    margin: above0("of a claim that nothing changes"),
    min_effect: above0("smallest difference that matters"),
  },
  "a claim and how it is tested",
);

/** What a study may say. What is not a matter of form is checked in `study-faults.ts`. */
export const researchStudySchema = Type.Object(
  {
    study: Type.String({
      pattern: "^[A-Za-z0-9_-][A-Za-z0-9._-]*$",
      maxLength: 120,
      description: "letters, digits, . _ -; files are named after it",
    }),
    title: Type.String({ description: "for people" }),
    hypothesis: Type.String({ minLength: 1, description: "the primary claim in one sentence" }),
    paper: closed(
      {
        paper_id: Type.String(),
        arxiv_id: Type.String(),
        title: Type.String(),
        citation: Type.String(),
        annotator: Type.String(),
      },
      "the paper that the claims are of",
    ),
    arms: Type.Record(Type.String(), arm, { minProperties: 2, description: "conditions by name" }),
    seeds: closed(
      {
        start: Type.Integer({ minimum: 0, maximum: 1e12, description: "first seed" }),
        count: whole(2, MAX_SEEDS, "how many; the same for every arm"),
        step: whole(1, 1_000_000, "distance of neighbours"),
      },
      "seeds that every arm runs with",
    ),
    primary: Type.String({ description: "id of the primary claim" }),
    claims: Type.Array(claim, { minItems: 1, description: "claims that are tested" }),
    not_testable: Type.Optional(
      Type.Array(
        closed(
          { claim: Type.String(), where: text("where in the paper it stands"), why: Type.String() },
          "a claim that cannot be tested here, and why",
        ),
      ),
    ),
    metrics: Type.Optional(Type.Array(Type.String(), { description: "metrics to keep besides those of the claims" })),
    power: Type.Optional(
      closed(
        {
          power: Type.Number({ description: "chance to find what the plan is made for" }),
          pilot: Type.Union([
            closed({ start: Type.Integer(), count: Type.Integer() }, "seeds of the pilot, none of them the study's"),
            Type.Null(),
          ]),
          claims: Type.Array(
            closed(
              {
                id: Type.String(),
                deviation: Type.Union([Type.Number(), Type.Null()]),
                effect: Type.Union([Type.Number(), Type.Null()]),
                seeds_needed: Type.Union([Type.Integer(), Type.Null()]),
                detectable: Type.Union([Type.Number(), Type.Null()]),
              },
              "deviation of the difference in the pilot, the effect planned for, seeds that find it, effect that the study finds",
            ),
          ),
          notes: Type.Array(Type.String()),
        },
        "how the number of seeds was chosen; nothing depends on it",
      ),
    ),
  },
  { additionalProperties: false, title: "swarm-lab study of a paper" },
);

/** A study of a paper's claims: arms, seeds, and how each claim is tested. */
export type ResearchStudy = Static<typeof researchStudySchema>;
export type StudyClaim = ResearchStudy["claims"][number];
export type PowerPlan = NonNullable<ResearchStudy["power"]>;
