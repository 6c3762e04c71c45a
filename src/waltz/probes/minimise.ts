/** Writes the gradient at a point, and returns the value there. */
export type Smooth = (at: Float64Array, gradient: Float64Array) => number;

const MEMORY = 10;
const LONGEST = 2000;
/** Share of the expected fall that a step must bring (Armijo). */
const SUFFICIENT = 1e-4;

/** A past step, with the change of the gradient along it. */
interface Step {
  readonly moved: Float64Array;
  readonly bent: Float64Array;
  /** Their product, > 0. */
  readonly product: number;
}

/**
 * Where a convex function is least: L-BFGS with ten past steps and a line search that halves. It draws nothing, so the same
 * function and start end at the same bits. Source: Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 7.5.
 *
 * @param tolerance the largest slope, in any direction of an axis, at which it ends
 * @throws Error where it does not end within 2,000 steps
 */
export function minimise(f: Smooth, start: Float64Array, tolerance: number): Float64Array {
  let at = start.slice();
  let gradient = new Float64Array(at.length);
  let value = f(at, gradient);
  const past: Step[] = [];
  for (let step = 0; step < LONGEST; step += 1) {
    if (steepest(gradient) <= tolerance) return at;
    const direction = towards(gradient, past);
    const slope = dot(gradient, direction);
    let length = past.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    const next = new Float64Array(at.length);
    const nextGradient = new Float64Array(at.length);
    for (;;) {
      for (let i = 0; i < at.length; i += 1) next[i] = at[i] + length * direction[i];
      const reached = f(next, nextGradient);
      // Near the end a fall is smaller than the rounding of the value: there a flatter place is as good a sign.
      const isFlatter = steepest(nextGradient) < steepest(gradient) && reached <= value + 1e-12 * Math.abs(value);
      if (reached <= value + SUFFICIENT * length * slope || isFlatter) {
        value = reached;
        break;
      }
      length /= 2;
      if (length < 1e-20) throw new Error("no step leads down: the function is not smooth, or its gradient is wrong");
    }
    remember(past, at, next, gradient, nextGradient);
    at = next;
    gradient = nextGradient;
  }
  throw new Error(`the minimum was not found in ${LONGEST} steps`);
}

/** Minus the gradient times the inverse curvature that the past steps tell of (two-loop recursion). */
function towards(gradient: Float64Array, past: readonly Step[]): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares: number[] = [];
  for (const { moved, bent, product } of past.toReversed()) {
    const share = dot(moved, direction) / product;
    shares.push(share);
    for (let i = 0; i < direction.length; i += 1) direction[i] -= share * bent[i];
  }
  const last = past.at(-1);
  if (last !== undefined) {
    const scale = last.product / dot(last.bent, last.bent);
    for (let i = 0; i < direction.length; i += 1) direction[i] *= scale;
  }
  for (const { moved, bent, product } of past) {
    const share = (shares.pop() ?? 0) - dot(bent, direction) / product;
    for (let i = 0; i < direction.length; i += 1) direction[i] += share * moved[i];
  }
  return direction;
}

function remember(past: Step[], from: Float64Array, to: Float64Array, before: Float64Array, after: Float64Array): void {
  const moved = to.map((value, i) => value - from[i]);
  const bent = after.map((slope, i) => slope - before[i]);
  const product = dot(moved, bent);
  // Without curvature along it, a step tells nothing.
  if (product <= 1e-14 * dot(bent, bent)) return;
  past.push({ moved, bent, product });
  if (past.length > MEMORY) past.shift();
}

function steepest(gradient: Float64Array): number {
  let most = 0;
  for (const slope of gradient) most = Math.max(most, Math.abs(slope));
  return most;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i];
  return sum;
}
