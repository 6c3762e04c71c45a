/** CPU time of this process in nanoseconds, user and system: what a run costs, whatever else the machine is doing. */
export function cpuNanoseconds(): number {
  const { user, system } = process.cpuUsage();
  return 1000 * (user + system);
}

/** CPU nanoseconds that `work` takes per unit; `work` returns how many units it did. */
export async function costPerUnit(work: () => number | Promise<number>): Promise<number> {
  const start = cpuNanoseconds();
  const units = await work();
  return (cpuNanoseconds() - start) / units;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Exponent b of cost = a size^b, by least squares on logarithms. */
export function growthExponent(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)]);
  const mean = (i: number) => logs.reduce((sum, point) => sum + point[i], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/** Bytes in use after collection, heap and typed arrays. Needs `--expose-gc`. */
export function settledBytes(): number {
  if (globalThis.gc === undefined) throw new Error("run with --expose-gc");
  // Typed arrays that the first collection finds are given back beside it, and are gone with the second.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** The most memory that this process has held so far, in MiB. */
export function peakMiB(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
