import { describe, expect, it } from "vitest";
import { ResourceShock } from "../../src/dynamics/perturbations/resource-shock.js";
import { FakeControls } from "../support/fake-controls.js";

type Config = ConstructorParameters<typeof ResourceShock>[0];

function resourcesAfter(config: Partial<Config>, epochs: readonly number[] = [1]): number[] {
  const controls = new FakeControls(["honest", "deceptive", "honest"]);
  controls.cast[0].resources = 40;
  controls.cast[1].resources = 100;
  controls.cast[2].resources = -20;
  controls.cast[1].frozen = true;
  const shock = new ResourceShock(
    { enabled: true, trigger: "epoch", at_epoch: 1, mode: "drain_all", magnitude: 0.25, ...config },
    controls,
  );
  for (const epoch of epochs) shock.strike(epoch);
  return controls.cast.map(({ resources }) => resources);
}

describe("a resource shock", () => {
  it("drains everybody's resources by its magnitude, the frozen included", () => {
    expect(resourcesAfter({})).toEqual([30, 75, -15]);
  });

  it("redistributes by moving everybody toward the mean", () => {
    expect(resourcesAfter({ mode: "redistribute" })).toEqual([40, 85, -5]);
    expect(resourcesAfter({ mode: "redistribute", magnitude: 1 })).toEqual([40, 40, 40]);
  });

  it("inflates by its magnitude", () => {
    expect(resourcesAfter({ mode: "inflate", magnitude: 2 })).toEqual([120, 300, -60]);
  });

  it("acts once, at its epoch, and never on a condition", () => {
    expect(resourcesAfter({}, [0, 1, 2, 1])).toEqual([30, 75, -15]);
    expect(resourcesAfter({ trigger: "condition" }, [0, 1, 2])).toEqual([40, 100, -20]);
    expect(resourcesAfter({ at_epoch: null }, [0, 1, 2])).toEqual([40, 100, -20]);
  });
});
