/**
 * What no engine can go below: the bare arithmetic of an agent-step on flat arrays (six draws, proxy, exponential, payoff,
 * update of one record). The company floor adds, in 14 % of agent-steps, what an interaction cannot avoid touching: a
 * random partner's record and two probes of a pair table.
 */
export interface Floor {
  /** Runs `steps` agent-steps and returns their number. */
  run(steps: number): number;
}

const PAIR_BITS = 20;

export function floor(agents: number, company: boolean): Floor {
  const state = new Uint32Array(agents);
  const reputation = new Float64Array(agents);
  const payoff = new Float64Array(agents);
  const met = new Int32Array(agents);
  const pairs = new Float64Array(2 ** Math.min(24, Math.max(PAIR_BITS, Math.ceil(Math.log2(agents * 8)))));
  const mask = pairs.length - 1;
  for (let agent = 0; agent < agents; agent += 1) state[agent] = (agent * 2654435761 + 1) >>> 0;
  let at = 0;
  let s = 0;
  const draw = (): number => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return (s >>> 0) * 2 ** -32;
  };

  return {
    run(steps) {
      let sum = 0;
      for (let i = 0; i < steps; i += 1) {
        s = state[at];
        const f = 0.75 + 0.25 * Math.max(-1, Math.min(1, reputation[at]));
        const progress = (0.3 + 0.5 * draw()) * f;
        const rework = draw() < 0.5 ? 1 : 2 * 0.3 - 1;
        const verifier = draw() < 0.5 ? 1 : 2 * 0.4 - 1;
        const engagement = (0.2 + 0.4 * draw()) * f;
        const v = 0.4 * progress + 0.2 * rework + 0.2 * verifier + 0.2 * engagement;
        const p = 1 / (1 + Math.exp(-2 * v));
        const surplus = p * 2.5 - (1 - p) * 1.5;
        const own = 0.5 * surplus - (draw() < 0.2 ? 0.1 : 0);
        payoff[at] += own;
        reputation[at] = 0.99 * reputation[at] + 0.01 * (p - 0.5);
        const last = draw();
        state[at] = s;
        if (company && last < 0.14) {
          const partner = Math.floor((last / 0.14) * agents);
          payoff[partner] += own;
          met[partner] += 1;
          const slot = (Math.imul(at, 0x9e3779b1) ^ Math.imul(partner, 0x85ebca6b)) & mask;
          pairs[slot] = 0.7 * pairs[slot] + 0.3 * p;
          const back = (Math.imul(partner, 0x9e3779b1) ^ Math.imul(at, 0x85ebca6b)) & mask;
          pairs[back] = 0.7 * pairs[back] + 0.3 * p;
        }
        sum += own;
        at = at + 1 === agents ? 0 : at + 1;
      }
      // Depends on every step, so that none can be optimised away.
      if (Number.isNaN(sum)) throw new Error("the floor computed nothing");
      return steps;
    },
  };
}
