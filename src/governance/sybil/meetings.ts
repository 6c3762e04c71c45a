/** How often each agent met each of its partners, whoever proposed. */
export class Meetings {
  /** Agents in the order in which they were first met. */
  readonly seen: number[] = [];
  /** By agent: place in `seen`, and partner -> interactions; absent until the agent is first met. */
  private readonly places: number[] = [];
  private readonly counts: Map<number, number>[] = [];

  /** An interaction; the initiator is seen first. */
  add(initiator: number, counterparty: number): void {
    this.count(initiator, counterparty);
    this.count(counterparty, initiator);
  }

  /** Place of an agent in `seen`; it was seen. */
  placeOf(agent: number): number {
    return this.places[agent];
  }

  /** Partners of an agent that was seen, with the number of interactions, >= 1. */
  partnersOf(agent: number): ReadonlyMap<number, number> {
    return this.counts[agent];
  }

  save(): unknown {
    return this.seen.map((agent) => [agent, [...this.counts[agent]]]);
  }

  restore(saved: unknown): void {
    this.seen.length = 0;
    this.places.length = 0;
    this.counts.length = 0;
    for (const [agent, partners] of saved as [number, [number, number][]][]) this.meet(agent, new Map(partners));
  }

  private count(agent: number, partner: number): void {
    if (this.counts[agent] === undefined) this.meet(agent, new Map());
    this.counts[agent].set(partner, (this.counts[agent].get(partner) ?? 0) + 1);
  }

  private meet(agent: number, partners: Map<number, number>): void {
    this.places[agent] = this.seen.length;
    this.counts[agent] = partners;
    this.seen.push(agent);
  }
}
