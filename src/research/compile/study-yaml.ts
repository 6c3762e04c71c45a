import { Document, stringify } from "yaml";
import type { ResearchStudy } from "../study/research-study.js";
import type { ScenarioData } from "./reference-scenario.js";

const STYLE = { lineWidth: 120 } as const;

/** The study as a file, with a line on what to do next. */
export function studyYaml(study: ResearchStudy, file: string): string {
  const head = [
    "# A study of the claims of a paper, for a person to read before the plan is locked:",
    `#   swarm research lock ${file}`,
  ];
  return `${head.join("\n")}\n${new Document(study, { aliasDuplicateObjects: false }).toString(STYLE)}`;
}

/** A generated scenario as a file. */
export function scenarioYaml(scenario: ScenarioData): string {
  return stringify(scenario, { ...STYLE, aliasDuplicateObjects: false });
}
