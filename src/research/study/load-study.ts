import { dirname, isAbsolute, join } from "node:path";
import { Ajv } from "ajv";
import { type Fault, ScenarioError } from "../../base/errors.js";
import { objection } from "../../scenario/diagnostics.js";
import { type Path, SourceDocument } from "../../scenario/document.js";
import { readSource } from "../../scenario/source-text.js";
import { loadArms, type ResearchArm } from "./research-arm.js";
import { type ResearchStudy, researchStudySchema } from "./research-study.js";
import { studyFaults } from "./study-faults.js";

/** A study whose arms can be run. */
export interface LoadedStudy {
  /** As the user named it. */
  readonly file: string;
  readonly study: ResearchStudy;
  /** The control first; the others in the order of the file. */
  readonly arms: readonly ResearchArm[];
  locate(path: Path, at?: "key" | "value"): Fault["place"];
}

const validate = new Ajv({ allErrors: true, strict: false, strictNumbers: true, verbose: true }).compile(
  researchStudySchema,
);

/** Reads a study and the scenarios of its arms. @throws ScenarioError with all faults of the study, or of its scenarios */
export function loadResearchStudy(file: string): LoadedStudy {
  return parseResearchStudy(readSource(file, "study"), file);
}

/** The same for text that is at hand; scenarios are looked for beside `file`. */
function parseResearchStudy(text: string, file: string): LoadedStudy {
  const document = SourceDocument.parse(file, text, "1.2", "study");
  const { data } = document;
  const locate: LoadedStudy["locate"] = (path, at) => document.placeOf(path, at);
  if (!validate(data)) {
    const faults = (validate.errors ?? []).flatMap((error) => {
      const found = objection(error, data, "study");
      return found === undefined ? [] : [{ message: found.message, place: locate(found.path, found.at) }];
    });
    throw new ScenarioError(faults);
  }
  const study = data as unknown as ResearchStudy;
  const faults = studyFaults(study, locate);
  if (faults.length > 0) throw new ScenarioError(faults);
  return { file, study, arms: armsOf(study, file, locate), locate };
}

function armsOf(study: ResearchStudy, file: string, locate: LoadedStudy["locate"]): readonly ResearchArm[] {
  const sources = Object.entries(study.arms).map(([name, arm]) => {
    const at: Path = ["arms", name];
    const path = isAbsolute(arm.scenario) ? arm.scenario : join(dirname(file), arm.scenario);
    const overrides = Object.entries(arm.set ?? {}).map(([key, value]) => {
      return { key, value, place: locate([...at, "set", key], "key") };
    });
    return { ...arm, name, path, overrides, place: locate([...at, "scenario"]) };
  });
  return loadArms(sources, (name) => locate(["arms", name], "key"));
}
