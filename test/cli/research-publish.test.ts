import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ArchiveServer, type Trouble } from "../support/archive-server.js";
import { swarmHere } from "../support/in-process.js";
import { foldersWithVerdict, STUDY, studyWithVerdict } from "../support/study-with-verdict.js";
import { filesBelow, temporaryFolders } from "../support/temporary.js";

const KEY = "key-0123456789-of-nobody";
const temporary = temporaryFolders();
const withVerdict = foldersWithVerdict();
let cwd: string;

beforeEach(() => {
  cwd = withVerdict();
});
afterEach(() => vi.unstubAllEnvs());

const publish = (...args: string[]) => swarmHere(["research", "publish", STUDY, ...args], { cwd });
const read = (file: string) => readFileSync(join(cwd, "logs/s_submission", file), "utf8");
const readLatex = (file: string) => readFileSync(join(cwd, "logs/s_clawxiv_submission", file), "utf8");
const submission = () => (existsSync(join(cwd, "logs/s_submission")) ? filesBelow(join(cwd, "logs/s_submission")) : []);

describe("a dry run", { timeout: 60_000 }, () => {
  it("writes a submission that passes every rule and gate, and sends nothing", async () => {
    const { code, stdout, stderr } = await publish("--check");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Nothing holds it back.");
    expect(stdout).toContain("Dry run: nothing was sent. It would go to POST https://agentxiv.org/api/v1/tools/submit");
    expect(submission()).toEqual([
      ...["abstract.txt", "bundle.json", "gates.json", "gates.txt", "paper.md", "review.json"],
      ...["submission.json", "trace.csv", "validation.json", "validation.txt"],
    ]);
    const body = JSON.parse(read("submission.json"));
    expect(Object.keys(body)).toEqual(["title", "abstract", "content", "category"]);
    expect(body.content).toBe(read("paper.md"));
    expect(body.category).toBe("multi-agent");
    expect(JSON.parse(read("validation.json"))).toMatchObject({ passed: true, issues: [] });
  });

  it("cites the paper and the reference system, and states hash, limitations and what governance costs", async () => {
    await publish();
    const paper = read("paper.md");
    expect(paper).toContain("[@swarm]");
    expect(paper).toContain("[arxiv:2501.00001]");
    expect(paper).toContain(
      JSON.parse(readFileSync(join(cwd, "logs/s.lock.json"), "utf8")).registration.registration_hash,
    );
    expect(paper).toMatch(/Limitations:\n\n- /);
    expect(paper).toMatch(/\| governance\\_cost \| watched \| unwatched \| /);
    expect(paper).not.toContain(cwd);
  });

  it("lists every number of title, abstract and text, in order, with the rows that results come from", async () => {
    await publish();
    const { title, abstract } = JSON.parse(read("submission.json"));
    const trace = parse(read("trace.csv"), { columns: true }) as Record<string, string>[];
    for (const [part, text] of Object.entries({ title, abstract, source: read("paper.md") })) {
      const own = trace.filter((row) => row.part === part);
      let rest = text;
      let between = "";
      for (const { text: number } of own) {
        const plain = part === "source" ? number : number.replaceAll(/\\([\\`*_[\]<>|#~])/g, "$1");
        const at = rest.indexOf(plain);
        expect(at, plain).toBeGreaterThanOrEqual(0);
        between += rest.slice(0, at);
        rest = rest.slice(at + plain.length);
      }
      expect(`${between}${rest}`).not.toMatch(/\d/);
    }
    const estimate = trace.find(({ what }) => what === "c1: estimate");
    expect(estimate).toMatchObject({
      column: "toxicity_rate",
      arm: "watched",
      versus: "unwatched",
      table: "s_results.csv",
    });
    expect(estimate).toMatchObject({ runs: "12-23", against: "0-11" });
  });

  it("writes LaTeX for the archive that takes it, by that archive's rules, with the same numbers in the same order", async () => {
    const { code, stdout } = await publish("--archive", "clawxiv", "--check");
    expect(code).toBe(0);
    expect(stdout).toContain("It would go to POST https://www.clawxiv.org/api/v1/papers");
    expect(filesBelow(join(cwd, "logs/s_clawxiv_submission"))).toContain("paper.tex");
    const { title, abstract, ...body } = JSON.parse(readLatex("submission.json"));
    const source = readLatex("paper.tex");
    expect(body).toEqual({ categories: ["cs.MA", "cs.AI"], files: { source } });
    const codes = JSON.parse(readLatex("validation.json")).issues.map((issue: { code: string }) => issue.code);
    expect(codes).toEqual(["MISSING_RECOMMENDED"]);
    const trace = parse(readLatex("trace.csv"), { columns: true }) as Record<string, string>[];
    let rest = source;
    let between = "";
    for (const { text } of trace.filter(({ part }) => part === "source")) {
      const at = rest.indexOf(text);
      expect(at, text).toBeGreaterThanOrEqual(0);
      between += rest.slice(0, at);
      rest = rest.slice(at + text.length);
    }
    expect(`${between}${rest}`).not.toMatch(/\d/);
    await publish();
    expect([title, abstract]).toEqual(["title", "abstract"].map((key) => JSON.parse(read("submission.json"))[key]));
    const values = (rows: Record<string, string>[]) => rows.map(({ value, what, runs }) => [value, what, runs].join());
    const plain = parse(read("trace.csv"), { columns: true }) as Record<string, string>[];
    expect(values(trace.filter(({ part }) => part === "source"))).toEqual(values(plain));
  });

  it("shows estimates that the named rows of the table really give", async () => {
    await publish();
    const trace = parse(read("trace.csv"), { columns: true }) as Record<string, string>[];
    const rows = parse(readFileSync(join(cwd, "logs/s_results.csv")), { columns: true }) as Record<string, string>[];
    const checked = trace.filter(({ what }) => what === "c1: estimate" || what === "exploratory: difference");
    expect(checked.length).toBeGreaterThan(5);
    for (const { column, runs, against, value } of checked) {
      const cells = (range: string) => {
        const [first, last] = range.split("-").map(Number);
        return rows.slice(first, last + 1).map((row) => row[column]);
      };
      const [own, other] = [cells(runs), cells(against)];
      const differences = own.flatMap((cell, at) =>
        cell === "" || other[at] === "" ? [] : [Number(cell) - Number(other[at])],
      );
      const mean = differences.reduce((sum, each) => sum + each / differences.length, 0);
      expect(Number(value), column).toBeCloseTo(mean, 9);
    }
  });

  it("has the same bytes each time", async () => {
    await publish();
    const before = submission().map(read);
    await publish("--dry-run");
    expect(submission().map(read)).toEqual(before);
  });

  it("goes by the other description of the archive when asked, and holds no other address", async () => {
    const { stdout } = await publish("--archive", "agentxiv-docs");
    expect(stdout).toContain("POST https://www.agentxiv.org/api/papers");
    expect(JSON.parse(read("bundle.json"))).toMatchObject({ request: { method: "POST", path: "/papers" } });
  });

  it("says what holds a poor study back, with exit code 3 under --check", async () => {
    const poor = temporary();
    await studyWithVerdict(poor, { seeds: 4 });
    const { code, stdout } = await swarmHere(["research", "publish", STUDY, "--check"], { cwd: poor });
    expect(code).toBe(3);
    expect(stdout).toContain("gate Experiment: min_trials: the arm with the fewest has 4 runs");
  });
});

describe("sending", { timeout: 60_000 }, () => {
  let server: ArchiveServer;
  beforeEach(async () => {
    server = await ArchiveServer.start();
    vi.stubEnv("AGENTXIV_API_KEY", KEY);
  });
  afterEach(() => server.stop());
  const send = (...args: string[]) => publish("--send", "--base-url", server.baseUrl, ...args);
  const later = { "retry-after": "0" };

  it("hands in the body of the dry run with the key in its header, and keeps a receipt", async () => {
    await publish();
    const body = JSON.parse(read("submission.json"));
    const { code, stdout, stderr } = await send();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("agentxiv:test-1, version 1");
    expect(server.arrived).toEqual([{ what: "POST /api/tools/submit", authorization: `Bearer ${KEY}`, body }]);
    expect(JSON.parse(read("receipt.json"))).toMatchObject({ paper_id: "agentxiv:test-1", version: 1, found: false });
    for (const file of filesBelow(join(cwd, "logs"))) {
      expect(readFileSync(join(cwd, "logs", file), "utf8"), file).not.toContain(KEY);
    }
  });

  it("hands LaTeX in with the key in the header of that archive, and revises the paper where it is", async () => {
    vi.stubEnv("CLAWXIV_API_KEY", KEY);
    server.meet(/papers$/, "half a body");
    const { code, stderr } = await send("--archive", "clawxiv", "--timeout", "5");
    expect(code, stderr).toBe(0);
    const submit = { what: "POST /api/papers", key: KEY, body: JSON.parse(readLatex("submission.json")) };
    const [path, query] = server.arrived[1].what.split("?");
    expect(path).toBe("GET /api/search");
    expect([...new URLSearchParams(query)]).toEqual([
      ["query", submit.body.title],
      ["limit", "10"],
    ]);
    expect(server.arrived).toMatchObject([submit, { key: KEY }, submit]);
    expect(server.arrived.every(({ authorization }) => authorization === undefined)).toBe(true);
    expect(JSON.parse(readLatex("receipt.json"))).toMatchObject({ archive: "clawxiv", paper_id: "agentxiv:test-1" });
    await send("--archive", "clawxiv", "--revise", "agentxiv:test-1");
    expect(server.arrived[3]).toMatchObject({ what: "PUT /api/papers/agentxiv%3Atest-1", body: submit.body });
    expect(submission()).toEqual([]);
  });

  it("is refused a second time, and a revision goes to its own route", async () => {
    await send();
    const again = await send();
    expect(again).toMatchObject({ code: 2, stdout: "" });
    expect(again.stderr).toContain("this was sent already, as agentxiv:test-1: --revise agentxiv:test-1");
    const { code } = await send("--revise", "agentxiv:test-1", "--changelog", "a slip put right");
    expect(code).toBe(0);
    expect(server.arrived).toHaveLength(2);
    expect(server.arrived[1]).toMatchObject({
      what: "POST /api/tools/revise",
      body: { paper_id: "agentxiv:test-1", changelog: "a slip put right" },
    });
  });

  it.each<[string, Trouble, number, RegExp]>([
    [
      "401",
      { status: 401, says: `bad key ${KEY}` },
      2,
      /the key is not accepted \(status 401\): bad key \[AGENTXIV_API_KEY redacted\]/,
    ],
    [
      "409",
      { status: 409, says: "there is such a paper" },
      1,
      /it is there already \(status 409\): there is such a paper/,
    ],
    ["422", { status: 422, says: "no" }, 1, /the request is refused \(status 422\): no/],
    [
      "a refusal in an answer of 200",
      { status: 200, says: '{"success": false, "message": "not now"}' },
      1,
      /it was not taken: not now/,
    ],
    [
      "a redirection to another host",
      { status: 307, headers: { location: "http://127.0.0.2:9/x" } },
      2,
      /it points to http:\/\/127\.0\.0\.2:9\/x, which is not followed/,
    ],
    [
      "a wait that is too long",
      { status: 429, headers: { "retry-after": "900" } },
      1,
      /asked too often \(status 429, to be asked again in 900 s\)/,
    ],
  ])("ends at once after %s", async (_, trouble, expected, message) => {
    server.meet(/submit$/, trouble, 9);
    const { code, stdout, stderr } = await send();
    expect({ code, stdout }).toEqual({ code: expected, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain(KEY);
    expect(server.arrived).toHaveLength(1);
    expect(submission()).not.toContain("receipt.json");
  });

  it.each<[string, Trouble]>([
    ["429", { status: 429, headers: later }],
    ["500", { status: 500, headers: later }],
    ["503", { status: 503, headers: later }],
  ])("is tried again after %s, and three times at most", async (_, trouble) => {
    server.meet(/submit$/, trouble, 2);
    expect(await send()).toMatchObject({ code: 0 });
    expect(server.papers).toHaveLength(1);
    rmSync(join(cwd, "logs/s_submission/receipt.json"));
    server.papers.length = 0;
    server.meet(/submit$/, trouble, 9);
    const { code, stderr } = await send("--category", "safety");
    expect(code, stderr).toBe(1);
    expect(stderr).toMatch(/\(after 3 tries\)/);
  });

  it.each<[string, Trouble]>([
    ["a hang", "hang"],
    ["a hang in the body", "hang in the body"],
    ["half an answer", "half a body"],
    ["a reset", "reset"],
  ])("looks for the paper after %s, and tries again where it is not there", async (_, trouble) => {
    server.meet(/submit$/, trouble);
    const { code, stderr } = await send("--timeout", "0.5");
    expect(code, stderr).toBe(0);
    expect(server.arrived.map(({ what }) => what.replace(/.*\//, ""))).toEqual(["submit", "search", "submit"]);
    expect(server.papers).toHaveLength(1);
  });

  it("does not hand in twice what was taken without a word", async () => {
    server.meet(/submit$/, "takes it and hangs up");
    const { code, stdout } = await send();
    expect(code).toBe(0);
    expect(stdout).toContain("it gave no answer, and the paper was found there");
    expect(server.papers).toHaveLength(1);
    expect(JSON.parse(read("receipt.json"))).toMatchObject({ paper_id: "agentxiv:test-1", found: true });
  });

  it("stops where nobody can tell whether it was taken", async () => {
    server.meet(/submit$/, "half a body");
    server.meet(/search$/, { status: 404 });
    const { code, stderr } = await send();
    expect(code).toBe(1);
    expect(stderr).toContain("whether the paper was taken is not known");
    expect(server.arrived).toHaveLength(2);
  });

  it("stops where nobody is there", async () => {
    const away = server.baseUrl;
    await server.stop();
    const { code, stderr } = await publish("--send", "--base-url", away);
    expect(code).toBe(1);
    expect(stderr).toMatch(/the connection failed \(ECONNREFUSED\) \(after 3 tries\)/);
    server = await ArchiveServer.start();
  });

  it("takes the key of the variable that is named", async () => {
    vi.stubEnv("OTHER_API_KEY", "another-key-of-nobody");
    await send("--api-key-env", "OTHER_API_KEY");
    expect(server.arrived[0].authorization).toBe("Bearer another-key-of-nobody");
  });

  it.each<[string, readonly string[], RegExp]>([
    ["without an address", ["--send"], /sending needs the address of the archive: --base-url/],
    ["to an address in the clear", ["--send", "--base-url", "http://example.org/api"], /a key is sent over https only/],
    ["to what is no address", ["--send", "--base-url", "ftp://example.org"], /an http\(s\) address .* is needed/],
    [
      "to an address with a user",
      ["--send", "--base-url", "https://me@example.org"],
      /an http\(s\) address .* is needed/,
    ],
  ])("is refused %s", async (_, args, message) => {
    const { code, stdout, stderr } = await publish(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(submission()).toEqual([]);
  });

  it("is refused without a key, and nothing is written", async () => {
    vi.stubEnv("AGENTXIV_API_KEY", "");
    const { code, stderr } = await send();
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "sending needs a key: set the environment variable AGENTXIV_API_KEY\n",
    });
    expect(submission()).toEqual([]);
    expect(server.arrived).toEqual([]);
  });

  it("is refused for a study that a gate holds back", async () => {
    const poor = temporary();
    await studyWithVerdict(poor, { seeds: 4 });
    const args = ["research", "publish", STUDY, "--send", "--base-url", server.baseUrl];
    const { code, stderr } = await swarmHere(args, { cwd: poor });
    expect(code).toBe(2);
    expect(stderr).toContain("held back: gate Experiment: min_trials");
    expect(stderr).toContain("nothing was sent");
    expect(server.arrived).toEqual([]);
  });
});

describe("publishing", { timeout: 60_000 }, () => {
  const verdict = () => join(cwd, "logs/s_verdict.json");

  it("is refused without a verdict, and says which command gives one", async () => {
    rmSync(verdict());
    expect(await publish()).toMatchObject({
      code: 2,
      stderr: `logs/s_verdict.json: there is no verdict yet: swarm research verdict ${STUDY}\n`,
    });
    expect(submission()).toEqual([]);
  });

  it("is refused for a verdict that somebody has edited", async () => {
    const given = JSON.parse(readFileSync(verdict(), "utf8"));
    writeFileSync(verdict(), JSON.stringify({ ...given, summary: "All claims are supported." }));
    const found = await publish();
    expect(found.code).toBe(2);
    expect(found.stderr).toContain("this verdict is not what the table says");
  });

  it.each([
    ["another folder", "logs", "s.study.yaml"],
    ["the same folder, named in another way", ".", `./${STUDY}`],
  ])("takes a verdict that was given from %s", async (_where, folder, study) => {
    const found = await swarmHere(["research", "publish", study], { cwd: join(cwd, folder) });
    expect(found).toMatchObject({ code: 0, stderr: "" });
  });

  it("is refused where a secret of the environment would get into a file", async () => {
    vi.stubEnv("MARKET_TOKEN", "Audits in markets");
    const { code, stderr } = await publish();
    expect(code).toBe(2);
    expect(stderr).toContain("submission.json: would hold the value of a secret environment variable");
    expect(submission()).toEqual([]);
  });

  it.each<[readonly string[], string]>([
    [
      ["--archive", "agentxvi"],
      '--archive: there is no archive "agentxvi" (did you mean "agentxiv"?); there are: agentxiv, agentxiv-docs, clawxiv',
    ],
    [["--archive", "clawxiv", "--revise", "x", "--changelog", "y"], "--changelog: has no effect: clawxiv takes none"],
    [["--archive", "agentxiv-docs", "--revise", "x"], "--revise: agentxiv-docs knows of no way to revise a paper"],
    [["--changelog", "x"], "--changelog: goes with --revise"],
  ])("with %j is refused", async (args, message) => {
    expect(await publish(...args)).toMatchObject({ code: 2, stderr: `${message}\n` });
  });
});
