import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { schemaFiles } from "../../src/records/schema-files.js";
import { ROOT } from "../support/readme.js";

const written = (name: string) => readFileSync(join(ROOT, "schemas", name), "utf8");

describe("the schemas on disk", () => {
  it("are the ones the program would write (otherwise: make schemas)", () => {
    expect(readdirSync(join(ROOT, "schemas")).sort()).toEqual([...schemaFiles().keys()].sort());
    for (const [name, text] of schemaFiles()) expect(written(name) === text, `schemas/${name} is stale`).toBe(true);
  });

  it("are JSON Schema that a strict reader compiles", () => {
    for (const name of schemaFiles().keys()) {
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
});
