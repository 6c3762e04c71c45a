import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { wilson } from "../../src/judges/measure/wilson.js";
import { CAPABILITY_TASKS } from "../../src/waltz/evaluation/capability/tasks.js";
import { casesForRate } from "../../src/waltz/evaluation/cases-needed.js";
import { GATE_PRESETS } from "../../src/waltz/evaluation/gate.js";
import { MEASURES } from "../../src/waltz/evaluation/measures.js";
import { shell } from "../support/cli.js";
import { snippetsOf } from "../support/readme.js";
import { rowsOf } from "../support/tables.js";
import { temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();
const PAGE = "docs/waltz-evaluation.md";
const codeIn = (language: string) =>
  snippetsOf(PAGE)
    .filter((snippet) => snippet.language === language)
    .map(({ code }) => code);

describe("the page on evaluating a pair", () => {
  it("shows commands that all end well, one after the other, on the exchanges and gates that it shows", async () => {
    const home = temporary();
    writeFileSync(join(home, "said.jsonl"), codeIn("json")[0]!);
    writeFileSync(join(home, "gates.yaml"), codeIn("yaml")[0]!);
    const lines = codeIn("sh").flatMap((code) => code.trim().split("\n"));
    expect(lines).toHaveLength(7);
    for (const line of lines) {
      const { code, stderr } = await shell(line, { cwd: home });
      expect({ code, stderr }, line).toEqual({ code: 0, stderr: "" });
    }
    for (const name of ["pair", "said", "again", "live", "replayed"]) {
      expect(existsSync(join(home, "logs", name, "benchmarks.json")), name).toBe(true);
    }
  }, 180_000);

  it("names every measure, preset and figure as it is", () => {
    expect(rowsOf(PAGE, "measure").map(([name]) => name)).toEqual(MEASURES.map(({ name }) => `\`${name}\``));
    expect(rowsOf(PAGE, "preset")).toEqual(
      Object.entries(GATE_PRESETS).map(([name, gates]) => [
        `\`${name}\``,
        gates.map((gate) => `\`${gate}\``).join(", "),
      ]),
    );
    expect([(100 * wilson(0, 20).high!).toFixed(1), casesForRate("<", 0.1), CAPABILITY_TASKS.length]).toEqual([
      "16.1",
      35,
      36,
    ]);
  });
});
