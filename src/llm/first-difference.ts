import { isMap } from "../base/is-map.js";

const AROUND = 40;

/**
 * Where two JSON values first differ and how, in words that follow "they differ"; undefined where they are equal. The
 * order of keys makes no difference.
 */
export function firstDifference(recorded: unknown, asked: unknown, path = ""): string | undefined {
  if (isMap(recorded) && isMap(asked)) {
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(asked)])) {
      const inside = firstDifference(recorded[key], asked[key], path === "" ? key : `${path}.${key}`);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
  if (Array.isArray(recorded) && Array.isArray(asked)) {
    for (let at = 0; at < Math.max(recorded.length, asked.length); at += 1) {
      const inside = firstDifference(recorded[at], asked[at], `${path}[${at}]`);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }
  if (recorded === asked) return undefined;
  if (typeof recorded === "string" && typeof asked === "string") return betweenTexts(recorded, asked, path);
  return `in ${path}: recorded ${shown(recorded)}, asked ${shown(asked)}`;
}

function betweenTexts(recorded: string, asked: string, path: string): string {
  let at = 0;
  while (at < recorded.length && recorded[at] === asked[at]) at += 1;
  const from = Math.max(0, at - AROUND / 2);
  const part = (text: string) => JSON.stringify(text.slice(from, from + AROUND * 2));
  return `in ${path} from character ${at}: recorded ${part(recorded)}, asked ${part(asked)}`;
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, AROUND * 2);
}
