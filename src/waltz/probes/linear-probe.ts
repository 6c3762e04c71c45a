import { keyedSource } from "../../base/random/keyed-source.js";
import type { Features } from "../../learning/features.js";
import type { EncodingFit } from "../../learning/text/encoding.js";
import { dealGroups, type Fold, type GroupedPrompt } from "../environments/xstest/folds.js";
import { fitLogistic, type Logistic, probabilityOf } from "./logistic.js";

/** One thing that the probe reads: a prompt, or an answer to it. `id` is that of the prompt; several rows can have the same. */
export interface ProbeRow extends GroupedPrompt {
  readonly text: string;
}

/** What the probe says of a row that it was not trained on. */
export interface Prediction {
  readonly promptId: string;
  readonly group: string;
  readonly harmful: boolean;
  readonly fold: string;
  /** That the prompt is harmful, in [0, 1]. */
  readonly probability: number;
}

interface FoldAccuracy {
  readonly name: string;
  /** The ridge that was chosen on the training rows. */
  readonly ridge: number;
  /** Shares in [0, 1] of rows whose side of 0.5 is right. */
  readonly training: number;
  readonly test: number;
}

export interface ProbeResult {
  /** Of all test rows of all folds, in [0, 1]. */
  readonly accuracy: number;
  readonly folds: readonly FoldAccuracy[];
  readonly predictions: readonly Prediction[];
}

/** From strong to weak: each fit begins where the one before it ended. For features of length about 1. */
const RIDGES = [10, 3, 1, 0.3, 0.1, 0.03];
const INNER_FOLDS = 4;

/**
 * How much of the label of a prompt can be read off texts by a linear model: a logistic probe is trained on the training parts of
 * each fold and tried on its test part. Its ridge is the one of six with the least loss over four inner folds of the
 * training groups; the encoding is prepared on training texts, within the inner folds too.
 *
 * @param seed of the inner folds
 */
export function linearProbe(
  rows: readonly ProbeRow[],
  folds: readonly Fold[],
  encoding: EncodingFit,
  seed: number,
): ProbeResult {
  const results = folds.map(({ name, split }) => {
    const tested = new Set(split.test);
    const trained = new Set([...split.stage1, ...split.stage2]);
    const test = rows.filter(({ id }) => tested.has(id));
    const training = rows.filter(({ id }) => trained.has(id));
    const ridge = chosenRidge(training, encoding, seed, name);
    const model = fitted(training, encoding, [ridge])[0];
    const predictions = test.map((row): Prediction => {
      const { id: promptId, group, harmful } = row;
      return { promptId, group, harmful, fold: name, probability: model(row.text) };
    });
    const onTraining = training.map(({ harmful, text }) => ({ harmful, probability: model(text) }));
    const accuracies = { training: accuracyOf(onTraining), test: accuracyOf(predictions) };
    return { predictions, fold: { name, ridge, ...accuracies } };
  });
  const predictions = results.flatMap((result) => result.predictions);
  return { accuracy: accuracyOf(predictions), folds: results.map(({ fold }) => fold), predictions };
}

function accuracyOf(predictions: readonly { readonly harmful: boolean; readonly probability: number }[]): number {
  const right = predictions.filter(({ harmful, probability }) => probability >= 0.5 === harmful);
  return right.length / predictions.length;
}

function chosenRidge(training: readonly ProbeRow[], encoding: EncodingFit, seed: number, fold: string): number {
  const stream = keyedSource(seed).family("probe folds", [fold]).of(0);
  const losses = RIDGES.map(() => 0);
  for (const groups of dealGroups(training, INNER_FOLDS, stream)) {
    const kept = training.filter(({ group }) => !groups.has(group));
    const held = training.filter(({ group }) => groups.has(group));
    for (const [at, model] of fitted(kept, encoding, RIDGES).entries()) {
      for (const { text, harmful } of held) {
        const probability = model(text);
        losses[at] -= Math.log(Math.max(1e-12, harmful ? probability : 1 - probability));
      }
    }
  }
  return RIDGES[losses.indexOf(Math.min(...losses))];
}

/** The models of each ridge, as functions from a text to its probability. */
function fitted(
  training: readonly ProbeRow[],
  encoding: EncodingFit,
  ridges: readonly number[],
): readonly ((text: string) => number)[] {
  const { encode: anew, dimension } = encoding(training.map(({ text }) => text));
  const encoded = new Map<string, Features>();
  const encode = (text: string): Features => {
    const features = encoded.get(text) ?? anew(text);
    encoded.set(text, features);
    return features;
  };
  const features = training.map(({ text }) => encode(text));
  const labels = training.map(({ harmful }) => harmful);
  let last: Logistic | undefined;
  return ridges.map((ridge) => {
    const model = fitLogistic(features, labels, dimension, ridge, last);
    last = model;
    return (text) => probabilityOf(model, encode(text));
  });
}
