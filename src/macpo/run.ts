import type { MacpoConfig } from "./config.js";
import { type Beginnings, beginningsOf, type RoundRecord, recordRound } from "./round-record.js";
import { type MacpoState, restoreTraining, saveTraining } from "./state.js";
import { MacpoTraining } from "./training.js";

/** What a run goes on from: the state of its training, that of round 0, and its log so far. */
export interface SavedRun {
  readonly facts: { readonly training: MacpoState["facts"]; readonly records: readonly RoundRecord[] };
  /** Parameters by agent, now and, under `initial/`, at round 0. */
  readonly arrays: MacpoState["arrays"];
}

/** A training with its log: one record per round, the initialisation being round 0. */
export class MacpoRun {
  readonly training: MacpoTraining;
  readonly records: RoundRecord[] = [];
  private initial: MacpoState["arrays"] = {};
  private beginnings: Beginnings = new Map();

  constructor(readonly config: MacpoConfig) {
    this.training = new MacpoTraining(config);
  }

  get finished(): boolean {
    return this.training.round >= this.config.rounds;
  }

  /** Goes through the next round. */
  next(): RoundRecord {
    const deeds = this.training.advance();
    if (this.training.round === 0) this.begin();
    const record = recordRound(this.training, deeds, this.beginnings);
    this.records.push(record);
    return record;
  }

  save(): SavedRun {
    const { facts, arrays } = saveTraining(this.training);
    const initial = Object.entries(this.initial).map(([name, array]) => [`initial/${name}`, array]);
    return { facts: { training: facts, records: this.records }, arrays: { ...arrays, ...Object.fromEntries(initial) } };
  }

  /** A run that goes on exactly as the saved one would have. */
  static restored(config: MacpoConfig, { facts, arrays }: SavedRun): MacpoRun {
    const run = new MacpoRun(config);
    const names = run.training.agents.map(({ name }) => name);
    const initial = Object.fromEntries(names.map((name) => [name, arrays[`initial/${name}`]]));
    restoreTraining(run.training, { facts: facts.training, arrays: initial });
    run.begin();
    restoreTraining(run.training, { facts: facts.training, arrays });
    run.records.push(...facts.records);
    return run;
  }

  private begin(): void {
    this.initial = saveTraining(this.training).arrays;
    this.beginnings = beginningsOf(this.training);
  }
}
