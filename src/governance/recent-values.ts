/** The last few values of each agent. Time and memory per value are constant. */
export class RecentValues {
  private readonly ring: Float64Array;
  private readonly seen: Int32Array;

  /** @param window how many values of an agent are kept, >= 1 */
  constructor(
    agents: number,
    private readonly window: number,
  ) {
    this.ring = new Float64Array(agents * window);
    this.seen = new Int32Array(agents);
  }

  push(agent: number, value: number): void {
    this.ring[agent * this.window + (this.seen[agent] % this.window)] = value;
    this.seen[agent] += 1;
  }

  /** Mean of the kept values, added oldest first; 0 when there are none. */
  mean(agent: number): number {
    const { ring, window } = this;
    const seen = this.seen[agent];
    const start = agent * window;
    const oldest = seen <= window ? 0 : seen % window;
    const length = Math.min(seen, window);
    let sum = 0;
    for (let at = start + oldest; at < start + length; at += 1) sum += ring[at];
    for (let at = start; at < start + oldest; at += 1) sum += ring[at];
    return length === 0 ? 0 : sum / length;
  }

  forget(agent: number): void {
    this.seen[agent] = 0;
  }

  save(): unknown {
    return [Array.from(this.ring), Array.from(this.seen)];
  }

  restore(saved: unknown): void {
    const [ring, seen] = saved as [number[], number[]];
    this.ring.set(ring);
    this.seen.set(seen);
  }
}
