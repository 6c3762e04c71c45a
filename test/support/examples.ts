import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExampleFile } from "../../src/contract/trainer-backend.js";

/** Lines of harmless supervised examples. */
export function exampleLines(count: number): string {
  return Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      messages: [
        { role: "system", content: "You help." },
        { role: "user", content: `Which shelf is number ${at} on?` },
        { role: "assistant", content: `On shelf ${at}, by the window.` },
      ],
    }),
  )
    .map((line) => `${line}\n`)
    .join("");
}

export function exampleFile(text: string, path = "train.jsonl"): ExampleFile {
  const bytes = Buffer.from(text);
  return { path, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** The files of both agents below `folder`, as `swarm waltz finetune` looks for them. */
export function writeExamples(folder: string, count = 12): void {
  mkdirSync(join(folder, "data/waltzrl"), { recursive: true });
  for (const agent of ["conversation", "feedback"]) {
    // The two files differ, as those of two agents do.
    const text = exampleLines(count).replaceAll("shelf", agent);
    writeFileSync(join(folder, `data/waltzrl/${agent}_agent_training.jsonl`), text);
    writeFileSync(join(folder, `data/waltzrl/${agent}_agent_test.jsonl`), text.split("\n").slice(0, 2).join("\n"));
  }
}
