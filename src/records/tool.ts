import { readFileSync } from "node:fs";

const { name, version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

/** The package that is running, as its own package.json names it. */
export const TOOL: { readonly name: string; readonly version: string } = { name, version };
