import { dirname, isAbsolute, join } from "node:path";
import type { Place } from "../../base/errors.js";
import { armsOf } from "../annotation/annotation-faults.js";
import type { AnnotationDocument } from "../annotation/parse-annotation.js";
import { loadArms, type ResearchArm } from "../study/research-arm.js";
import type { CompiledStudy } from "./compile.js";
import { scenarioYaml } from "./study-yaml.js";

/**
 * The arms of a compiled study, loaded before any of its files is written; what is wrong with them is told at the places
 * of the annotation.
 *
 * @param folder that the study will be in
 * @throws ScenarioError with the faults of all arms, and for arms that are equal
 */
export function armsToRun(
  { study, scenario }: CompiledStudy,
  { annotation, file, locate }: AnnotationDocument,
  folder: string,
): readonly ResearchArm[] {
  const named = armsOf(annotation);
  const sources = Object.entries(study.arms).map(([name, arm]) => {
    const generated = arm.scenario === scenario?.file;
    const given = named?.[name]?.scenario;
    const beside = given === undefined || isAbsolute(given) ? given : join(dirname(file), given);
    return {
      ...arm,
      name,
      path: generated || beside === undefined ? join(folder, arm.scenario) : beside,
      text: generated && scenario !== undefined ? scenarioYaml(scenario.data) : undefined,
      overrides: Object.entries(arm.set ?? {}).map(([key, value]) => ({ key, value, place: placeOf(name, key) })),
      place: named === undefined ? locate(["risk_profile"], "key") : locate(["swarm_scenarios", name, "scenario"]),
    };
  });
  return loadArms(sources, (name) => placeOf(name, ""));

  function placeOf(name: string, key: string): Place | undefined {
    const arm = named?.[name];
    if (arm === undefined) return locate(["risk_profile"], "key");
    const at = ["swarm_scenarios", name];
    if (Object.hasOwn(arm.overrides ?? {}, key)) return locate([...at, "overrides", key], "key");
    if (key === "agents") return locate([...at, "agent_roles"], "key");
    const lever = key.replace(/^governance\./, "");
    if (Object.hasOwn(arm.governance ?? {}, lever)) return locate([...at, "governance", lever], "key");
    return locate(at, "key");
  }
}
