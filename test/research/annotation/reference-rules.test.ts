import { describe, expect, it } from "vitest";
import { annotatePaper } from "../../../src/research/annotation/annotate.js";
import type { Paper } from "../../../src/research/annotation/paper.js";
import {
  referenceClaims,
  referenceDirection,
  referenceMetric,
  referenceProfile,
} from "../../../src/research/annotation/reference-rules.js";

const paper = (abstract: string, source = ""): Paper => ({ title: "", abstract, source });

/** The first vector that was computed with the reference system, version 1.9. */
const VECTOR = paper(
  "We study agents that trade under information asymmetry. We show that adverse selection emerges without governance. " +
    "Our results indicate that audits reduce harm in mixed populations. Agents collude when unobserved and most agents " +
    "are honest in our setup.",
);

describe("the rules of the reference system", () => {
  it("read its own example as it does: profile, claims, metrics, directions", () => {
    expect(referenceProfile(VECTOR)).toEqual({
      interaction_density: "low",
      failure_modes: ["collusion", "adverse_selection"],
      assumptions: ["assumes_honest_majority"],
    });
    expect(referenceClaims(VECTOR).map(({ at: _, ...claim }) => claim)).toEqual([
      { claim: "adverse selection emerges without governance", metric: "quality_gap", expected: "zero" },
      { claim: "audits reduce harm in mixed populations", metric: "toxicity_rate", expected: "negative" },
    ]);
  });

  it.each([
    [7, "low"],
    [8, "medium"],
    [19, "medium"],
    [20, "high"],
  ] as const)("call %i words of dealing with each other %s", (count, density) => {
    expect(referenceProfile(paper("agent ".repeat(count))).interaction_density).toBe(density);
  });

  it("count words inside of other words, in the abstract and in the source", () => {
    const text = paper("Subagents, renegotiating, cooperation", "the exchanges of transactions");
    // agent, negotiat, cooperat, exchange, transact: one each; "transactions" holds "transact" alone
    expect(referenceProfile(text).interaction_density).toBe("low");
    expect(referenceProfile(paper("agents ".repeat(4), "agents ".repeat(4))).interaction_density).toBe("medium");
  });

  it("list failure modes in their own order, whatever the order of the text", () => {
    const text = paper("Shirking, an arms race, gridlock, lemons, dishonest cartels.");
    expect(referenceProfile(text).failure_modes).toEqual([
      "collusion",
      "deception",
      "adverse_selection",
      "miscoordination",
      "conflict",
      "free_riding",
    ]);
  });

  it("end a claim at the first full stop, even one inside of a number", () => {
    const [claim] = referenceClaims(paper("We find that it reduces toxicity by 12.5 % in all runs."));
    expect(claim.claim).toBe("it reduces toxicity by 12");
  });

  it("drop fragments below ten characters and keep what is said twice, pattern after pattern", () => {
    const text = paper(
      "This analysis shows higher welfare overall. We show that it works. We prove that welfare rises more. " +
        "Our experiments show that welfare rises more.",
    );
    expect(referenceClaims(text).map(({ claim }) => claim)).toEqual([
      "welfare rises more",
      "welfare rises more",
      "higher welfare overall",
    ]);
  });

  it("give a metric to the most of its words, the first of equals, and none to none", () => {
    expect(referenceMetric("harm and welfare")).toBe("toxicity_rate");
    expect(referenceMetric("harm, welfare and surplus")).toBe("total_welfare");
    expect(referenceMetric("the average quality")).toBe("quality_gap");
    expect(referenceMetric("average quality and overall quality")).toBe("average_quality");
    expect(referenceMetric("speed")).toBe("");
  });

  it("count the words for more and for less, parts of words included", () => {
    expect(referenceDirection("unless it gains more")).toBe("positive");
    expect(referenceDirection("nevertheless")).toBe("negative");
    expect(referenceDirection("against it, less")).toBe("zero");
    expect(referenceDirection("nothing of the kind")).toBe("zero");
  });

  it("are what an annotation rests on unless they find nothing that can be tested", () => {
    expect(annotatePaper(VECTOR, "both").annotator.name).toBe("swarm-1.9");
    expect(annotatePaper(VECTOR, "both").claims).toEqual(annotatePaper(VECTOR, "swarm-1.9").claims);
    const vague = paper("We show that the method works well enough. Feedback reduces harm.");
    expect(annotatePaper(vague, "swarm-1.9").claims.map(({ testable }) => testable)).toEqual([false]);
    const both = annotatePaper(vague, "both");
    expect(both.annotator.name).toBe("sentences");
    expect(both.claims.filter(({ testable }) => testable).map(({ claim }) => claim)).toEqual(["Feedback reduces harm"]);
  });
});
