/** What an agent is taken for: others see it, metrics group by it, its signal profile is chosen by it. */
export const ARCHETYPES = [
  "honest",
  "opportunistic",
  "deceptive",
  "adversarial",
  "cautious",
  "collaborative",
  "adaptive",
] as const;

export type Archetype = (typeof ARCHETYPES)[number];
