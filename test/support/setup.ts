import fc from "fast-check";

/** Random cases are the same at every run: a failure is a change of the code, never luck. Raise SEED to see others. */
const SEED = 20_261_121;

fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? SEED) });
