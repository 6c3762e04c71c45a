import { isAbsolute, relative, sep } from "node:path";

/** A path for people and manifests: relative to the working directory where it lies under it, else absolute; with `/`. */
export function shownPath(path: string, cwd = process.cwd()): string {
  const inside = relative(cwd, path);
  const outside = inside === "" || inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return (outside ? path : inside).replaceAll(sep, "/");
}
