/** A worker in which runs of some seeds fail: all seeds from 1000 on. Reads nothing but what it is handed. */
export const runJob = async ({ scenarios }) =>
  scenarios.map(({ spec: { simulation } }) => {
    if (simulation.seed >= 1000) return { error: { message: `seed ${simulation.seed}\n  "broke", it did`, stack: "" } };
    return { digest: { pooled: { toxicity_rate: simulation.seed / 100 }, counts: { empty_epochs: 0 } } };
  });
