/** By what a reference is cited: `arxiv:2410.07672`; without such a number `swarm` for the reference system, else `paper`. */
export function citationKey(reference: string): string {
  const number = /arXiv:(\d{4}\.\d{4,5})/i.exec(reference)?.[1];
  if (number !== undefined) return `arxiv:${number}`;
  return /^SWARM\b/.test(reference) ? "swarm" : "paper";
}

/** A citation in the Markdown of archives: `[arxiv:2410.07672]`, `[@swarm]`. */
export function citation(key: string): string {
  return key.startsWith("arxiv:") ? `[${key}]` : `[@${key}]`;
}
