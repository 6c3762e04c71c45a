#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { EXIT } from "../contract/command.js";
import { runCommandLine, tellFailure } from "./command-line.js";
import { commands } from "./registry.js";

// Kept light: whatever is imported here is paid for by every command. SIGINT is left to end the process as it does by
// default (130 in a shell); a command that has unfinished files to remove handles it itself while it has them.
const args = process.argv.slice(2);
const err = (text: string) => process.stderr.write(text);

process.on("uncaughtException", (error) => process.exit(tellFailure(error, args, err)));

// A reader that has seen enough, such as `head`, closes the pipe. That is no fault: the command goes on to its end and
// what it still prints is dropped.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const code = await runCommandLine(args, commands, {
  version: JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version,
  out: (text) => process.stdout.write(text),
  err,
});
if (code !== EXIT.done) process.exitCode = code;
