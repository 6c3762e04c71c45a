const SWARM = "SWARM, the reference system of this laboratory, version 1.9.0.";

const PAPERS: readonly { readonly about: RegExp; readonly citation: string }[] = [
  {
    about: /waltz/i,
    citation:
      '"The Alignment Waltz: Jointly Training Agents to Collaborate for Safety" (WaltzRL), arXiv:2510.08240, 2025.',
  },
  {
    about: /macpo|weak_to_strong/i,
    citation:
      '"MACPO: Weak-to-Strong Alignment via Multi-Agent Contrastive Preference Optimization", arXiv:2410.07672, ICLR 2025.',
  },
];

/**
 * What a report of these scenarios rests on: the reference system always, both papers where one of the alignment scenarios
 * is among them, as they are read against each other.
 */
export function citationsFor(scenarios: readonly string[]): readonly string[] {
  const alignment = scenarios.some((id) => PAPERS.some(({ about }) => about.test(id)));
  return [SWARM, ...(alignment ? PAPERS.map(({ citation }) => citation) : [])];
}
