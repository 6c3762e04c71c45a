import { wordsOf } from "./words-of.js";

/** What difficulty is measured from. */
export interface Readable {
  readonly group: string;
  /** What the agent reads. */
  readonly text: string;
  /** The class that it has to tell, as `classOf` names it. */
  readonly kind: string;
}

/** Tiers of difficulty: `easy` below 1/3, `medium` below 2/3, `hard` from there on. */
export const TIERS = ["easy", "medium", "hard"] as const;
export type Tier = (typeof TIERS)[number];

const FOLDS = 5;

/**
 * How hard the class of each text is to tell from its words: one minus the probability that a multinomial naive Bayes model
 * of words and pairs of words (Laplace smoothing 1) gives to the right class, learnt from the other folds. Folds are made by
 * group, so a twin never gives a text away. In [0, 1]: 0 is told at once, 0.5 a toss-up between two classes, near 1 looks
 * like another class.
 *
 *     difficulty = 1 - softmax((log P(class) + sum of log P(feature | class)) / sqrt(n))  of the right class
 *
 * n is the number of features of the text: their probabilities are not independent, and without it every score would be 0 or
 * 1 (a text of few features keeps its few votes). Where all texts are of one class, the score is 0.
 */
export function difficultiesOf(texts: readonly Readable[]): readonly number[] {
  const folds = foldsByGroup(texts);
  const features = texts.map(({ text }) => featuresOf(text));
  const kinds = [...new Set(texts.map(({ kind }) => kind))].sort();
  const scores = new Array<number>(texts.length).fill(0);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = new NaiveBayes(kinds);
    for (const [at, { kind }] of texts.entries()) if (folds[at] !== fold) model.learn(kind, features[at] ?? []);
    for (const [at, { kind }] of texts.entries()) {
      if (folds[at] === fold) scores[at] = 1 - model.probability(kind, features[at] ?? []);
    }
  }
  return scores;
}

export function tierOf(difficulty: number): Tier {
  if (difficulty < 1 / 3) return "easy";
  return difficulty < 2 / 3 ? "medium" : "hard";
}

/** Groups in the order of their names go round the folds. */
function foldsByGroup(texts: readonly Readable[]): readonly number[] {
  const groups = [...new Set(texts.map(({ group }) => group))].sort();
  const foldOf = new Map(groups.map((group, at) => [group, at % FOLDS]));
  return texts.map(({ group }) => foldOf.get(group) ?? 0);
}

function featuresOf(text: string): readonly string[] {
  const words = wordsOf(text);
  return [...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)];
}

class NaiveBayes {
  private readonly counts: Map<string, Map<string, number>>;
  private readonly totals = new Map<string, number>();
  private readonly texts = new Map<string, number>();
  private readonly vocabulary = new Set<string>();
  private learnt = 0;

  constructor(private readonly kinds: readonly string[]) {
    this.counts = new Map(kinds.map((kind) => [kind, new Map()]));
  }

  learn(kind: string, features: readonly string[]): void {
    const counts = this.counts.get(kind);
    for (const feature of features) {
      counts?.set(feature, (counts.get(feature) ?? 0) + 1);
      this.vocabulary.add(feature);
    }
    this.totals.set(kind, (this.totals.get(kind) ?? 0) + features.length);
    this.texts.set(kind, (this.texts.get(kind) ?? 0) + 1);
    this.learnt += 1;
  }

  probability(kind: string, features: readonly string[]): number {
    const votes = this.kinds.map((one) => this.logOf(one, features) / Math.sqrt(Math.max(1, features.length)));
    const most = Math.max(...votes);
    const sum = votes.reduce((total, vote) => total + Math.exp(vote - most), 0);
    return Math.exp((votes[this.kinds.indexOf(kind)] ?? 0) - most) / sum;
  }

  private logOf(kind: string, features: readonly string[]): number {
    const counts = this.counts.get(kind);
    const all = (this.totals.get(kind) ?? 0) + this.vocabulary.size + 1;
    const prior = Math.log(((this.texts.get(kind) ?? 0) + 1) / (this.learnt + this.kinds.length));
    return features.reduce((sum, feature) => sum + Math.log(((counts?.get(feature) ?? 0) + 1) / all), prior);
  }
}
