import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { InputError } from "../../src/base/errors.js";
import { checkOutputs } from "../../src/records/check-outputs.js";
import type { RunPaths } from "../../src/records/run-paths.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
let folder: string;
const at = (path: string) => join(folder, path);
const plan = (paths: Partial<RunPaths> = {}, file = "scenario.yaml") => {
  const standard = { events: at("e.jsonl"), metrics: at("m.csv"), agents: at("a.csv"), manifest: at("manifest.json") };
  return { file: at(file), paths: { ...standard, ...paths } };
};
const refusal = (...runs: ReturnType<typeof plan>[]): string => {
  try {
    checkOutputs(runs);
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(`${folder}/`, "");
    throw error;
  }
  return "accepted";
};

beforeEach(() => {
  folder = temporary();
  writeFileSync(at("scenario.yaml"), "agents: []");
});

describe("outputs", () => {
  it("are accepted in folders that exist or can be made, and nothing is made yet", () => {
    const before = filesBelow(folder);
    const [paths] = checkOutputs([plan({ events: at("new/deep/e.jsonl"), metrics: undefined })]);
    expect(paths).toEqual({
      events: at("new/deep/e.jsonl"),
      metrics: undefined,
      agents: at("a.csv"),
      manifest: at("manifest.json"),
    });
    expect(filesBelow(folder)).toEqual(before);
  });

  it("may replace an earlier file", () => {
    writeFileSync(at("m.csv"), "old");
    expect(refusal(plan())).toBe("accepted");
  });

  it("follow links, so that the file behind one is replaced and not the link", () => {
    writeFileSync(at("real.csv"), "old");
    symlinkSync(at("real.csv"), at("link.csv"));
    mkdirSync(at("store"));
    symlinkSync(at("store"), at("logs"));
    const [paths] = checkOutputs([plan({ metrics: at("link.csv"), agents: at("logs/a.csv") })]);
    expect(paths).toMatchObject({ metrics: at("real.csv"), agents: at("store/a.csv") });
  });
});

describe("an output is refused, and named,", () => {
  const cases: readonly (readonly [why: string, path: () => string, message: string])[] = [
    ["when it is a folder", () => folder, "this is a folder"],
    ["when it ends like a folder", () => at("new/"), "this names a folder"],
    ["when it is empty", () => "", "this names no file"],
    ["when it holds a NUL", () => at("a\0b"), "this names no file"],
    ["when its name is too long", () => at("x".repeat(240)), "its name is too long"],
    ["when it is a device", () => "/dev/null", "this is not a regular file"],
    ["when a link there leads nowhere", () => at("dangling"), "this link leads nowhere"],
    ["when links there lead in a circle", () => at("circle"), "this link leads nowhere"],
    ["when its parent is a file", () => at("scenario.yaml/e.jsonl"), "scenario.yaml is a file, not a folder"],
    ["when a folder above is a file", () => at("scenario.yaml/x/y/e.jsonl"), "scenario.yaml is a file, not a folder"],
  ];

  it.each(cases)("%s", (_, path, message) => {
    symlinkSync(at("nothing"), at("dangling"));
    symlinkSync(at("circle"), at("circle"));
    expect(refusal(plan({ events: path() }))).toContain(`the event log cannot go here: ${message}`);
  });

  it("when writing is not allowed", () => {
    mkdirSync(at("closed"));
    writeFileSync(at("closed/m.csv"), "old");
    chmodSync(at("closed"), 0o555);
    // Permissions do not bind root.
    const expected = process.getuid?.() === 0 ? "accepted" : /writing (in closed )?is not allowed/;
    for (const metrics of [at("closed/m.csv"), at("closed/new.csv")]) {
      expect(refusal(plan({ metrics }))).toMatch(expected);
    }
  });

  it("when it would overwrite the scenario, by whatever name", () => {
    linkSync(at("scenario.yaml"), at("hard.csv"));
    symlinkSync(at("scenario.yaml"), at("soft.csv"));
    for (const path of ["scenario.yaml", "./x/../scenario.yaml", "hard.csv", "soft.csv"]) {
      expect(refusal(plan({ metrics: `${folder}/${path}` }))).toContain(
        "the metrics table cannot go here: this is where the scenario scenario.yaml is",
      );
    }
  });

  it("when another output goes there, by whatever name", () => {
    mkdirSync(at("store"));
    symlinkSync(at("store"), at("logs"));
    const both = "the metrics table cannot go here: this is where the event log is";
    expect(refusal(plan({ events: at("m.csv") }))).toBe(`m.csv: ${both}`);
    expect(refusal(plan({ events: at("store/x"), metrics: at("logs/x") }))).toBe(`logs/x: ${both}`);
  });

  it("when another output would have to be both a file and its folder", () => {
    expect(refusal(plan({ events: at("logs"), metrics: at("logs/m.csv") }))).toBe(
      "logs/m.csv: the metrics table cannot go here: this is where the event log is",
    );
    expect(refusal(plan({ events: at("logs/e.jsonl"), metrics: at("logs") }))).toBe(
      "logs: the metrics table cannot go here: this is where the event log is",
    );
  });

  it("when another run goes there, and all refusals of all runs are told at once", () => {
    const told = refusal(plan({}, "one.yaml"), plan({ events: folder, agents: at("other.csv") }, "two.yaml")).split(
      "\n",
    );
    expect(told).toEqual([
      `${folder}: the event log of two.yaml cannot go here: this is a folder`,
      "m.csv: the metrics table of two.yaml cannot go here: this is where the metrics table of one.yaml is",
      "manifest.json: the manifest of two.yaml cannot go here: this is where the manifest of one.yaml is",
    ]);
  });
});
