import { type TProperties, Type } from "@sinclair/typebox";
import { ASSUMPTIONS, CLAIM_KINDS, DENSITIES, DIRECTIONS, FAILURE_MODES, ROLES } from "./vocabulary.js";

const closed = <P extends TProperties>(properties: P, description: string) =>
  Type.Object(properties, { additionalProperties: false, description });
const text = (description: string) => Type.Optional(Type.String({ description }));
const word = <const W extends string>(words: readonly W[], description: string) =>
  Type.Unsafe<W>({ type: "string", enum: [...words], description });
const words = <const W extends string>(each: readonly W[], description: string) =>
  Type.Optional(Type.Array(word(each, description), { description }));
const above0 = (description: string) => Type.Optional(Type.Number({ exclusiveMinimum: 0, description }));
const open = (description: string) => Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description }));

const claim = closed(
  {
    claim: Type.String({ minLength: 1, description: "the fragment that holds the claim, or the claim in own words" }),
    testable: Type.Optional(Type.Boolean({ description: "whether it can be tested here; true where it is not given" })),
    metric: text("a metrics column; average_quality is avg_quality; empty where none fits"),
    expected: Type.Optional(word(DIRECTIONS, "sign of what is said; positive where it is not given")),
    parameters: open("free; nothing reads it"),
    kind: Type.Optional(word(CLAIM_KINDS, "difference where it is not given; equivalence where zero is expected")),
    arm: text("the arm that it is about"),
    versus: text("the arm that it is held against"),
    min_effect: above0("smallest difference that matters, in the unit of the metric"),
    margin: above0("margin of equivalence, in the unit of the metric"),
    threshold: Type.Optional(Type.Number({ description: "where a level lies above, below or near" })),
    sentence: text("the whole sentence that was read"),
    where: text("where in the paper it stands"),
    why_not: text("why it cannot be tested here"),
    note: text("for people"),
  },
  "something that the paper says",
);

const armSchema = closed(
  {
    name: text("for people"),
    control: Type.Optional(Type.Boolean({ description: "whether the others are held against it; exactly one arm is" })),
    scenario: Type.Optional(Type.String({ minLength: 1, description: "scenario file, relative to the annotation" })),
    agent_roles: Type.Optional(
      Type.Record(Type.String(), Type.Integer({ minimum: 0 }), { description: "agents by type, for the scenario's" }),
    ),
    governance: open("keys of the block governance, in place of the scenario's"),
    overrides: open("values by path, in place of the scenario's"),
    metrics: Type.Optional(Type.Array(Type.String(), { description: "metrics to keep besides those of the claims" })),
    stands_for: text("what of the paper it stands for"),
  },
  "one condition of an experiment",
);

/** What an annotation may say. What is not a matter of form is checked in `annotation-faults.ts`. */
export const annotationSchema = Type.Object(
  {
    paper_id: text("id in an archive"),
    arxiv_id: text("arXiv number"),
    title: text("of the paper"),
    citation: text("how the paper wants to be cited; one line"),
    annotator: Type.Optional(
      closed(
        {
          kind: word(["rules", "model", "person"], "who read the paper"),
          name: Type.String({ description: "rules, provider and model, or a person" }),
        },
        "who read the paper",
      ),
    ),
    risk_profile: Type.Optional(
      closed(
        {
          interaction_density: Type.Optional(word(DENSITIES, "how much agents have to do with each other")),
          failure_modes: words(FAILURE_MODES, "ways in which the population goes wrong"),
          assumptions: words(ASSUMPTIONS, "what the paper takes for granted; hyphens are read too"),
          roles: words(ROLES, "parts that the paper's agents play"),
        },
        "what the paper is about",
      ),
    ),
    claims: Type.Optional(Type.Array(claim, { description: "what the paper says" })),
    swarm_scenarios: Type.Optional(
      Type.Unsafe<unknown>({
        type: ["object", "array"],
        items: { type: "string" },
        additionalProperties: armSchema,
        description: "arms by name, or names alone",
      }),
    ),
    annotated_at: text("ISO-8601"),
  },
  { additionalProperties: false, title: "swarm-lab annotation of a paper" },
);
