import { type Fault, InputError } from "../base/errors.js";
import { type Override, parseOverride } from "../scenario/overrides.js";

/** An arm as `--arm` gives it. */
export interface ArmText {
  readonly name: string;
  /** `path=value`, as given. */
  readonly settings: readonly string[];
  readonly overrides: readonly Override[];
}

/**
 * Reads `no audits: governance.audit_enabled=false; agents.0.count=5`. The name ends at the first colon; without one before
 * the first `=`, the settings are the name. Settings are separated by `;`, or by `,` before the next `path=`, outside of
 * quotes and brackets.
 *
 * @throws InputError with everything that cannot be read
 */
export function parseArm(text: string): ArmText {
  const [equals, colon] = [text.indexOf("="), text.indexOf(":")];
  const named = colon !== -1 && (equals === -1 || colon < equals);
  const settings = splitSettings(named ? text.slice(colon + 1) : text);
  const name = (named ? text.slice(0, colon) : text).trim();
  const faults: Fault[] = [];
  const place = { file: `--arm ${text}` };
  if (name === "") faults.push({ message: "an arm needs a name before the colon", place });
  if (settings.length === 0) faults.push({ message: "an arm is written 'name: key=value'", place });
  const overrides = settings.flatMap((setting) => read(setting, faults));
  if (faults.length > 0) throw new InputError(faults);
  return { name, settings, overrides };
}

function read(setting: string, faults: Fault[]): readonly Override[] {
  const place = { file: `--arm ${setting}` };
  try {
    return [{ ...parseOverride(setting), place }];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    faults.push(...error.faults.map(({ message }) => ({ message, place })));
    return [];
  }
}

/** The pieces between separators, trimmed, without empty ones. */
function splitSettings(text: string): readonly string[] {
  const pieces: string[] = [];
  let [from, depth] = [0, 0];
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quote !== "") {
      if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "[" || letter === "{") depth += 1;
    else if (letter === "]" || letter === "}") depth -= 1;
    else if (depth === 0 && (letter === ";" || (letter === "," && NEXT_SETTING.test(text.slice(at + 1))))) {
      pieces.push(text.slice(from, at));
      from = at + 1;
    }
  }
  pieces.push(text.slice(from));
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== "");
}

const NEXT_SETTING = /^\s*[\w.[\]-]+\s*=/;
