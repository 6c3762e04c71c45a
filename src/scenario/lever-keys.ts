import type { LeverKeys } from "../engine/controls.js";

/** The settings that running levers read, by key: what a parameter shock moves. */
export class RunningLeverKeys implements LeverKeys {
  private readonly configs: Record<string, unknown>[] = [];

  /** `knownElsewhere`: keys that are read by nothing here, so that setting one changes nothing. They read as null. */
  constructor(private readonly knownElsewhere: (key: string) => boolean) {}

  /** The live config of one lever. */
  add(config: Record<string, unknown>): void {
    this.configs.push(config);
  }

  get(key: string): unknown {
    const config = this.configs.find((each) => Object.hasOwn(each, key));
    if (config !== undefined) return config[key];
    return this.knownElsewhere(key) ? null : undefined;
  }

  set(key: string, value: unknown): void {
    for (const config of this.configs) if (Object.hasOwn(config, key)) config[key] = value;
  }
}
