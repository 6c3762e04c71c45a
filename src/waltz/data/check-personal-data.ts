import { FaultList } from "../../base/fault-list.js";
import type { CheckOutcome, MeasuredFile } from "./check.js";
import { PersonalDataDetector } from "./personal-data.js";

/** Examples between two calls of `step`. */
const STEP = 500;

/** Examples with personal data in any message. The report names the type and the first characters alone. */
export async function checkPersonalData(
  files: readonly MeasuredFile[],
  allowed: readonly string[],
  step: () => Promise<void>,
): Promise<CheckOutcome> {
  const detector = new PersonalDataDetector(allowed);
  const faults = new FaultList();
  let [found, all] = [0, 0];
  for (const { file, examples } of files) {
    for (const { example, line } of examples) {
      if (all % STEP === 0) await step();
      all += 1;
      const messages = await Promise.all(
        example.messages.map(async ({ role, content }) => {
          const data = await detector.find(content);
          return data.map(({ type, shown }) => `${type} "${shown}" in the ${role} message`);
        }),
      );
      const told = [...new Set(messages.flat())];
      if (told.length === 0) continue;
      found += 1;
      faults.add(file, { message: told.join("; "), place: { file, line } });
    }
  }
  const summary = `${found} of ${all} examples have personal data in them`;
  return { check: "personal data", passed: found === 0, summary, faults: faults.faults };
}
