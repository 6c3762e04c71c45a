import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../support/cli.js";
import { ROOT } from "../support/readme.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const temporary = temporaryFolders();

describe("make run-llm-demo", () => {
  it("says what to install, with exit code 2, where there is no pip to fetch the model with", async () => {
    const home = temporary();
    const bin = join(home, "bin");
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, "node"));
    const loader = new URL("../support/source-loader.mjs", import.meta.url).href;
    const script = join(ROOT, "scripts/llm-demo.ts");
    const child = spawn("node", ["--import", loader, script], { cwd: home, env: { PATH: bin } });
    const { code, stderr } = await outcomeOf(child);
    expect(code).toBe(2);
    expect(stderr).toMatch(/pip, which is not there\. Install it .*apt install python3-pip/);
    expect(filesBelow(home)).toEqual(["bin/node"]);
  });
});
