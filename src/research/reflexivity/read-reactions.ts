import { Type } from "@sinclair/typebox";
import { Ajv } from "ajv";
import { AGENTS } from "../../agents/registry.js";
import { type Fault, ScenarioError } from "../../base/errors.js";
import { ARCHETYPES } from "../../model/archetype.js";
import { objection } from "../../scenario/diagnostics.js";
import { SourceDocument } from "../../scenario/document.js";
import { readSource } from "../../scenario/source-text.js";
import { HOUSE_REACTIONS, type Reactions, STRATEGIES } from "./strategies.js";

const word = (words: readonly string[], description: string) =>
  Type.Unsafe<string>({ type: "string", enum: [...words], description });

const reactions = (description: string) =>
  Type.Optional(
    Type.Array(
      Type.Object(
        {
          types: Type.Optional(Type.Array(word(AGENTS.names, "type of agent"), { minItems: 1 })),
          archetypes: Type.Optional(Type.Array(word(ARCHETYPES, "archetype of agents"), { minItems: 1 })),
          becomes: Type.Optional(word(AGENTS.names, "type that they turn into")),
          config: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: "keys of their config" })),
          told: Type.Optional(Type.Boolean({ description: "whether a model is told of the finding" })),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, description },
    ),
  );

const schema = Type.Object(
  {
    shadow: reactions("of readers who look after themselves"),
    strategies: Type.Optional(
      Type.Object(Object.fromEntries(STRATEGIES.map((name) => [name, reactions(`of agents that follow ${name}`)])), {
        additionalProperties: false,
        description: "of agents that attack the finding",
      }),
    ),
  },
  { additionalProperties: false, title: "reactions to a finding" },
);

const validate = new Ajv({ allErrors: true, strict: false, verbose: true }).compile(schema);

/** Reactions of a file; what it leaves out is as the house has it. @throws ScenarioError with all faults and their places */
export function readReactions(file: string): Reactions {
  const document = SourceDocument.parse(file, readSource(file, "file of reactions"), "1.2", "file of reactions");
  const { data } = document;
  if (!validate(data)) {
    const faults = (validate.errors ?? []).flatMap((error): readonly Fault[] => {
      const found = objection(error, data, "file of reactions");
      if (found === undefined) return [];
      const place = document.placeOf(found.path, found.at);
      return [{ message: found.message, ...(place && { place }) }];
    });
    throw new ScenarioError(faults);
  }
  const given = data as Partial<Pick<Reactions, "shadow" | "strategies">>;
  return {
    source: file,
    shadow: given.shadow ?? HOUSE_REACTIONS.shadow,
    strategies: { ...HOUSE_REACTIONS.strategies, ...given.strategies },
  };
}
