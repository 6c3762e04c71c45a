interface Order {
  lever: string;
  agent: number;
  amount: number;
  reason: string;
}

/** Orders of one kind that wait to be carried out, in the order given. The records are used again and again. */
export class Orders {
  private readonly records: Order[] = [];
  private waiting = 0;

  get size(): number {
    return this.waiting;
  }

  add(lever: string, agent: number, amount: number, reason: string): void {
    if (this.waiting === this.records.length) this.records.push({ lever, agent, amount, reason });
    else {
      const record = this.records[this.waiting];
      record.lever = lever;
      record.agent = agent;
      record.amount = amount;
      record.reason = reason;
    }
    this.waiting += 1;
  }

  /** Hands the orders to `change`, first come first served; afterwards none waits. */
  carryOut(change: (lever: string, agent: number, amount: number, reason: string) => void): void {
    const { waiting } = this;
    this.waiting = 0;
    for (let i = 0; i < waiting; i += 1) {
      const { lever, agent, amount, reason } = this.records[i];
      change(lever, agent, amount, reason);
    }
  }
}
