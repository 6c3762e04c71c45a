import { schemaText } from "../records/schema-files.js";
import { annotationSchema } from "./annotation/annotation-schema.js";
import { researchStudySchema } from "./study/research-study.js";

/** Name and text of the files in `schemas/` for what people write by hand on the way from a paper to a verdict. */
export function researchSchemaFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["annotation.schema.json", schemaText({ ...annotationSchema, properties: asWritten(annotationSchema.properties) })],
    ["research-study.schema.json", schemaText(researchStudySchema)],
  ]);
}

/** As the reader takes a risk profile: its words may have hyphens where they have underscores. */
function asWritten(properties: typeof annotationSchema.properties): object {
  const { risk_profile } = properties;
  const keys = Object.entries(risk_profile.properties).map(([key, schema]) => {
    if (!("items" in schema)) return [key, schema];
    const both = schema.items.enum.flatMap((word: string) => [word, word.replaceAll("_", "-")]);
    return [key, { ...schema, items: { ...schema.items, enum: [...new Set(both)] } }];
  });
  return { ...properties, risk_profile: { ...risk_profile, properties: Object.fromEntries(keys) } };
}
