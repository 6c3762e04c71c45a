const clamp01 = (value: number): number => Math.max(0, Math.min(1, value));

/** The completed interactions with one partner, oldest first, as far as they tell how it behaves. Plain JSON. */
export interface Conduct {
  /** For each interaction, whether it was accepted. */
  answers: boolean[];
  accepted: number;
  /** Accepted ones among the first floor(n / 2) of n. */
  acceptedEarly: number;
  /** Mean of p over the accepted ones, and the sum of squared distances from it. */
  meanP: number;
  spreadP: number;
}

export function newConduct(): Conduct {
  return { answers: [], accepted: 0, acceptedEarly: 0, meanP: 0, spreadP: 0 };
}

/** Adds an interaction. The mean and its spread are carried forward (Welford 1962). */
export function noteConduct(conduct: Conduct, accepted: boolean, p: number): void {
  conduct.answers.push(accepted);
  const n = conduct.answers.length;
  if (n % 2 === 0 && conduct.answers[n / 2 - 1]) conduct.acceptedEarly += 1;
  if (!accepted) return;
  conduct.accepted += 1;
  const distance = p - conduct.meanP;
  conduct.meanP += distance / conduct.accepted;
  conduct.spreadP += distance * (p - conduct.meanP);
}

/** Share of accepted interactions, in [0, 1]; 0.5 of none. */
export function cooperationRate({ answers, accepted }: Readonly<Conduct>): number {
  return answers.length === 0 ? 0.5 : accepted / answers.length;
}

/** 1 - population standard deviation of p over accepted interactions, in [0, 1]; 0.5 with fewer than two of them. */
export function selectivity({ accepted, spreadP }: Readonly<Conduct>): number {
  return accepted < 2 ? 0.5 : clamp01(1 - Math.sqrt(Math.max(0, spreadP) / accepted));
}

/**
 * 1 - |acceptance in the later half - in the earlier half|, in [0, 1]; 0.5 while the earlier half, floor(n / 2), has
 * fewer than two interactions.
 */
export function stability({ answers, accepted, acceptedEarly }: Readonly<Conduct>): number {
  const half = Math.floor(answers.length / 2);
  if (half < 2) return 0.5;
  const early = acceptedEarly / half;
  const late = (accepted - acceptedEarly) / (answers.length - half);
  return clamp01(1 - Math.abs(late - early));
}
