import { wordsOf } from "./words-of.js";

/** Words in a shingle. */
const SHINGLE_WORDS = 3;

/**
 * The set of runs of three words in a text (w-shingling, Broder 1997), each as a hash of 53 bits, ascending. A text of one or
 * two words is one shingle; a text without words has none.
 */
export function shinglesOf(text: string): Float64Array {
  const words = wordsOf(text);
  if (words.length === 0) return new Float64Array();
  const count = Math.max(1, words.length - SHINGLE_WORDS + 1);
  const hashes = new Float64Array(count);
  for (let at = 0; at < count; at += 1) hashes[at] = hashOf(words.slice(at, at + SHINGLE_WORDS).join(" "));
  hashes.sort();
  let kept = 1;
  for (let at = 1; at < count; at += 1) {
    if (hashes[at] === hashes[kept - 1]) continue;
    hashes[kept] = hashes[at] ?? 0;
    kept += 1;
  }
  return hashes.slice(0, kept);
}

/** Two rounds of FNV-1a with other starts, the second finished as in MurmurHash3, joined to a whole number below 2^53. */
function hashOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
    b ^= b >>> 15;
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  a ^= a >>> 13;
  return (a >>> 0) * 0x200000 + (b >>> 11);
}
