import { counted, listed, short } from "../validity/words.js";
import type { Block, ReportDocument, Section } from "./document.js";
import { lengthText, populationText } from "./population.js";
import { figure, numbers, plainName, words } from "./report-numbers.js";
import { activitySection, agentsSection, trajectorySection } from "./run-charts.js";
import type { RecordedVerdict, RunMaterial, RunRecord } from "./run-record.js";
import { filesSection, referencesSection, repeatSection, validitySection } from "./shared-sections.js";

/** The report of one run. */
export function runReport(material: RunMaterial): ReportDocument {
  const { record, question, command } = material;
  const { scenario, files } = record;
  const log = files.find(({ role }) => role === "events")?.path;
  return {
    kind: "run",
    title: `${plainName(scenario.id)}, seed ${record.seed}`,
    question: question ?? "The scenario does not say what it asks.",
    verdict: runVerdict(record),
    tool: record.tool,
    sections: [
      askedSection(record),
      criteriaSection(record.criteria),
      trajectorySection(material),
      activitySection(material),
      agentsSection(material),
      figuresSection(record),
      validitySection(record.validity),
      repeatSection([
        ["the run", record.command],
        ...(log === undefined ? [] : [["proof that its files are what it gives", ["swarm", "replay", log]] as const]),
        ["this report", command],
      ]),
      filesSection(files),
      referencesSection([scenario.id]),
    ],
  };
}

/** One sentence: harm and welfare, the criteria, and what one run cannot say. */
function runVerdict({ metrics, criteria, counts, validity }: RunRecord): string {
  const { toxicity_rate: toxicity, net_social_welfare: welfare } = metrics.pooled;
  const basis = `over ${counted(counts.interactions, "interaction")} in ${counted(counts.epochs, "epoch")}`;
  const harm =
    typeof toxicity === "number" ? `the pooled toxicity rate is ${short(toxicity)}` : "no toxicity rate is defined";
  const work = typeof welfare === "number" ? ` with a net social welfare of ${short(welfare)}` : "";
  const serious = (validity ?? []).filter(({ severity }) => severity === "serious").length;
  const doubt = serious === 0 ? "" : `; ${counted(serious, "serious finding")} on validity stand against it`;
  const limit = "one run with one seed shows what happened, not what caused it";
  return `${capital(basis)} ${harm}${work}; ${criteriaText(criteria)}${doubt}; ${limit}.`;
}

function criteriaText(criteria: readonly RecordedVerdict[]): string {
  if (criteria.length === 0) return "the scenario sets no criterion of success";
  const of = (verdict: string) => criteria.filter((each) => each.verdict === verdict).map(({ key }) => key);
  const parts = [
    ["passes", "pass", of("PASS")],
    ["fails", "fail", of("FAIL")],
    ["cannot be checked", "cannot be checked", of("not checkable")],
  ] as const;
  return parts
    .filter(([, , keys]) => keys.length > 0)
    .map(([one, many, keys]) => `${listed(keys)} ${keys.length === 1 ? one : many}`)
    .join(", ");
}

function askedSection({ scenario, seed, semantics, counts, levers }: RunRecord): Section {
  const { parameters } = scenario;
  const idle = levers.filter(({ acted }) => !acted).map(({ name }) => name);
  const rows: (readonly [string, string | undefined])[] = [
    ["scenario", `${scenario.id} (${scenario.file})`],
    ["population", populationText(parameters) ?? counted(counts.agents, "agent")],
    ["length", lengthText(parameters) ?? counted(counts.epochs, "epoch")],
    ["seed", String(seed)],
    ["semantics", semantics.name],
    ["levers and dynamics", levers.length === 0 ? "none" : levers.map(({ name }) => plainName(name)).join(", ")],
    ["of these without any effect", idle.length === 0 ? undefined : idle.map(plainName).join(", ")],
    ["parameters, SHA-256", scenario.parameters_sha256],
  ];
  const table = {
    caption: "What was run",
    columns: [words("what"), words("value")],
    rows: rows.flatMap(([what, value]) => (value === undefined ? [] : [[what, value]])),
  };
  return { id: "asked", title: "What was asked", blocks: [{ kind: "table", table }] };
}

function criteriaSection(criteria: readonly RecordedVerdict[]): Section {
  const block: Block =
    criteria.length === 0
      ? { kind: "text", text: "The scenario sets no criterion of success." }
      : {
          kind: "table",
          table: {
            caption: "Criteria of the scenario",
            columns: [words("criterion"), words("verdict"), numbers("measured"), numbers("limit"), words("remark")],
            rows: criteria.map(({ key, verdict, measured, limit, direction, reason }) => [
              key,
              verdict,
              figure(measured),
              `${direction ?? ""} ${short(limit)}`.trim(),
              reason ?? "",
            ]),
          },
        };
  return { id: "criteria", title: "Did it succeed?", blocks: [block] };
}

function figuresSection({ metrics }: RunRecord): Section {
  const names = Object.keys(metrics.pooled).filter((name) => metrics.pooled[name] !== null);
  const table = {
    caption: "Every figure that the run defines: pooled over all interactions, and as the mean of the epochs with data",
    columns: [words("metric"), numbers("pooled"), numbers("mean over epochs")],
    rows: names.map((name) => [name, figure(metrics.pooled[name]), figure(metrics.epoch_means[name])]),
  };
  return { id: "figures", title: "All figures", blocks: [{ kind: "table", table }] };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
