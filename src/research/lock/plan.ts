import { effectiveSpec } from "../../scenario/effective-spec.js";
import { columnsOf } from "../study/columns.js";
import type { LoadedStudy } from "../study/load-study.js";
import type { StudyClaim } from "../study/research-study.js";
import { type Registration, registrationHash } from "./registration.js";

/** p below this counts as small, after correction; intervals have one less it; plans are made for this power. */
export const DESIGN = { alpha: 0.05, level: 0.95, power: 0.8 } as const;

/** A plan and its hash. */
export interface HashedPlan {
  readonly registration: Registration;
  readonly hash: string;
}

/**
 * Everything that the verdicts of a study depend on, in the form in which it is registered: hypotheses, what of each arm
 * reaches the figures of its runs, seeds, columns, the program, and how each claim is tested. What is only for people, and
 * how the number of seeds was chosen, is left out.
 *
 * @param tool the program, as its package names it
 */
export function planOf({ study, arms }: LoadedStudy, tool: { name: string; version: string }): HashedPlan {
  const { claims, primary, seeds, hypothesis } = study;
  const secondary = claims.filter(({ id }) => id !== primary);
  const registration: Registration = {
    hypothesis,
    secondary_hypotheses: secondary.map(({ claim }) => claim),
    methodology: {
      arms: Object.fromEntries(
        arms.map(({ name, control, scenario }) => [
          name,
          {
            role: control ? "control" : "treatment",
            scenario: plain(effectiveSpec(withoutSeed(scenario.spec))),
            material: (scenario.material?.files ?? []).map(({ role, sha256 }) => ({ role, sha256 })),
          },
        ]),
      ),
      seeds,
      figures: columnsOf(study).map(({ name }) => name),
      tool: `${tool.name} ${tool.version}`,
    },
    analysis_plan: {
      primary: claims.filter(({ id }) => id === primary).map(analysisOf),
      secondary: secondary.map(analysisOf),
      correction: `Holm over ${claims.length} tests`,
      alpha: DESIGN.alpha,
      level: DESIGN.level,
    },
  };
  return { registration, hash: registrationHash(registration) };
}

/** How a claim is tested, in one line. */
function analysisOf({ id, kind, metric, expected, arm, versus, ...limits }: StudyClaim): string {
  const { threshold, margin, min_effect } = limits;
  const numbers = Object.entries({ threshold, margin, min_effect }).filter(([, value]) => value !== undefined);
  const against = versus === undefined ? "" : ` less ${versus}`;
  return [
    `${id}: ${kind} of ${metric}, ${arm}${against}, expected ${expected}`,
    ...numbers.map(([key, value]) => `${key} ${value}`),
  ].join(", ");
}

/** Runs take their seeds from the study. */
function withoutSeed<S extends { readonly simulation: object }>(spec: S): S {
  const { seed: _, ...simulation } = spec.simulation as { seed?: number };
  return { ...spec, simulation };
}

/** As JSON has it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
