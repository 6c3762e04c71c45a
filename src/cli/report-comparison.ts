import { statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Value } from "@sinclair/typebox/value";
import type { Comparison } from "../analysis/compare/comparison.js";
import type { ComparisonMaterial } from "../analysis/report/comparison-report.js";
import { InputError } from "../base/errors.js";
import { ComparisonSchema } from "../records/comparison-schema.js";
import { shownPath } from "../records/shown-path.js";
import { checkContent, contentOf } from "./report-files.js";

/**
 * What the report of a comparison is made of, from its file; the tables that this names must be there as they were written.
 *
 * @throws InputError where something is gone, was changed, or is not what it claims to be
 */
export async function readComparisonMaterial(
  file: string,
  data: unknown,
  command: readonly string[],
): Promise<ComparisonMaterial> {
  // Keys that this version does not know are let be: another may have written them.
  const known = Value.Clean(ComparisonSchema, structuredClone(data));
  if (!Value.Check(ComparisonSchema, known)) {
    const first = Value.Errors(ComparisonSchema, known).First();
    const where = first === undefined ? "" : `: ${first.path.slice(1) || "it"}: ${first.message}`;
    throw new InputError([
      { message: `this is no comparison that this version can read${where}`, place: { file: shownPath(file) } },
    ]);
  }
  // The schema lets more words stand where the type knows them one by one.
  const comparison = known as unknown as Comparison;
  const named = await Promise.all(
    comparison.files.map(async ({ role, file: name, bytes, sha256 }) => {
      const path = join(dirname(file), basename(name));
      await checkContent(path, { bytes, sha256 }, "the comparison");
      return { role, path: shownPath(path), bytes, sha256 };
    }),
  );
  const own = { role: "comparison", path: shownPath(file), bytes: statSync(file).size, sha256: await contentOf(file) };
  return { comparison, files: [own, ...named], command };
}
