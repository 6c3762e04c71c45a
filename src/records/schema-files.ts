import { type TSchema, Type } from "@sinclair/typebox";
import { studySchema } from "../batch/study-schema.js";
import { EventSchema } from "../model/event.js";
import { BUILT_IN } from "../scenario/extensions.js";
import { scenarioSchema } from "../scenario/schema.js";
import { BenchmarksSchema } from "./benchmarks-schema.js";
import { comparisonSchemaFile } from "./comparison-schema.js";
import { ManifestSchema } from "./manifest.js";

const DIALECT = "http://json-schema.org/draft-07/schema#";

/** A logged event: the envelope around what its producer said. */
function loggedEvent(): TSchema {
  const envelope = {
    seq: Type.Integer({ minimum: 0, description: "number of the event in the run" }),
    epoch: Type.Integer({ minimum: 0, description: "epoch, from 0" }),
    step: Type.Integer({ minimum: 0, description: "step of the epoch, from 0; its length at the end of an epoch" }),
  };
  const kinds = EventSchema.anyOf.map((kind) =>
    Type.Object({ ...envelope, ...kind.properties }, { description: kind.description, additionalProperties: false }),
  );
  return Type.Union(kinds, { title: "one line of an event log" });
}

function metricsRow(): TSchema {
  const columns = [...BUILT_IN.metrics].flatMap((family) => family.columns);
  const fields = columns.map(({ name, formula, unit, direction }) => {
    const description = `${formula} (${unit}; ${direction}); null (an empty cell) where it is not defined`;
    return [name, Type.Union([Type.Number(), Type.Null()], { description })] as const;
  });
  const epoch = Type.Integer({ minimum: 0, description: "epoch, from 0" });
  return Type.Object({ epoch, ...Object.fromEntries(fields) }, { title: "one row of a metrics table" });
}

/** Name and text of every file in `schemas/`. */
export function schemaFiles(): ReadonlyMap<string, string> {
  const text = (schema: object) => `${JSON.stringify({ $schema: DIALECT, ...schema }, null, 2)}\n`;
  return new Map([
    ["scenario.schema.json", text(scenarioSchema(BUILT_IN))],
    ["study.schema.json", text(studySchema)],
    ["event.schema.json", text(loggedEvent())],
    ["metrics-row.schema.json", text(metricsRow())],
    ["manifest.schema.json", text(ManifestSchema)],
    ["comparison.schema.json", text(comparisonSchemaFile())],
    ["benchmarks.schema.json", text(BenchmarksSchema)],
  ]);
}
