import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { schemaFiles } from "../../src/records/schema-files.js";
import { researchSchemaFiles } from "../../src/research/schema-files.js";
import { ROOT } from "../support/readme.js";

const all = () => new Map([...schemaFiles(), ...researchSchemaFiles()]);
const written = (name: string) => readFileSync(join(ROOT, "schemas", name), "utf8");

describe("the schemas on disk", () => {
  it("are the ones the program would write (otherwise: make schemas)", () => {
    expect(readdirSync(join(ROOT, "schemas")).sort()).toEqual([...all().keys()].sort());
    for (const [name, text] of all()) expect(written(name) === text, `schemas/${name} is stale`).toBe(true);
  });

  it("are JSON Schema that a strict reader compiles", () => {
    for (const name of all().keys()) {
      const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
      ajv.addKeyword("inert");
      expect(() => ajv.compile(JSON.parse(written(name))), name).not.toThrow();
    }
  });

  it("are named by every shipped scenario, so that editors check it", () => {
    for (const name of readdirSync(join(ROOT, "scenarios")).filter((file) => file.endsWith(".yaml"))) {
      const [first, second] = readFileSync(join(ROOT, "scenarios", name), "utf8").split("\n");
      expect(first, name).toBe("# yaml-language-server: $schema=../schemas/scenario.schema.json");
      expect(second, name).toMatch(/^# .*\?|^# [A-Z]/);
    }
  });

  it("take the shipped annotations as they are written, name them in their first line, and refuse words that there are not", () => {
    const fits = new Ajv({ strict: false }).compile(JSON.parse(written("annotation.schema.json")));
    const folder = join(ROOT, "research/studies");
    const files = readdirSync(folder).filter((file) => file.endsWith(".annotation.yaml"));
    expect(files).toHaveLength(2);
    for (const file of files) {
      const text = readFileSync(join(folder, file), "utf8");
      expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=../../schemas/annotation.schema.json");
      const annotation = parse(text);
      expect(annotation.risk_profile.assumptions.join()).toMatch(/-/);
      expect(fits(annotation), JSON.stringify(fits.errors)).toBe(true);
      expect(fits({ ...annotation, risk_profile: { assumptions: ["known types"] } })).toBe(false);
      expect(fits({ ...annotation, claim: [] })).toBe(false);
    }
  });
});
