import type { LdtConfig } from "../../../src/agents/ldt/config.js";
import type { Deed } from "../../../src/agents/ldt/profile.js";

type Policy = Record<"prior" | "similarity" | "welfare" | "commitment", number>;

const clamp = (x: number) => (x < 0 ? 0 : x > 1 ? 1 : x);
const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
const rate = (list: readonly Deed[]) => mean(list.map(({ accepted }) => (accepted ? 1 : 0)));
const acceptedPs = (list: readonly Deed[]) => list.filter(({ accepted }) => accepted).map(({ p }) => p);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * The decision of depths 1 to 4 from whole lists of interactions, written down rule by rule and without regard to cost,
 * to compare with. `margin` is how far the closest comparison on the way was from going the other way: where it is next
 * to nothing, rounding decides.
 */
export function byDefinition(
  config: LdtConfig,
  wholeTrace: readonly Deed[],
  theirs: readonly Deed[],
  others: readonly (readonly Deed[])[],
): { decision: boolean; margin: number } {
  let margin = Number.POSITIVE_INFINITY;
  /** a >= b; exact equality is no matter of rounding where both sides are exactly 0 or 1. */
  const reaches = (a: number, b: number) => {
    if (a !== b || (a !== 0 && a !== 1)) margin = Math.min(margin, Math.abs(a - b));
    return a >= b;
  };
  const exceeds = (a: number, b: number) => {
    if (a !== b || (a !== 0 && a !== 1)) margin = Math.min(margin, Math.abs(a - b));
    return a > b;
  };

  const H = config.counterfactual_horizon;
  const trace = wholeTrace.slice(-H);
  const vector = (list: readonly Deed[], pad: number) => {
    const out = list.slice(-H).map(({ accepted, p }) => (accepted ? p : p - 1));
    return [...out, ...new Array(H - out.length).fill(pad)];
  };
  const cosine = (a: readonly number[], b: readonly number[]) => {
    const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, xi, i) => sum + xi * y[i], 0);
    const size = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
    return size === 0 ? 0 : clamp(dot(a, b) / size);
  };
  const U = config.updateless_commitment;
  const prior = config.cooperation_prior;
  const own: Policy = { prior, similarity: config.similarity_threshold, welfare: config.welfare_weight, commitment: U };
  const twin = cosine(vector(trace, prior), vector(theirs, 0.5));

  const coop = (o: Policy, cf: number) => o.commitment * o.prior + (1 - o.commitment) * (cf + o.welfare * cf);
  const defect = (cf: number) => 0 - 0.5 * Math.max(0, cf - 0.5);

  function level1(): boolean {
    let s = twin;
    if (config.decision_theory !== "tdt") {
      const n = Math.min(theirs.length, trace.length);
      let [score, agree] = [twin, twin];
      if (n >= 3) {
        const mine = trace.slice(-n).map(({ accepted }) => accepted);
        const their = theirs.slice(-n).map(({ accepted }) => accepted);
        const p = (test: (i: number) => boolean) => mine.filter((_, i) => test(i)).length / n;
        const given = (value: boolean) => {
          const base = p((i) => mine[i] === value);
          return base === 0 ? 0.5 : p((i) => mine[i] === value && their[i] === value) / base;
        };
        agree = given(true);
        let bits = 0;
        for (const x of [true, false]) {
          for (const y of [true, false]) {
            const [joint, px, py] = [
              p((i) => mine[i] === x && their[i] === y),
              p((i) => mine[i] === x),
              p((i) => their[i] === y),
            ];
            if (joint > 0) bits += joint * Math.log2(joint / (px * py));
          }
        }
        score = clamp(0.3 * twin + 0.3 * agree + 0.15 * given(false) + 0.25 * clamp(bits));
      }
      if (reaches(score, config.proof_threshold)) return true;
      if (!reaches(score, 0.2) && !reaches(agree, 0.3)) return false;
      s = config.subjunctive_weight * score + (1 - config.subjunctive_weight) * twin;
    }
    if (reaches(s, config.similarity_threshold)) return true;
    const ps = acceptedPs(theirs);
    const cf = ps.length > 0 ? mean(ps) : prior;
    const better = exceeds(coop(own, cf), defect(cf));
    if (config.decision_theory !== "udt") return better;
    const q = config.precommitment_strength ?? 1;
    const committed = exceeds(prior * (1 + config.welfare_weight), defect(prior));
    return exceeds(q * (committed ? 1 : 0) + (1 - q) * (better ? 1 : 0), 0.5);
  }

  const confidence = Math.min(theirs.length / H, 1);

  function inferred(): Policy {
    if (theirs.length === 0) return own;
    const m = config.mirror_prior_weight * (1 - confidence);
    const ps = acceptedPs(theirs);
    const sd = ps.length === 0 ? 0 : Math.sqrt(mean(ps.map((p) => (p - mean(ps)) ** 2)));
    const doubtful = theirs.filter(({ p }) => p >= 0.4 && p <= 0.6);
    const half = Math.floor(theirs.length / 2);
    const seen: Policy = {
      prior: rate(theirs),
      similarity: ps.length >= 2 ? clamp(1 - sd) : 0.5,
      welfare: doubtful.length > 0 ? rate(doubtful) : 0.5,
      commitment: half >= 2 ? clamp(1 - Math.abs(rate(theirs.slice(half)) - rate(theirs.slice(0, half)))) : 0.5,
    };
    const blend = (key: keyof Policy) => m * own[key] + (1 - m) * seen[key];
    return {
      prior: blend("prior"),
      similarity: blend("similarity"),
      welfare: blend("welfare"),
      commitment: blend("commitment"),
    };
  }

  function level2(): boolean {
    const policy = inferred();
    if (reaches(twin, policy.similarity)) return true;
    const ps = acceptedPs(trace);
    const cf = ps.length > 0 ? mean(ps) : policy.prior;
    return exceeds(coop(policy, cf), defect(cf));
  }

  function level3(): number {
    const br = (q: number, o: Policy) => {
      const T = sigmoid(10 * (twin - o.similarity));
      const cf = q * o.prior + 0.5 * (1 - q) * o.prior;
      return T + (1 - T) * sigmoid(5 * (coop(o, cf) + 0.5 * Math.max(0, cf - 0.5)));
    };
    const policy = inferred();
    const d = config.introspection_discount;
    let [a, b] = [own.prior, policy.prior];
    for (let round = 0; round < config.max_recursion_depth; round += 1) {
      const [x, y] = [d * br(b, own) + (1 - d) * a, d * br(a, policy) + (1 - d) * b];
      const calm = !reaches(Math.abs(x - a), config.convergence_epsilon);
      const calmThere = !reaches(Math.abs(y - b), config.convergence_epsilon);
      [a, b] = [x, y];
      if (calm && calmThere) break;
    }
    return a;
  }

  function level4(): number {
    const vectors = [theirs, ...others].map((list) => vector(list, 0.5));
    const weights = new Map<number, number>();
    const queue: [node: number, weight: number, hops: number][] = [[0, 1, 0]];
    for (let [node, weight, hops] = queue[0], at = 0; at < queue.length; at += 1) {
      [node, weight, hops] = queue[at];
      if (hops === config.twin_graph_traversal_depth) continue;
      for (let next = 1; next < vectors.length; next += 1) {
        if (weights.has(next)) continue;
        const edge = cosine(vectors[node], vectors[next]);
        const carried = weight * edge * config.twin_graph_decay;
        if (!reaches(edge, config.twin_graph_min_edge) || !exceeds(carried, 0.01)) continue;
        weights.set(next, carried);
        queue.push([next, carried, hops + 1]);
      }
    }
    const base = level3();
    if (weights.size === 0) return base;
    let [top, bottom] = [0, 0];
    for (const [node, weight] of weights) {
      top += weight * rate(others[node - 1]);
      bottom += weight;
    }
    const w = config.acausal_bonus_weight;
    return (1 - w) * base + (w * top) / bottom;
  }

  function decision(): boolean {
    switch (config.acausality_depth) {
      case 1:
        return level1();
      case 2: {
        const [first, second] = [level1(), level2()];
        return first === second ? first : first ? confidence < 0.5 : confidence >= 0.5;
      }
      case 3:
        return exceeds(0.2 * (level1() ? 1 : 0) + 0.3 * (level2() ? 1 : 0) + 0.5 * level3(), 0.5);
      default:
        return exceeds(level4(), 0.5);
    }
  }

  return { decision: decision(), margin };
}
