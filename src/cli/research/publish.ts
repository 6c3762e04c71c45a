import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { InputError } from "../../base/errors.js";
import { didYouMean } from "../../base/nearest.js";
import { EXIT } from "../../contract/command.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { Redactor } from "../../llm/redact.js";
import { jsonText } from "../../records/json-text.js";
import { shownPath } from "../../records/shown-path.js";
import { writeFiles } from "../../records/write-files.js";
import { contentHash } from "../../research/publish/archive-paper.js";
import { type Revision, submitRequest } from "../../research/publish/archive-request.js";
import { ARCHIVES, type Archive, type PaperFormat } from "../../research/publish/archives.js";
import { composePaper } from "../../research/publish/compose-paper.js";
import { validateLatexSubmission } from "../../research/publish/latex-validator.js";
import { validateMarkdownSubmission } from "../../research/publish/markdown-validator.js";
import { publicationGates } from "../../research/publish/publication-gates.js";
import { selfReview } from "../../research/publish/self-review.js";
import { type Submission, submissionBundle } from "../../research/publish/submission-bundle.js";
import { whyHeldBack } from "../../research/publish/submission-decision.js";
import { validationReport } from "../../research/publish/validation-report.js";
import { gathered } from "../model-options.js";
import { type ArchiveAccess, addressFaults, archiveAccess } from "./archive-access.js";
import { ArchiveClient } from "./archive-client.js";
import { givenReflexivity } from "./given-reflexivity.js";
import { givenVerdict } from "./given-verdict.js";
import { sendSubmission } from "./send-submission.js";
import { nameOf } from "./study-paths.js";

interface Options {
  readonly dryRun?: true | undefined;
  readonly send?: true | undefined;
  readonly archive: string;
  readonly baseUrl?: string | undefined;
  readonly apiKeyEnv?: string | undefined;
  readonly category?: readonly string[] | undefined;
  readonly revise?: string | undefined;
  readonly changelog?: string | undefined;
  readonly exploratory?: boolean | undefined;
  readonly timeout: number;
  readonly check?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** `swarm research publish`: a study as a submission to an archive; nothing leaves this machine without `--send`. */
export const publishVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("publish")
      .description(
        "Make a paper of a study whose verdict was given, check it by the rules of the archive and by quality gates, and " +
          "write all of it to <study>_submission/; for clawxiv, which takes LaTeX, to <study>_clawxiv_submission/. Nothing is " +
          "sent, unless --send asks for it: then it goes to the host of --base-url alone, with the key of an environment " +
          "variable.",
      )
      .argument("<study>", "study (YAML) whose verdict was given")
      .addOption(
        new Option("--dry-run", "write the submission and send nothing; so it is without --send").conflicts("send"),
      )
      .option("--send", "send it, if nothing holds it back")
      .option("--archive <name>", `how the archive is spoken to: ${names()}`, "agentxiv")
      .option("--base-url <address>", "where it is; needed to send")
      .option("--api-key-env <variable>", "variable of its key (default: that of the archive)")
      .option("--category <name>", "category of the paper (default: that of the archive); repeat for several", gathered)
      .option("--revise <paper-id>", "a new version of a paper that is there already")
      .option("--changelog <text>", "what has changed in it")
      .option("--exploratory", "of a plan that has changed since the lock; it can be looked at, not sent")
      .option("--timeout <seconds>", "for one answer", seconds, 30)
      .option("--check", `exit with ${EXIT.criterionFailed} when something holds it back`)
      .option("--json", "print what would be sent where, and what holds it back, as JSON")
      .option("--quiet", "print nothing but faults")
      .action(publish);
  },
};

async function publish(file: string, options: Options): Promise<void> {
  const archive = archiveOf(options);
  const revision = revisionOf(archive, options);
  const access =
    options.send === true ? archiveAccess(archive, options.baseUrl, options.apiKeyEnv, process.env) : undefined;
  const submission = await submissionOf(file, archive, revision, options);
  const folder = resolve(
    dirname(file),
    `${submission.verdict.study}${options.exploratory === true ? "_exploratory" : ""}_${archive.folder}`,
  );
  const bundle = submissionBundle(submission);
  refuseSecrets(bundle, access);
  const receipt = join(folder, "receipt.json");
  if (access !== undefined) refuseUnfit(submission, access, receipt, options);
  writeFiles(new Map([...bundle].map(([name, text]) => [join(folder, name), text])));
  if (access === undefined) return told(submission, bundle, folder, options);
  await sent(submission, access, receipt, options);
}

async function submissionOf(
  file: string,
  archive: Archive,
  revision: Revision | undefined,
  { exploratory, category = archive.categories }: Options,
): Promise<Submission> {
  const study = await givenVerdict(file, exploratory === true);
  const { result: verdict, paths } = study;
  const known = await givenReflexivity(file, study, exploratory === true);
  const composedIn = (format: PaperFormat) =>
    composePaper(verdict, {
      categories: category,
      format,
      table: nameOf(paths.results),
      reflexivity: known?.found,
      reflexivityTable: known?.table,
    });
  const composed = composedIn(archive.format);
  const validation =
    archive.format === "latex" ? validateLatexSubmission(composed.paper) : validateMarkdownSubmission(composed.paper);
  // What is said is the same in every format, and Markdown hides less of it behind signs.
  const review = selfReview(verdict, composedIn("markdown").paper);
  const gates = publicationGates(verdict, review, known?.found);
  return { verdict, composed, validation, review, gates, heldBack: whyHeldBack(validation, gates), archive, revision };
}

