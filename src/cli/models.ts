import type { Command } from "@commander-js/extra-typings";
import { InputError } from "../base/errors.js";
import { defineCommand } from "../contract/command.js";
import type { ProviderDefinition } from "../contract/provider.js";
import { completeConfig } from "../llm/complete-config.js";
import { checkEndpoint } from "../llm/open-model.js";
import { PROVIDERS } from "../llm/registry.js";
import { catalogue, chosen } from "./catalogue.js";
import { configKeys } from "./config-keys.js";
import { gathered, keysGiven, providerNamed } from "./model-options.js";
import { visible } from "./visible.js";

/** `swarm models`: providers of language models, whether their keys are set, and whether an endpoint answers. */
export const modelsCommand = defineCommand({
  name: "models",
  register(program: Command): void {
    program
      .command("models")
      .description(
        "List providers of language models with their keys, and whether the environment variables of their API keys " +
          "are set (never what they hold). With --check, reach the endpoint of one without asking a model.",
      )
      .argument("[provider...]", "providers to show (default: all)")
      .option("--check <provider>", "reach its endpoint")
      .option("--set <key=value>", "a key of the config to check with; repeat for several", gathered)
      .option("--json", "print a list of objects")
      .action(async (names, { check, set = [], json }) => {
        if (check === undefined && set.length > 0) throw new InputError("--set is for --check");
        const lines = check === undefined ? list(names, json === true) : await reach(check, set);
        process.stdout.write(`${lines}\n`);
      });
  },
});

/** How schemas are kept, in words. */
const STRUCTURED = {
  endpoint: "structured answers by JSON Schema",
  grammar: "structured answers by grammar",
  checked: "structured answers are checked only",
} as const;

function list(names: readonly string[], json: boolean): string {
  const found = chosen(PROVIDERS, names).map((definition) => {
    const { name, summary, structured, seeded, config } = definition;
    const key_variable = definition.keyVariable(defaultsOf(definition));
    const key_set = key_variable === undefined ? undefined : Boolean(process.env[key_variable]);
    return { name, summary, structured, seeded, key_variable, key_set, keys: configKeys(config) };
  });
  if (json) return JSON.stringify(found, null, 2);
  return catalogue(
    found.map(({ name, summary, structured, seeded, key_variable, key_set, keys }) => ({
      name,
      summary,
      keys,
      notes: [
        `${STRUCTURED[structured]}; seeds are ${seeded ? "passed on" : "not taken"}`,
        keyNote(
          key_variable,
          key_set === true,
          keys.some(({ key }) => key === "api_key_env"),
        ),
      ],
    })),
  );
}

function keyNote(variable: string | undefined, isSet: boolean, nameable: boolean): string {
  if (variable !== undefined) return `API key: ${variable} is ${isSet ? "set" : "not set"}`;
  return nameable ? "API key: none, or the one in the variable that api_key_env names" : "API key: none";
}

function defaultsOf({ config }: ProviderDefinition): Record<string, unknown> {
  const entries = Object.entries(config.properties).filter(([, schema]) => schema.default !== undefined);
  return Object.fromEntries(entries.map(([key, schema]) => [key, schema.default]));
}

async function reach(name: string, settings: readonly string[]): Promise<string> {
  const definition = providerNamed(name);
  const { config: schema } = definition;
  // An endpoint can be reached before it is known which models it has.
  const required = ((schema.required as readonly string[] | undefined) ?? []).filter((key) => key !== "model");
  const config = completeConfig({ ...schema, required: [...required] }, keysGiven(settings), name);
  const found = await checkEndpoint(definition, config, { env: process.env });
  return found.map((line) => `${name}: ${visible(line)}`).join("\n");
}
