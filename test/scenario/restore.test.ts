import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { loadScenario } from "../../src/scenario/load.js";
import { restoreScenario } from "../../src/scenario/restore.js";
import { replays } from "../support/replays.js";

const names = readdirSync("scenarios").filter((name) => name.endsWith(".yaml"));

it("there are scenarios to restore", () => {
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter(replays).length).toBeGreaterThan(5);
});

it.each([
  ...names.map((name) => [name, undefined] as const),
  ...names.filter(replays).map((name) => [name, "swarm-1.9"] as const),
])("a scenario comes back from its record as it was run: %s, compat %s", (name, compat) => {
  const { spec, semantics } = loadScenario(`scenarios/${name}`, { compat });
  const parameters = JSON.parse(JSON.stringify(spec));
  const restored = restoreScenario({
    recordedIn: "m.json",
    file: `scenarios/${name}`,
    parameters,
    semantics: semantics.name,
  });
  expect(JSON.stringify(restored.spec)).toBe(JSON.stringify(spec));
  expect(restored.semantics).toBe(semantics);
});
