import { readFileSync } from "node:fs";
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { InputError } from "../base/errors.js";
import type { Study } from "../batch/study.js";
import { studyIdentity } from "../batch/study-identity.js";
import type { MaterialFile } from "../scenario/material.js";
import { fingerprint } from "./canonical-json.js";
import { shownPath } from "./shown-path.js";
import { TOOL } from "./tool.js";
import { writeFiles } from "./write-files.js";

const Hash = Type.String({ pattern: "^[0-9a-f]{64}$" });

/** Which study a results table belongs to: written beside it, before its first row. */
const StudyRecordSchema = Type.Object({
  record_version: Type.Literal(1),
  tool: Type.Object({ name: Type.String(), version: Type.String() }),
  study: Type.String({ description: "name" }),
  fingerprint: Hash,
  parts: Type.Record(Type.String(), Hash, { description: "fingerprints of what the results depend on" }),
  plan: Type.Object({ points: Type.Integer(), seeds: Type.Integer(), runs: Type.Integer() }),
  given: Type.Record(Type.String(), Type.Unknown(), { description: "what the results depend on" }),
});

export type StudyRecord = Static<typeof StudyRecordSchema>;

/** @param material what the scenarios of the study read besides, as its check has found it */
export function studyRecord(study: Study, material: readonly MaterialFile[]): StudyRecord {
  const given = studyIdentity(study, material);
  const all = Object.entries({ ...given, version: TOOL.version });
  const parts = Object.fromEntries(all.map(([part, value]) => [part, fingerprint(value)]));
  const { design, seeds, runs, name } = study;
  return {
    record_version: 1,
    tool: TOOL,
    study: name,
    fingerprint: fingerprint(parts),
    parts,
    plan: { points: design.size, seeds: seeds.count, runs },
    given,
  };
}

/** @throws InputError when it cannot be written */
export function writeStudyRecord(path: string, record: StudyRecord): void {
  writeFiles(new Map([[path, `${JSON.stringify(record, null, 2)}\n`]]));
}

/** Undefined where there is none. @throws InputError when what is there is no such record */
export function readStudyRecord(path: string): StudyRecord | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw fault(path, `the file cannot be read (${code})`);
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw fault(path, "this is no JSON; --restart starts over");
  }
  if (!Value.Check(StudyRecordSchema, data)) throw fault(path, "this is no record of a study; --restart starts over");
  return data;
}

/** Names of the parts in which two records differ. */
export function changedParts(a: StudyRecord, b: StudyRecord): readonly string[] {
  const names = new Set([...Object.keys(a.parts), ...Object.keys(b.parts)]);
  return [...names].filter((name) => a.parts[name] !== b.parts[name]);
}

function fault(path: string, message: string): InputError {
  return new InputError([{ message, place: { file: shownPath(path) } }]);
}
