import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a run of the command line left behind. `code` is what a shell would see: 128 + number for a signal. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const loader = new URL("./source-loader.mjs", import.meta.url).href;
const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** Program and first arguments that run `swarm` from its source, in any working directory. */
export const swarmArgv: readonly [string, ...string[]] = [process.execPath, "--import", loader, main];

/** Runs `swarm ARGS` from its source in a child process; stdout and stderr are pipes, so no colour. */
export function swarm(args: readonly string[], { cwd }: { readonly cwd?: string } = {}): Promise<Outcome> {
  const [program, ...first] = swarmArgv;
  return outcomeOf(spawn(program, [...first, ...args], { cwd, env: plainEnvironment() }));
}

/** Runs a line of `sh`, in which `swarm` is the command from its source. */
export function shell(line: string, { cwd }: { readonly cwd?: string } = {}): Promise<Outcome> {
  const quoted = swarmArgv.map((part) => `'${part}'`).join(" ");
  const script = `swarm() { ${quoted} "$@"; }\n${line}`;
  return outcomeOf(spawn("sh", ["-c", script], { cwd, env: plainEnvironment() }));
}

/** Waits for `child` to end and gathers what it wrote. */
export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    written.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    written.stderr += text;
  });
  child.stdin?.end();
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? 128 + (signal === "SIGINT" ? 2 : 0), ...written }));
  });
}

/** The environment without what a test runner or a developer's terminal adds to change colours or loaders. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR, NO_COLOR, NODE_OPTIONS, ...rest } = process.env;
  return rest;
}
