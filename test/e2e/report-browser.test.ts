import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { describe, expect, it } from "vitest";
import { swarmHere } from "../support/in-process.js";
import { temporaryFolders } from "../support/temporary.js";

const CHROMIUM = "/usr/bin/chromium";
const temporary = temporaryFolders();

const SCENARIO = `# Is <b>this</b> safe & sound?
scenario_id: opened
agents: [{ type: honest, count: 2 }, { type: adversarial, count: 2 }]
governance: { audit_enabled: true, audit_probability: 0.5, audit_threshold_p: 0.7 }
simulation: { seed: 3, n_epochs: 5, steps_per_epoch: 6 }
`;

/** A page of a run and one of a comparison, as file addresses. */
async function pages(): Promise<readonly [run: string, comparison: string]> {
  const cwd = temporary();
  writeFileSync(join(cwd, "s.yaml"), SCENARIO);
  const arm = [
    "--arm",
    "none: governance.audit_enabled=false",
    "--threads",
    "1",
    "--seeds",
    "5",
    "--name",
    "c",
    "--out",
    ".",
  ];
  for (const args of [
    ["run", "s.yaml", "--out", "."],
    ["report", "opened_manifest.json"],
    ["compare", "s.yaml", ...arm],
    ["report", "c_comparison.json"],
  ]) {
    expect(await swarmHere(args, { cwd })).toMatchObject({ code: 0 });
  }
  const address = (name: string) => pathToFileURL(join(cwd, name)).href;
  return [address("opened_report.html"), address("c_report.html")];
}

/** Opens a page from disk, without network; what it complains of and what it asks for is kept. */
async function opened(browser: Browser, address: string, colorScheme: "light" | "dark", width = 1000) {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
  const [said, asked]: [string[], string[]] = [[], []];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(address);
  return { page, said, asked };
}

describe("a report in a browser", () => {
  it("renders without a complaint, asks for nothing, and shows what it is to show, light and dark", async () => {
    const [run, comparison] = await pages();
    const browser = existsSync(CHROMIUM)
      ? await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] })
      : undefined;
    if (browser === undefined) {
      console.warn(`${CHROMIUM} is absent: reports were written, and not looked at in a browser`);
      expect(existsSync(CHROMIUM)).toBe(false);
      return;
    }
    try {
      const papers: string[] = [];
      for (const scheme of ["light", "dark"] as const) {
        const { page, said, asked } = await opened(browser, run, scheme);
        expect(said).toEqual([]);
        expect(asked).toEqual([run]);
        expect(await page.title()).toBe("opened, seed 3");
        expect(await page.locator(".question").innerText()).toBe("Is <b>this</b> safe & sound?");
        expect(await page.locator(".verdict").isVisible()).toBe(true);
        expect(await page.locator("h2").allInnerTexts()).toEqual([
          "What was asked",
          "Did it succeed?",
          "Course of the run",
          "What levers did",
          "Who gained, who lost",
          "All figures",
          "Is it valid?",
          "To repeat it",
          "Files",
          "References",
        ]);
        expect(await page.getByRole("img").count()).toBe(3);
        const course = page.getByRole("img", { name: "Metrics by epoch" });
        expect((await course.boundingBox())?.width).toBeGreaterThan(400);
        const ink = await page.evaluate<string>(
          `getComputedStyle(document.querySelector("#figure-course path[stroke='var(--s1)']")).stroke`,
        );
        const paper = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
        papers.push(paper, ink);
        await page.close();
      }
      // White paper and #1f6fb4 in the light, #14181f and #6bb2f0 in the dark: the palette's own.
      expect(papers).toEqual(["rgb(255, 255, 255)", "rgb(31, 111, 180)", "rgb(20, 24, 31)", "rgb(107, 178, 240)"]);

      const { page, said } = await opened(browser, comparison, "light", 500);
      expect(said).toEqual([]);
      expect(await page.getByRole("img", { name: "toxicity rate: arm less control" }).isVisible()).toBe(true);
      const figures = page.locator("#figure-primary details");
      await figures.locator("summary").click();
      expect(await figures.locator("tbody tr").count()).toBe(1);
      // On a narrow screen tables and charts scroll or shrink; the page itself is no wider than the screen.
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(500);
    } finally {
      await browser.close();
    }
  });
});
