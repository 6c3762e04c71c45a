import type { Facts, MetricAccumulator, MetricContext, MetricDefinition } from "../contract/metric.js";
import type { AgentNote } from "../model/agent-note.js";
import type { Interaction } from "../model/interaction.js";

/** One row of figures by column name; undefined where a figure is not defined. */
export type MetricRow = Readonly<Record<string, number | undefined>>;

type Listening<K extends "interaction" | "note"> = readonly (MetricAccumulator &
  Required<Pick<MetricAccumulator, K>>)[];

/** Fills the metrics table: one set of accumulators for the epoch at hand, one for the whole run. */
export class MetricBoard {
  private readonly run: readonly MetricAccumulator[];
  private epoch: readonly MetricAccumulator[];
  /** Accumulators of the epoch, then of the run, that want to know of interactions, and of notes. */
  private watching: Listening<"interaction"> = [];
  private reading: Listening<"note"> = [];
  /** A row without figures, which every row begins as a copy of. */
  private readonly blank: MetricRow;

  constructor(
    private readonly families: readonly MetricDefinition[],
    private readonly context: MetricContext,
  ) {
    this.run = this.families.map((family) => family.create(this.context));
    this.epoch = this.families.map((family) => family.create(this.context));
    this.listen();
    const columns = families.flatMap((family) => family.columns);
    this.blank = Object.fromEntries(columns.map(({ name }) => [name, undefined]));
  }

  interaction(interaction: Interaction): void {
    const { watching } = this;
    for (let i = 0; i < watching.length; i += 1) watching[i].interaction(interaction);
  }

  note(note: AgentNote): void {
    for (const accumulator of this.reading) accumulator.note(note);
  }

  epochSoFar(facts: Facts): MetricRow {
    return this.row(this.epoch, facts);
  }

  /** The row of the epoch that ends; the next one starts empty. */
  closeEpoch(facts: Facts): MetricRow {
    const row = this.row(this.epoch, facts);
    this.startOver();
    return row;
  }

  /** The same figures over all interactions of the run at once. */
  pooled(facts: Facts): MetricRow {
    return this.row(this.run, facts);
  }

  private startOver(): void {
    for (const accumulator of this.epoch) accumulator.reset?.();
    if (this.epoch.every(({ reset }) => reset !== undefined)) return;
    this.epoch = this.epoch.map((old, i) => (old.reset === undefined ? this.families[i].create(this.context) : old));
    this.listen();
  }

  private listen(): void {
    const all = [...this.epoch, ...this.run];
    this.watching = all.filter((one): one is Listening<"interaction">[number] => one.interaction !== undefined);
    this.reading = all.filter((one): one is Listening<"note">[number] => one.note !== undefined);
  }

  private row(accumulators: readonly MetricAccumulator[], facts: Facts): MetricRow {
    const row: Record<string, number | undefined> = { ...this.blank };
    for (let family = 0; family < accumulators.length; family += 1) {
      const { name, columns } = this.families[family];
      const values = accumulators[family].values(facts);
      if (values.length !== columns.length) {
        throw new Error(`metric family "${name}" has ${columns.length} columns and gave ${values.length} values`);
      }
      for (let i = 0; i < columns.length; i += 1) {
        const value = values[i];
        if (value === undefined) continue;
        if (!Number.isFinite(value)) {
          throw new Error(`metric "${columns[i].name}" is ${value}: a figure that is not defined must be undefined`);
        }
        row[columns[i].name] = value;
      }
    }
    return row;
  }
}
