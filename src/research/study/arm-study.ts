import { designOf } from "../../batch/design.js";
import type { Scale } from "../../batch/design-scale.js";
import type { Study, StudyFactor } from "../../batch/study.js";
import { withSeed } from "../../batch/study-point.js";
import type { MaterialFile } from "../../scenario/material.js";
import { columnsOf, figureOf } from "./columns.js";
import type { LoadedStudy } from "./load-study.js";

/** A study of a paper as a sweep takes it: the arms are points, and every row carries the hash of the plan. */
export interface ArmStudy {
  readonly study: Study;
  /** Files that the scenarios name. */
  readonly material: readonly MaterialFile[];
}

/**
 * @param name what the files are named after
 * @param hash of the registered plan
 */
export function armStudy({ file, study, arms, locate }: LoadedStudy, name: string, hash: string): ArmStudy {
  const columns = columnsOf(study);
  const values = arms.map((arm) => [arm.name, hash]);
  const scale: Scale = { kind: "list", values };
  const place = locate(["arms"], "key");
  const factor: StudyFactor = { name: "arm", paths: [["arm"], ["plan"]], scale, place, valuePlaces: [] };
  const { start, count, step } = study.seeds;
  const seeds = { count, at: (position: number) => start + position * step, gap: count === 1 ? Infinity : step };
  const metrics = columns.map((column) => column.name);
  const scenarios = new Map(arms.map((arm) => [arm.name, arm.scenario]));
  const material = new Map(
    arms.flatMap(({ scenario }) => scenario.material?.files ?? []).map((each) => [each.path, each]),
  );
  return {
    study: {
      file,
      name,
      given: {
        study: name,
        base: arms[0].file,
        design: { kind: "grid" },
        vary: [{ name: "arm", path: ["arm", "plan"], values }],
        seeds: { start, count, step },
        metrics,
      },
      base: arms[0].document,
      overrides: [],
      compat: undefined,
      factors: [factor],
      design: designOf("grid", [factor], 0, 1),
      seeds,
      runs: arms.length * count,
      metrics,
      estimand: "pooled",
      locate,
      variants: {
        scenarioOf: ([
          {
            values: [arm],
          },
        ]) => {
          const scenario = scenarios.get(String(arm));
          if (scenario === undefined) throw new Error(`there is no arm ${arm}`);
          return withSeed(scenario, start);
        },
        figuresOf: (digest) => columns.map((column) => figureOf(column, digest)),
        keepRows: columns.some(({ of }) => of === "trend"),
      },
    },
    material: [...material.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}
