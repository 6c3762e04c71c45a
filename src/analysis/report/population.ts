import { counted } from "../validity/words.js";

/** `3 honest, 1 deceptive`, from the parameters of a scenario; undefined where they do not say. */
export function populationText(parameters: Readonly<Record<string, unknown>>): string | undefined {
  const { agents } = parameters;
  if (!Array.isArray(agents)) return undefined;
  const groups = agents.filter(isGroup).filter(({ count }) => count > 0);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  return `${counted(total, "agent")}: ${groups.map(({ type, count }) => `${count} ${type}`).join(", ")}`;
}

/** `20 epochs of 12 steps`; undefined where the parameters do not say. */
export function lengthText(parameters: Readonly<Record<string, unknown>>): string | undefined {
  const { simulation } = parameters;
  if (typeof simulation !== "object" || simulation === null) return undefined;
  const { n_epochs, steps_per_epoch } = simulation as Record<string, unknown>;
  if (typeof n_epochs !== "number" || typeof steps_per_epoch !== "number") return undefined;
  return `${counted(n_epochs, "epoch")} of ${counted(steps_per_epoch, "step")}`;
}

function isGroup(group: unknown): group is { type: string; count: number } {
  const { type, count } = (group ?? {}) as Record<string, unknown>;
  return typeof type === "string" && typeof count === "number";
}
