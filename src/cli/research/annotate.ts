import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Command, Option } from "@commander-js/extra-typings";
import { InputError, StoppedError } from "../../base/errors.js";
import type { Subcommand } from "../../contract/subcommand.js";
import { completeConfig } from "../../llm/complete-config.js";
import { openModel } from "../../llm/open-model.js";
import { RETRY, retried } from "../../llm/retry.js";
import { readPaperFile } from "../../records/paper-file.js";
import { shownPath } from "../../records/shown-path.js";
import { writeFiles } from "../../records/write-files.js";
import { annotatePaper, annotationOf, type PaperNames, RULES, type Rules } from "../../research/annotation/annotate.js";
import type { PaperAnnotation } from "../../research/annotation/annotation.js";
import { annotationYaml } from "../../research/annotation/annotation-yaml.js";
import { MOST_READ, modelClaims } from "../../research/annotation/model-claims.js";
import type { Paper } from "../../research/annotation/paper.js";
import { parseAnnotation } from "../../research/annotation/parse-annotation.js";
import { paperForm, readPaper } from "../../research/annotation/read-paper.js";
import { gathered, keysGiven, providerNamed } from "../model-options.js";

interface Options {
  readonly out?: string | undefined;
  readonly rules?: Rules | undefined;
  readonly provider?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly paperId?: string | undefined;
  readonly title?: string | undefined;
  readonly citation?: string | undefined;
  readonly at?: string | undefined;
  readonly withoutClaims?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** `swarm research annotate`: what a paper is about and what it claims, as a file that a person can edit. */
export const annotateVerb: Subcommand = {
  register(parent: Command): void {
    parent
      .command("annotate")
      .description(
        "Read a paper (Markdown, LaTeX, text, or PDF with the optional package unpdf; title and abstract are enough) " +
          "into an annotation: risk profile, assumptions, and claims with metric, direction and kind. By rules, or by " +
          "a model whose every claim must stand in the paper. The file is for a person to look at and to edit.",
      )
      .argument("<paper>", "the paper")
      .option("--out <file>", "where to write the annotation (default: <paper>.annotation.yaml beside the paper)")
      .addOption(
        new Option(
          "--rules <name>",
          "how claims are read: as the reference system does, by whole sentences, or the first and, where that finds " +
            "nothing that can be tested, the second (default: both)",
        ).choices(RULES),
      )
      .option("--provider <name>", "let a model of this provider propose the claims; see swarm models")
      .option("--set <key=value>", "a key of that model's config; repeat for several", gathered)
      .option("--paper-id <id>", "id in an archive, such as arxiv:2510.08240")
      .option("--title <text>", "title, where the paper's own is not found")
      .option("--citation <text>", "how the paper wants to be cited")
      .option("--at <time>", "time of the annotation, ISO-8601 (default: now)")
      .option("--without-claims", "write the annotation of a paper that claims nothing, too")
      .option("--force", "write over an annotation that is there")
      .option("--json", "print the annotation as JSON instead of a summary")
      .action(annotate);
  },
};

async function annotate(file: string, options: Options): Promise<void> {
  const out = options.out ?? join(dirname(file), `${basename(file).replace(/\.[^.]+$/, "")}.annotation.yaml`);
  refuseOptions(out, options);
  const paper = readPaper(await readPaperFile(file), paperForm(file));
  const annotation = await read(paper, options);
  if (annotation.claims.length === 0 && options.withoutClaims !== true) throw noClaims(file, annotation);
  const text = `${head(file, annotation)}${annotationYaml(annotation)}`;
  // Whatever was given on the command line is held to the rules of the file.
  parseAnnotation(text, out);
  writeFiles(new Map([[out, text]]));
  const shown = options.json ? JSON.stringify(annotation, null, 2) : summary(annotation, out);
  process.stdout.write(`${shown}\n`);
}

function refuseOptions(out: string, { provider, set, rules, force }: Options): void {
  if (provider === undefined && set !== undefined) throw new InputError("--set is for --provider: no model is asked");
  if (provider !== undefined && rules !== undefined) {
    throw new InputError("--rules and --provider are two ways to read claims: give one of them");
  }
  if (!/\.(ya?ml|json)$/i.test(out)) {
    throw new InputError([{ message: "the name of an annotation ends in .yaml", place: { file: out } }]);
  }
  if (existsSync(out) && force !== true) {
    const message = "there is an annotation already, perhaps edited: --force writes over it, --out names another";
    throw new InputError([{ message, place: { file: out } }]);
  }
}

async function read(paper: Paper, options: Options): Promise<PaperAnnotation> {
  const names: PaperNames = {
    paper_id: options.paperId,
    ...(options.title === undefined ? {} : { title: options.title }),
    citation: options.citation,
    annotated_at: options.at ?? new Date().toISOString(),
  };
  if (options.provider === undefined) return annotatePaper(paper, options.rules ?? "both", names);
  const source = providerNamed(options.provider);
  const config = completeConfig(source.config, keysGiven(options.set ?? []), options.provider);
  const model = await openModel(source, config, { env: process.env });
  const patience = completeConfig(RETRY, {}, "retry") as Parameters<typeof retried>[1];
  try {
    const { claims, refused, cut } = await modelClaims(paper, retried(model, patience));
    for (const { claim, why } of refused) process.stderr.write(`refused: "${claim}": ${why}\n`);
    if (cut) process.stderr.write(`the model has read the first ${MOST_READ} characters of the paper\n`);
    if (claims.length === 0 && refused.length > 0) {
      throw new StoppedError(`none of the ${refused.length} claims that the model proposed could be taken`);
    }
    const { provider, model: name } = model.identity;
    return annotationOf(paper, names, { kind: "model", name: `${provider}/${name}` }, claims);
  } finally {
    await model.close?.();
  }
}

function noClaims(file: string, { risk_profile: { interaction_density, failure_modes } }: PaperAnnotation): InputError {
  const seen = [`density ${interaction_density}`, ...failure_modes].join(", ");
  const message =
    `no claim was found in the paper (of it was read: ${seen}). Claims are found in sentences such as "we show that ` +
    `audits reduce harm"; --provider lets a model look, --without-claims writes the annotation for you to add them`;
  return new InputError([{ message, place: { file } }]);
}

function head(file: string, { annotator }: PaperAnnotation): string {
  const who =
    annotator.kind === "model" ? `proposed by the model ${annotator.name}` : `read by rules (${annotator.name})`;
  return `# ${basename(file)}, ${who}: look at every claim before you compile it.\n`;
}

function summary({ title, risk_profile, claims, annotator }: PaperAnnotation, out: string): string {
  const { interaction_density, failure_modes, assumptions, roles } = risk_profile;
  const lists = { "failure modes": failure_modes, assumptions, roles };
  const lines = claims.map(({ claim, testable, metric, expected, kind, note }, at) => {
    const read = testable ? `${kind} of ${metric}, ${expected}` : "not testable here";
    return `  ${at + 1}. ${read}: ${claim}${note === undefined ? "" : ` (${note})`}`;
  });
  return [
    title === "" ? "no title was found: give --title" : title,
    `density ${interaction_density}`,
    ...Object.entries(lists).map(([name, list]) => `${name}: ${list.length === 0 ? "none" : list.join(", ")}`),
    `claims, by ${annotator.name}:`,
    ...(lines.length === 0 ? ["  none"] : lines),
    `written to ${shownPath(resolve(out))}; next: swarm research compile ${shownPath(resolve(out))}`,
  ].join("\n");
}
