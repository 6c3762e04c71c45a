type Metrics = Readonly<Record<string, number>>;

/** Figures at one time. */
export interface Checkpoint {
  readonly label: string;
  /** Order in time; of a simulation the epoch that it ends with. */
  readonly timestamp: number;
  readonly metrics: Metrics;
  readonly is_publication_event: boolean;
}

/** Later less earlier, of every metric that both have. */
export function drift(from: Checkpoint, to: Checkpoint): Metrics {
  return Object.fromEntries(
    Object.entries(from.metrics).flatMap(([name, value]) => {
      const later = to.metrics[name];
      return later === undefined ? [] : [[name, later - value]];
    }),
  );
}

/**
 * drift(T0, T2) - drift(T0, T1): of what changed from the first checkpoint to the last, the part that had not changed when
 * the finding was published. Undefined without a first publication that lies between two others. Source: SWARM v1.9.0.
 */
export function publicationEffect(checkpoints: readonly Checkpoint[]): Metrics | undefined {
  const ordered = [...checkpoints].sort((a, b) => a.timestamp - b.timestamp);
  const at = ordered.findIndex(({ is_publication_event }) => is_publication_event);
  const last = ordered.at(-1);
  if (at < 1 || at >= ordered.length - 1 || last === undefined) return undefined;
  const [before, whole] = [drift(ordered[0], ordered[at]), drift(ordered[0], last)];
  return Object.fromEntries(
    Object.entries(whole).flatMap(([name, value]) => {
      const natural = before[name];
      return natural === undefined ? [] : [[name, value - natural]];
    }),
  );
}
