import { Ajv } from "ajv";
import { type Fault, InputError, type Place } from "../base/errors.js";
import { objection } from "../scenario/diagnostics.js";
import { type Path, pathText, SourceDocument } from "../scenario/document.js";
import { applyOverrides, type Override, overridePlace } from "../scenario/overrides.js";
import { type ConfigChanges, MACPO_CONFIG, type MacpoConfig, macpoConfig } from "./config.js";
import { configFaults } from "./config-faults.js";

const validate = new Ajv({ allErrors: true, strict: false, strictNumbers: true, verbose: true }).compile(MACPO_CONFIG);

/** Where a configuration comes from: each part stands above those before it. */
export interface ConfigParts {
  readonly preset?: ConfigChanges;
  /** A YAML file, as text. */
  readonly file?: { readonly name: string; readonly text: string };
  readonly overrides?: readonly Override[];
}

/** @throws InputError with every fault and its place */
export function readConfig({ preset = {}, file, overrides = [] }: ConfigParts): MacpoConfig {
  const document = SourceDocument.parse(file?.name ?? "defaults", file?.text ?? "{}", "1.2", "MACPO configuration");
  const own = applyOverrides(document.data, overrides);
  const placeOf = (path: Path, at: "key" | "value"): Place | undefined =>
    overridePlace(path, at, overrides, document.data) ?? (file === undefined ? undefined : document.placeOf(path, at));
  const fault = (path: Path, at: "key" | "value", message: string): Fault => {
    const place = placeOf(path, at);
    return place === undefined ? { message } : { message, place };
  };
  if (!validate(macpoConfig(own as ConfigChanges))) {
    const data = macpoConfig(own as ConfigChanges);
    const faults = (validate.errors ?? []).flatMap((error) => objection(error, data, "configuration") ?? []);
    throw new InputError(faults.map(({ path, at, message }) => fault(path, at, message)));
  }
  const given = merged(preset, own as ConfigChanges);
  const config = macpoConfig(given);
  const faults = configFaults(config, own as ConfigChanges);
  if (faults.length > 0) {
    throw new InputError(faults.map(({ path, message }) => fault(path, "value", `${pathText(path)} ${message}`)));
  }
  return config;
}

/** `above` where it says something, `below` elsewhere. */
function merged(below: ConfigChanges, above: ConfigChanges): ConfigChanges {
  return {
    ...below,
    ...above,
    world: { ...below.world, ...above.world },
    training: { ...below.training, ...above.training },
  };
}
