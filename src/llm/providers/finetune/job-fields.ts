import type { TrainingFigures } from "../../../contract/trainer-backend.js";

type Json = Readonly<Record<string, unknown>>;

export function objectIn(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function numberIn(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/**
 * Figures of one report of a vendor's, under any of the names that vendors give them; undefined where it has none. A
 * figure that is not reported stays undefined, and never becomes 0.
 */
export function figuresIn(step: unknown, metrics: Json): TrainingFigures | undefined {
  const figures = {
    step: numberIn(step),
    trainLoss: numberIn(metrics.train_loss),
    validLoss: numberIn(metrics.full_valid_loss ?? metrics.valid_loss),
    validTokenAccuracy: numberIn(
      metrics.full_valid_mean_token_accuracy ?? metrics.valid_mean_token_accuracy ?? metrics.valid_accuracy,
    ),
  };
  return figures.trainLoss === undefined && figures.validLoss === undefined ? undefined : figures;
}
