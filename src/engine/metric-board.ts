import type { Facts, MetricAccumulator, MetricContext, MetricDefinition } from "../contract/metric.js";
import type { AgentNote } from "../model/agent-note.js";
import type { Interaction } from "../model/interaction.js";

/** One row of figures by column name; undefined where a figure is not defined. */
export type MetricRow = Readonly<Record<string, number | undefined>>;

/** Fills the metrics table: one set of accumulators for the epoch at hand, one for the whole run. */
export class MetricBoard {
  private readonly run: readonly MetricAccumulator[];
  private epoch: readonly MetricAccumulator[];

  constructor(
    private readonly families: readonly MetricDefinition[],
    private readonly context: MetricContext,
  ) {
    this.run = this.fresh();
    this.epoch = this.fresh();
  }

  interaction(interaction: Interaction): void {
    for (const accumulator of this.epoch) accumulator.interaction?.(interaction);
    for (const accumulator of this.run) accumulator.interaction?.(interaction);
  }

  note(note: AgentNote): void {
    for (const accumulator of this.epoch) accumulator.note?.(note);
    for (const accumulator of this.run) accumulator.note?.(note);
  }

  epochSoFar(facts: Facts): MetricRow {
    return this.row(this.epoch, facts);
  }

  /** The row of the epoch that ends; the next one starts empty. */
  closeEpoch(facts: Facts): MetricRow {
    const row = this.row(this.epoch, facts);
    this.epoch = this.fresh();
    return row;
  }

  /** The same figures over all interactions of the run at once. */
  pooled(facts: Facts): MetricRow {
    return this.row(this.run, facts);
  }

  private fresh(): MetricAccumulator[] {
    return this.families.map((family) => family.create(this.context));
  }

  private row(accumulators: readonly MetricAccumulator[], facts: Facts): MetricRow {
    const row: Record<string, number | undefined> = {};
    this.families.forEach(({ name, columns }, family) => {
      const values = accumulators[family].values(facts);
      if (values.length !== columns.length) {
        throw new Error(`metric family "${name}" has ${columns.length} columns and gave ${values.length} values`);
      }
      columns.forEach((column, i) => {
        const value = values[i];
        if (value !== undefined && !Number.isFinite(value)) {
          throw new Error(`metric "${column.name}" is ${value}: a figure that is not defined must be undefined`);
        }
        row[column.name] = value;
      });
    });
    return row;
  }
}
