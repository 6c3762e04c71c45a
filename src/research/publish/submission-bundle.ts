import { createHash } from "node:crypto";
import { jsonText } from "../../records/json-text.js";
import type { GateResult, StudyVerdict } from "../verdict/verdict.js";
import { contentHash } from "./archive-paper.js";
import { type Revision, submitRequest } from "./archive-request.js";
import { type Archive, PAPER_FILES } from "./archives.js";
import type { ComposedPaper } from "./compose-paper.js";
import { gateSummary } from "./quality-gate.js";
import type { PeerReview } from "./self-review.js";
import type { SubmissionValidation } from "./submission-validation.js";
import { traceTable } from "./trace-table.js";
import { validationReport } from "./validation-report.js";

/** All that there is to know of a submission before it goes out. */
export interface Submission {
  readonly verdict: StudyVerdict;
  readonly composed: ComposedPaper;
  readonly validation: SubmissionValidation;
  readonly gates: readonly GateResult[];
  readonly review: PeerReview;
  /** Why it may not go out; empty where it may. */
  readonly heldBack: readonly string[];
  readonly archive: Archive;
  readonly revision?: Revision | undefined;
}

/**
 * The files of a submission by name. `submission.json` is the body of the request, to the letter; `bundle.json` says what
 * would go where, and has the hashes of the others. They hold no clock and no key: the same study gives the same bytes.
 */
export function submissionBundle(submission: Submission): ReadonlyMap<string, string> {
  const { verdict, composed, validation, gates, review, heldBack, archive, revision } = submission;
  const { paper, trace } = composed;
  const request = submitRequest(archive, paper, revision);
  if (request === undefined) throw new Error(`${archive.name} has no route for revisions`);
  const { method, path, body } = request;
  const files = new Map([
    ["submission.json", jsonText(body)],
    [PAPER_FILES[archive.format], paper.source],
    ["abstract.txt", `${paper.abstract}\n`],
    ["trace.csv", traceTable(trace)],
    ["validation.json", jsonText(validation)],
    ["validation.txt", `${validationReport(validation)}\n`],
    ["gates.json", jsonText(gates)],
    ["gates.txt", `${gates.map(gateSummary).join("\n\n")}\n`],
    ["review.json", jsonText(review)],
  ]);
  const manifest = {
    bundle_version: 1,
    tool: verdict.tool,
    study: verdict.study,
    archive: { name: archive.name, described_by: archive.source, base_url: archive.baseUrl, limits: archive.limits },
    request: { method, path },
    title: paper.title,
    categories: paper.categories,
    content_hash: contentHash(paper),
    plan: verdict.registration,
    may_be_sent: heldBack.length === 0,
    held_back: heldBack,
    rests_on: verdict.files,
    files: [...files].map(([file, text]) => {
      return { file, bytes: Buffer.byteLength(text), sha256: createHash("sha256").update(text).digest("hex") };
    }),
  };
  return new Map([...files, ["bundle.json", jsonText(manifest)]]);
}
