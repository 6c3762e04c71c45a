import { describe, expect, it } from "vitest";
import { NO_AUDITS, POND, pond } from "../support/pond.js";
import { filesBelow } from "../support/temporary.js";

const here = pond();
const { write } = here;

describe("swarm compare refuses, with 2 and before anything is written,", () => {
  const refused = async (args: readonly string[], ...messages: readonly string[]) => {
    const before = filesBelow(here.folder);
    const { code, stdout, stderr } = await here.swarm("compare", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    for (const message of messages) expect(stderr).toContain(message);
    expect(filesBelow(here.folder)).toEqual(before);
    return stderr;
  };

  it("an arm that changes nothing", async () => {
    await refused(["pond.yaml", "--arm", "same: governance.audit_enabled=true"], "all their parameters are the same");
    await refused(
      ["pond.yaml", "--arm", "idle: governance.freeze_threshold_toxicity=0.1"],
      '--arm idle: "idle" changes nothing against "base": governance.freeze_threshold_toxicity has no effect: the lever circuit_breaker is off',
    );
    await refused(["pond.yaml", ...NO_AUDITS, "--arm", "again: governance.audit_enabled=false"], 'against "no audits"');
    write("twin.yaml", POND.replace("pond", "twin"));
    await refused(["pond.yaml", "twin.yaml"], 'twin.yaml: "twin" changes nothing against "pond"');
    await refused(["pond.yaml", "./pond.yaml"], "given twice");
  });

  it("one seed", async () => {
    const stderr = await refused(["pond.yaml", ...NO_AUDITS, "--seeds", "1"], "One run tells nothing of the spread");
    expect(stderr.trimEnd().split("\n")).toHaveLength(2);
  });

  it("nothing to compare with", async () => {
    await refused([], "nothing to compare");
    await refused(["pond.yaml"], "nothing to compare pond.yaml with");
    await refused(["pond.yaml", "pond.yaml", ...NO_AUDITS], "--arm varies one scenario");
  });

  it("paths and metrics that there are not, all of them at once", async () => {
    await refused(
      ["pond.yaml", "--arm", "a: governance.audit_enable=false", "--arm", "b: agents.9.count=2"],
      '--arm governance.audit_enable=false: unknown key "audit_enable" in governance (did you mean "audit_enabled"?)',
      '--arm agents.9.count=2: agents is a list of 3: there is no entry "9"',
    );
    await refused(
      ["pond.yaml", ...NO_AUDITS, "--primary", "toxicty_rate", "--metrics", "spread,qualty_gap"],
      '--primary toxicty_rate: there is no metric "toxicty_rate" (did you mean "toxicity_rate"?)',
      '--metrics qualty_gap: there is no metric "qualty_gap" (did you mean "quality_gap"?)',
    );
  });

  it("arms that cannot be read, or carry a name twice", async () => {
    await refused(["pond.yaml", "--arm", "x:"], "an arm is written 'name: key=value'");
    await refused(["pond.yaml", "--arm", ": payoff.h=3"], "an arm needs a name before the colon");
    await refused(["pond.yaml", "--arm", "base: payoff.h=3"], 'two arms are called "base"');
    await refused(["pond.yaml", ...NO_AUDITS, "--control", "no audit"], 'did you mean "no audits"?');
  });

  it("seeds that share streams, and seeds that the scenario is to set", async () => {
    const compat = [...NO_AUDITS, "--compat", "swarm-1.9", "--seed-step", "5"];
    await refused(["pond.yaml", ...compat], "--seed-step 5: ", "seeds less than 6 apart share streams");
    await refused(["pond.yaml", ...NO_AUDITS, "--set", "simulation.seed=3"], "seeds come from --seeds");
  });

  it("options that do not go together", async () => {
    const zeros = ["--estimand", "epoch_mean_with_zeros"];
    await refused(["pond.yaml", ...NO_AUDITS, ...zeros], "which only --compat swarm-1.9 does");
    await refused(["pond.yaml", ...NO_AUDITS, "--effect", "1"], "--effect: is for --plan");
    await refused(["x.csv", "--seeds", "5", "--set", "a=1"], "--seeds: has no meaning with tables", "--set: has no");
    await refused(["pond.yaml", ...NO_AUDITS, "--name", "../x"], "a name is made of letters");
  });

  it("places where nothing can be written", async () => {
    await refused(["pond.yaml", ...NO_AUDITS, "--out", "pond.yaml"], "the file cannot be written");
  });
});
