import { describe, expect, it } from "vitest";
import { scriptedModel } from "../../../src/llm/providers/scripted.js";
import { modelClaims } from "../../../src/research/annotation/model-claims.js";

const PAPER = {
  title: "T",
  abstract: "Agents trade. Audits cut the “harm” of trades\nby half. Nothing else changes.".replaceAll("\n", " "),
  source: "",
};

const proposal = (more: object) => ({
  sentence: 'Audits cut the "harm" of trades by half.',
  claim: "audits cut harm",
  metric: "toxicity_rate",
  expected: "negative",
  kind: "difference",
  ...more,
});

const reading = (...claims: object[]) =>
  modelClaims(
    PAPER,
    scriptedModel(() => JSON.stringify({ claims })),
  );

describe("claims that a model proposes", () => {
  it("carry the sentence that was read, whose quotes may be those of typing", async () => {
    const { claims, refused } = await reading(proposal({}));
    expect(refused).toEqual([]);
    expect(claims).toEqual([{ ...proposal({}), testable: true, parameters: {} }]);
  });

  it("are refused when the paper does not hold the sentence", async () => {
    const { claims, refused } = await reading(
      proposal({ sentence: "Audits cut harm by three quarters." }),
      proposal({}),
    );
    expect(claims).toHaveLength(1);
    expect(refused).toEqual([
      { claim: "audits cut harm", why: 'the paper does not hold the sentence "Audits cut harm by three quarters."' },
    ]);
  });

  it("are refused when what they say of a sign does not fit their kind", async () => {
    const { claims, refused } = await reading(
      proposal({ kind: "equivalence" }),
      proposal({ expected: "zero" }),
      proposal({ kind: "level" }),
    );
    expect(claims).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual([
      "a claim that nothing changes has no sign",
      "a difference has a sign",
      "a level needs a threshold",
    ]);
  });

  it("without a metric are kept as claims that cannot be tested", async () => {
    const { claims } = await reading(proposal({ metric: "" }));
    expect(claims[0]).toMatchObject({ testable: false, metric: "" });
  });

  it("end the reading when the answer has another form", async () => {
    await expect(
      modelClaims(
        PAPER,
        scriptedModel(() => '{"claims": [{}]}'),
      ),
    ).rejects.toThrow("does not fit");
  });
});
