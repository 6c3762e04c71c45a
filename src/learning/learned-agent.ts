import { type Static, Type } from "@sinclair/typebox";
import { decodeDoubles, encodeDoubles } from "../base/base64-doubles.js";
import { InputError } from "../base/errors.js";
import { validatorOf } from "../base/validator-of.js";
import { weightHash } from "./weight-hash.js";

/** A stage of training that an agent went through. */
const TrainedStage = Type.Object({
  stage: Type.String(),
  method: Type.String(),
  reward: Type.String(),
  iterations: Type.Integer({ minimum: 1 }),
  seed: Type.Integer(),
});

const schema = Type.Object({
  format: Type.Literal("swarm-learned-agent/1"),
  agent: Type.Union([Type.Literal("conversation"), Type.Literal("feedback")]),
  /** What it takes to set up the world whose contexts and outputs the policy knows. */
  world: Type.Record(Type.String(), Type.Unknown()),
  policy: Type.Object({ make: Type.String(), hidden: Type.Integer({ minimum: 0 }) }),
  /** What it went through, first to last; empty for an agent before any training. */
  history: Type.Array(TrainedStage),
  /** Base64 of little-endian doubles. */
  parameters: Type.String(),
  weights_sha256: Type.String(),
});

const validator = validatorOf<Static<typeof schema>>(schema, { allErrors: true });

/** An agent that has learnt, as it is kept: its parameters, and all that gives them a meaning. */
export interface LearnedAgent extends Omit<Static<typeof schema>, "format" | "parameters" | "weights_sha256"> {
  readonly parameters: Float64Array;
}

/** Where an agent lies in the folder of its pair. */
export function agentFile(agent: LearnedAgent["agent"]): string {
  return `${agent}.json`;
}

/** The text of its file. */
export function learnedAgentText({ parameters, ...rest }: LearnedAgent): string {
  const stored: Static<typeof schema> = {
    format: "swarm-learned-agent/1",
    ...rest,
    weights_sha256: weightHash(parameters),
    parameters: encodeDoubles(parameters),
  };
  return `${JSON.stringify(stored, null, 1)}\n`;
}

/**
 * @param file for messages
 * @throws InputError for a text that is no such file, or whose parameters do not have the hash that it states
 */
export function parseLearnedAgent(text: string, file: string): LearnedAgent {
  const refuse = (messages: readonly string[]) =>
    new InputError(messages.map((message) => ({ message, place: { file } })));
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refuse(["this is no trained agent: it is not JSON"]);
  }
  const valid = validator();
  if (!valid(stored)) {
    const faults = (valid.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath.slice(1) || "it"} ${message}`,
    );
    throw refuse(faults.map((fault) => `this is no trained agent: ${fault}`));
  }
  const { format: _, weights_sha256, parameters: encoded, ...rest } = stored;
  const parameters = decodeDoubles(encoded);
  if (weightHash(parameters) !== weights_sha256) {
    throw refuse(["the file is damaged: its parameters do not have the hash that it states"]);
  }
  return { ...rest, parameters };
}