function archiveOf({ archive: name, baseUrl, send }: Options): Archive {
  const found = ARCHIVES.find((each) => each.name === name);
  const known = ARCHIVES.map((each) => each.name);
  if (found === undefined) {
    const message = `there is no archive "${name}"${didYouMean(name, known)}; there are: ${known.join(", ")}`;
    throw new InputError([{ message, place: { file: "--archive" } }]);
  }
  if (baseUrl === undefined) return found;
  const faults = send === true ? [] : addressFaults(baseUrl);
  if (faults.length > 0) throw new InputError(faults);
  return { ...found, baseUrl: baseUrl.replace(/\/+$/, "") };
}

function revisionOf({ name, routes, format }: Archive, { revise, changelog }: Options): Revision | undefined {
  if (revise === undefined) {
    if (changelog === undefined) return undefined;
    throw new InputError([{ message: "goes with --revise", place: { file: "--changelog" } }]);
  }
  if (routes.revise === undefined) {
    throw new InputError([{ message: `${name} knows of no way to revise a paper`, place: { file: "--revise" } }]);
  }
  if (changelog !== undefined && format === "latex") {
    throw new InputError([{ message: `has no effect: ${name} takes none`, place: { file: "--changelog" } }]);
  }
  return { paper_id: revise, changelog: changelog ?? "" };
}

/** Whatever else is in the files: no key is. @throws InputError */
function refuseSecrets(bundle: ReadonlyMap<string, string>, access: ArchiveAccess | undefined): void {
  const redactor = new Redactor(process.env, access === undefined ? [] : [access.keyVariable]);
  const faults = [...bundle]
    .filter(([, text]) => redactor.text(text) !== text)
    .map(([name]) => ({
      message: "would hold the value of a secret environment variable: take it out of the study",
      place: { file: name },
    }));
  if (faults.length > 0) throw new InputError(faults);
}

/** @throws InputError with all that keeps a submission from going out */
function refuseUnfit(
  { heldBack, composed, revision }: Submission,
  { baseUrl }: ArchiveAccess,
  receipt: string,
  { exploratory }: Options,
): void {
  if (heldBack.length > 0) {
    const faults = heldBack.map((message) => ({ message, place: { file: "held back" } }));
    throw new InputError([
      ...faults,
      { message: `nothing was sent${exploratory === true ? ": what is exploratory is not" : ""}` },
    ]);
  }
  if (revision !== undefined || !existsSync(receipt)) return;
  const earlier = JSON.parse(readFileSync(receipt, "utf8")) as Readonly<Record<string, unknown>>;
  if (earlier.base_url !== baseUrl) return;
  const same = earlier.content_hash === contentHash(composed.paper);
  const message = `${same ? "this" : "an earlier version"} was sent already, as ${earlier.paper_id}: --revise ${earlier.paper_id} sends a new version`;
  throw new InputError([{ message, place: { file: shownPath(receipt) } }]);
}

async function sent(submission: Submission, access: ArchiveAccess, path: string, options: Options): Promise<void> {
  const { archive, composed, revision } = submission;
  const { paper } = composed;
  const request = submitRequest(archive, paper, revision);
  if (request === undefined) throw new Error("a revision without a route is refused before");
  const receipt = await sendSubmission({
    client: new ArchiveClient(archive, access, options.timeout, process.env),
    archive,
    request,
    paper,
    version: revision === undefined ? 0 : 1,
    wait: (time) => sleep(time * 1000),
    again: (why, time) => {
      if (process.stderr.isTTY && options.quiet !== true) process.stderr.write(`${why}; again in ${time} s\n`);
    },
  });
  const record = {
    receipt_version: 1,
    archive: archive.name,
    base_url: access.baseUrl,
    request: { method: request.method, path: request.path },
    content_hash: contentHash(paper),
    ...receipt,
    sent_at: new Date().toISOString(),
  };
  writeFiles(new Map([[path, jsonText(record)]]));
  if (options.quiet === true) return;
  const how = receipt.found ? " (it gave no answer, and the paper was found there)" : "";
  process.stdout.write(
    options.json === true
      ? jsonText(record)
      : `sent to ${access.baseUrl}${how}: ${receipt.paper_id}, version ${receipt.version}\n${shownPath(path)}\n`,
  );
}

function told(submission: Submission, bundle: ReadonlyMap<string, string>, folder: string, options: Options): void {
  const { heldBack, validation, archive, composed, revision } = submission;
  const request = submitRequest(archive, composed.paper, revision);
  if (options.check === true && heldBack.length > 0) process.exitCode = EXIT.criterionFailed;
  if (options.quiet === true) return;
  if (options.json === true) {
    process.stdout.write(bundle.get("bundle.json") ?? "");
    return;
  }
  const lines = [
    validationReport(validation),
    "",
    heldBack.length === 0 ? "Nothing holds it back." : "Held back:",
    ...heldBack.map((why) => `  ${why}`),
    "",
    `${composed.trace.length} numbers, each with its rows in trace.csv; content hash ${contentHash(composed.paper)}`,
    `Dry run: nothing was sent. It would go to ${request?.method} ${archive.baseUrl}${request?.path}`,
    shownPath(folder),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function names(): string {
  return ARCHIVES.map(({ name, source }) => `${name} (${source})`).join("; ");
}

function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || !(value > 0 && value <= 3600)) {
    throw new InvalidArgumentError("Seconds above 0, up to 3600, are needed.");
  }
  return value;
}
