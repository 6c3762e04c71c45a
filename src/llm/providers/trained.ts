import { type Static, Type } from "@sinclair/typebox";
import { keys, oneOf } from "../../contract/keys.js";
import { defineProvider, ModelError, type ModelIdentity } from "../../contract/provider.js";
import { weightHash } from "../../learning/weight-hash.js";
import { DECODINGS, writingAgent } from "../../pair/kinds/writing-agent.js";
import { readReview } from "../../pair/read-messages.js";
import { structured } from "../structured.js";
import { trainedFiles } from "./trained-files.js";

const NAME = "trained";

const CONFIG = keys({
  pair: Type.String({
    minLength: 1,
    description:
      "folder of a trained pair, whose agents each answer what is theirs, or the file of one of them; beside the scenario",
  }),
  decoding: oneOf("sampled", DECODINGS, "draws what an agent does by the seed of a call, or takes the most probable"),
});

/** Agents that `swarm waltz train` made: small policies that choose kinds of answers and write them as fixed texts. */
export const trained = defineProvider({
  name: NAME,
  summary: "a pair that `swarm waltz train` made, in this process; costs nothing",
  config: CONFIG,
  paths: ["pair"],
  structured: "checked",
  seeded: true,
  keyVariable: () => undefined,
  material: ({ pair }) => agentsOf(pair).map(({ file, text }) => ({ file, text })),
  identity,
  create: async (config) => {
    const agents = agentsOf(config.pair);
    return {
      identity: identity(config),
      async complete({ messages, schema, seed = 0, temperature, maxTokens, stop }, context) {
        context?.signal?.throwIfAborted();
        const wanted = readReview(messages) === undefined ? "conversation" : "feedback";
        const found = agents.find(({ agent }) => agent.agent === wanted);
        if (found === undefined)
          throw new ModelError("rejected", `${NAME}: there is no ${wanted} agent at ${config.pair}`);
        const { text, tokens } = found.write(messages, config.decoding, seed);
        const passedOver = Object.entries({ temperature, maxTokens, stop }).filter(([, value]) => value !== undefined);
        const completion = {
          text,
          finish: "stop",
          // What it reads it does not cut into tokens.
          usage: { inputTokens: 0, outputTokens: tokens },
          price: 0,
          warnings: passedOver.map(([key]) => `${NAME} passes over ${key}`),
          failed: [],
        } as const;
        return structured(completion, schema);
      },
    };
  },
  check: async ({ pair }) =>
    agentsOf(pair).map(
      ({ agent, file }) => `${file}: ${agent.agent} agent, weights ${weightHash(agent.parameters).slice(0, 12)}`,
    ),
});

function agentsOf(pair: string) {
  return trainedFiles(pair).map((found) => ({ ...found, write: writingAgent(found.agent, found.file) }));
}

/** Known by its weights, and by what gives them a meaning: where they lie shapes no answer. */
function identity({ pair, decoding }: Static<typeof CONFIG>): ModelIdentity {
  const agents = trainedFiles(pair).map(({ agent }) => [
    agent.agent,
    { world: agent.world, policy: agent.policy, weights_sha256: weightHash(agent.parameters) },
  ]);
  return { provider: NAME, model: "pair", settings: { decoding, ...Object.fromEntries(agents) } };
}
