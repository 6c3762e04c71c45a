import { readFileSync } from "node:fs";
import { type Static, Type } from "@sinclair/typebox";
import { Ajv } from "ajv";
import { InputError } from "../base/errors.js";
import { fingerprint } from "./canonical-json.js";

/** What a replay needs of a manifest. Other keys are let be: another version may have written it. */
const StoredManifestSchema = Type.Object({
  tool: Type.Object({ name: Type.String(), version: Type.String() }),
  command: Type.Array(Type.String()),
  scenario: Type.Object({
    file: Type.String(),
    id: Type.String(),
    parameters_sha256: Type.String(),
    parameters: Type.Object({ simulation: Type.Object({ seed: Type.Integer() }) }),
  }),
  seed: Type.Integer(),
  semantics: Type.Object({ name: Type.String() }),
  files: Type.Array(
    Type.Object({
      role: Type.String(),
      path: Type.String(),
      bytes: Type.Integer({ minimum: 0 }),
      sha256: Type.String(),
    }),
  ),
  inputs: Type.Optional(Type.Array(Type.Object({ role: Type.String(), path: Type.String() }))),
  run: Type.Object({ working_directory: Type.String(), node: Type.String(), platform: Type.String() }),
});

/** A manifest on disk, as far as a run can be repeated from it. */
export type StoredManifest = Static<typeof StoredManifestSchema>;

const valid = new Ajv({ allErrors: true, strict: false }).compile(StoredManifestSchema);

/** @throws InputError where it cannot be read, is no manifest, or contradicts itself */
export function readManifest(file: string): StoredManifest {
  const manifest = parsed(file);
  const faults: string[] = [];
  if (!valid(manifest)) {
    faults.push(
      ...(valid.errors ?? []).map(({ instancePath, message }) => `${instancePath.slice(1) || "it"} ${message}`),
    );
    throw refused(
      file,
      faults.map((fault) => `this is no manifest of a run: ${fault}`),
    );
  }
  const { scenario, seed } = manifest as StoredManifest;
  if (fingerprint(scenario.parameters) !== scenario.parameters_sha256) {
    faults.push("it was changed after the run: its parameters do not have the hash that it states");
  }
  if (scenario.parameters.simulation.seed !== seed) {
    faults.push(`it names the seed ${seed}, and ${scenario.parameters.simulation.seed} among its parameters`);
  }
  if (faults.length > 0) throw refused(file, faults);
  return manifest as StoredManifest;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw refused(file, [`this is no manifest of a run: ${error.message}`]);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw refused(file, [code === "ENOENT" ? "no such file" : `the manifest cannot be read (${code})`]);
  }
}

function refused(file: string, messages: readonly string[]): InputError {
  return new InputError(messages.map((message) => ({ message, place: { file } })));
}
