import { describe, expect, it } from "vitest";
import { parseCondition } from "../../src/dynamics/perturbations/condition.js";

const figures = { epoch: 3, interactions: 10, toxicityRate: 0.4, qualityGap: -0.1 };
const holds = (text: string) => parseCondition(text)?.(figures);

describe("a condition", () => {
  it.each([
    ["toxicity_rate > 0.39", true],
    ["toxicity_rate > 0.4", false],
    ["toxicity_rate >= 0.4", true],
    ["toxicity_rate<0.4", false],
    ["toxicity_rate <= 0.4", true],
    ["  epoch == 3  ", true],
    ["epoch != 3", false],
    ["quality_gap < -0.05", true],
    ["quality_gap > -5e-2", false],
  ])("%s holds: %s", (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it.each([
    "",
    "toxicity > 0.4",
    "toxicity_rate 0.4",
    "toxicity_rate => 0.4",
    "epoch > two",
    "epoch > 1 and epoch < 4",
    "toString > 1",
    "epoch > ",
  ])("%s is none", (text) => {
    expect(parseCondition(text)).toBeUndefined();
  });
});
