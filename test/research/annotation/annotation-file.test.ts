import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ScenarioError } from "../../../src/base/errors.js";
import { annotatePaper } from "../../../src/research/annotation/annotate.js";
import { annotationYaml } from "../../../src/research/annotation/annotation-yaml.js";
import { parseAnnotation } from "../../../src/research/annotation/parse-annotation.js";
import { ROOT } from "../../support/readme.js";

const faultsOf = (text: string): readonly string[] => {
  try {
    parseAnnotation(text, "a.yaml");
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split("\n");
    throw error;
  }
  return [];
};

const CLAIM = "claims:\n  - claim: audits lower harm\n    metric: toxicity_rate\n    expected: negative\n";

describe("an annotation file", () => {
  it("reads back what was written", () => {
    const paper = { title: "T: a", abstract: "We show that audits reduce harm a lot.", source: "" };
    const annotation = annotatePaper(paper, "both", {
      paper_id: "arxiv:2510.08240",
      annotated_at: "2026-01-31T12:00:00Z",
    });
    expect(annotation.arxiv_id).toBe("2510.08240");
    expect(parseAnnotation(annotationYaml(annotation), "a.yaml").annotation).toEqual(annotation);
  });

  it("has the keys of the reference system first, in its order", () => {
    const text = annotationYaml(annotatePaper({ title: "T", abstract: "", source: "" }, "both"));
    const keys = [...text.matchAll(/^(\w+):/gm)].map(([, key]) => key);
    expect(keys.filter((key) => key !== "annotator")).toEqual([
      "paper_id",
      "arxiv_id",
      "title",
      "risk_profile",
      "claims",
      "swarm_scenarios",
    ]);
  });

  it("takes what is missing for what the reference system takes it for", () => {
    const { annotation } = parseAnnotation("claims:\n  - claim: audits help\n    metric: average_quality\n", "a.yaml");
    expect(annotation.risk_profile).toEqual({
      interaction_density: "medium",
      failure_modes: [],
      assumptions: [],
      roles: [],
    });
    expect(annotation.claims[0]).toMatchObject({ testable: true, expected: "positive", kind: "difference" });
  });

  it("accepts words with hyphens and with underscores", () => {
    const text =
      "risk_profile:\n  assumptions: [assumes-honest-majority, static_eval_only]\n  failure_modes: [free-riding]\n";
    expect(parseAnnotation(text, "a.yaml").annotation.risk_profile).toMatchObject({
      assumptions: ["assumes_honest_majority", "static_eval_only"],
      failure_modes: ["free_riding"],
    });
  });

  it.each([
    ["an unknown key", "titel: T\n", 'a.yaml:1:1: unknown key "titel" (did you mean "title"?)'],
    [
      "an unknown metric",
      "claims:\n  - claim: harm\n    metric: toxicity_rat\n    expected: negative\n",
      'a.yaml:3:13: claims[0].metric is no metric: "toxicity_rat" (did you mean "toxicity_rate"?); swarm metrics lists them',
    ],
    [
      "an unknown assumption",
      "risk_profile:\n  assumptions: [assumes-honest-majorty]\n",
      "a.yaml:2:17: risk_profile.assumptions[0] must be one of assumes_honest_majority, ",
    ],
    ["an unreadable date", "annotated_at: yesterday\n", "a.yaml:1:15: annotated_at is no time of ISO-8601"],
    ["a month that is none", "annotated_at: 2026-13-01\n", "a.yaml:1:15: annotated_at is no time of ISO-8601"],
    [
      "a testable claim without a metric",
      "claims:\n  - claim: all is well\n",
      "a.yaml:2:5: claims[0].metric is missing",
    ],
    [
      "a sign test on a level",
      `${CLAIM}    kind: level\n`,
      "a.yaml:2:5: claims[0].threshold: whether toxicity_rate is below 0 is no question, as it lies in [0, 1]",
    ],
    [
      "one arm alone",
      "swarm_scenarios:\n  a: { control: true }\n",
      "a.yaml:1:1: swarm_scenarios has one arm: a study needs a control and a treatment",
    ],
    [
      "two controls",
      "swarm_scenarios:\n  a: { control: true }\n  b: { control: true }\n",
      "a.yaml:1:1: swarm_scenarios needs exactly one arm with control: true, and a and b are",
    ],
    [
      "an arm that there is not",
      `${CLAIM}    arm: tretment\nswarm_scenarios:\n  control: {}\n  treatment: {}\n`,
      'a.yaml:5:10: claims[0].arm is no arm: "tretment" (did you mean "treatment"?); there are: control, treatment',
    ],
    [
      "an agent type that there is not",
      "swarm_scenarios:\n  baseline: {}\n  b: { agent_roles: { honset: 2 } }\n",
      'a.yaml:3:23: swarm_scenarios.b.agent_roles.honset: unknown agent type "honset" (did you mean "honest"?)',
    ],
  ])("is refused for %s, at its place", (_, text, expected) => {
    const faults = faultsOf(text);
    expect(faults).toHaveLength(1);
    expect(faults[0].slice(0, expected.length)).toBe(expected);
  });

  it("tells of unknown metrics together with unknown words", () => {
    const faults = faultsOf(
      `risk_profile: { assumptions: [honest] }\n${CLAIM.replace("toxicity_rate", "toxicity_rat")}`,
    );
    expect(faults).toEqual([
      expect.stringMatching(/^a\.yaml:1:\d+: risk_profile\.assumptions\[0\] must be one of /),
      'a.yaml:4:13: claims[0].metric is no metric: "toxicity_rat" (did you mean "toxicity_rate"?); swarm metrics lists them',
    ]);
  });

  it("is called by its name when it is none", () => {
    expect(faultsOf("text")).toEqual(['a.yaml:1:1: a paper annotation is a map of keys, this is the string "text"']);
  });

  it("tells all faults at once", () => {
    expect(faultsOf("annotated_at: soon\nclaims:\n  - claim: a\n  - claim: b\n    metric: nothing\n")).toHaveLength(3);
  });

  it("ships for both alignment papers, each with a price claim, an equivalence and a claim that cannot be tested", () => {
    const folder = join(ROOT, "research/studies");
    const files = readdirSync(folder).filter((name) => name.endsWith(".annotation.yaml"));
    expect(files.sort()).toEqual(["macpo.annotation.yaml", "waltzrl.annotation.yaml"]);
    for (const file of files) {
      const { annotation } = parseAnnotation(readFileSync(join(folder, file), "utf8"), join(folder, file));
      const tested = annotation.claims.filter(({ testable }) => testable);
      expect(tested.some(({ metric, kind }) => /welfare/.test(metric) && kind === "equivalence")).toBe(true);
      expect(annotation.claims.filter(({ testable }) => !testable).every(({ why_not }) => (why_not ?? "") !== "")).toBe(
        true,
      );
      expect(annotation.claims.length - tested.length).toBeGreaterThan(0);
      expect(annotation.citation).toContain(annotation.arxiv_id);
    }
  });
});
