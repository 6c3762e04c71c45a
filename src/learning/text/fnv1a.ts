const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
const UTF_8 = new TextEncoder();

/** FNV-1a of the UTF-8 bytes of a text: a whole number in [0 (included), 2^32 (excluded)). Source: draft-eastlake-fnv, 32 bits. */
export function fnv1a(text: string): number {
  let hash = OFFSET;
  for (const byte of UTF_8.encode(text)) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}
