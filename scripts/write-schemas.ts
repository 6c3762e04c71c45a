/** Writes the JSON Schemas of files that people and programs meet. `npm`-free: run by `make schemas`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { schemaFiles } from "../src/records/schema-files.js";
import { researchSchemaFiles } from "../src/research/schema-files.js";

mkdirSync("schemas", { recursive: true });
for (const [name, text] of [...schemaFiles(), ...researchSchemaFiles()]) {
  writeFileSync(`schemas/${name}`, text);
  process.stdout.write(`schemas/${name}\n`);
}
