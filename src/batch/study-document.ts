import { Ajv } from "ajv";
import { type Fault, ScenarioError } from "../base/errors.js";
import { objection } from "../scenario/diagnostics.js";
import { type Path, SourceDocument } from "../scenario/document.js";
import { type StudyFile, studySchema } from "./study-schema.js";

/** A study file that has the right form, and where its parts stand. */
export interface StudyDocument {
  readonly data: StudyFile;
  locate(path: Path, at?: "key" | "value"): Fault["place"];
}

const validate = new Ajv({ allErrors: true, strict: false, strictNumbers: true, verbose: true }).compile(studySchema);

/** @throws ScenarioError with everything that is wrong with its form */
export function parseStudy(text: string, file: string): StudyDocument {
  const document = SourceDocument.parse(file, text, "1.2", "study");
  const { data } = document;
  if (!validate(data)) {
    const faults = (validate.errors ?? []).flatMap((error) => {
      const found = objection(error, data, "study");
      return found === undefined
        ? []
        : [{ message: found.message, place: document.placeOf(found.path, found.at) } satisfies Fault];
    });
    throw new ScenarioError(faults);
  }
  return { data: data as unknown as StudyFile, locate: (path, at) => document.placeOf(path, at) };
}
