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

/** A schema as a file. */
export function schemaText(schema: object): string {
  return `${JSON.stringify({ $schema: DIALECT, ...schema }, null, 2)}\n`;
}

/** Name and text of the files in `schemas/`, but for those of research. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["scenario.schema.json", schemaText(scenarioSchema(BUILT_IN))],
    ["study.schema.json", schemaText(studySchema)],
    ["event.schema.json", schemaText(loggedEvent())],
    ["metrics-row.schema.json", schemaText(metricsRow())],
    ["manifest.schema.json", schemaText(ManifestSchema)],
    ["comparison.schema.json", schemaText(comparisonSchemaFile())],
    ["benchmarks.schema.json", schemaText(BenchmarksSchema)],
  ]);
}
