import type { Static } from "@sinclair/typebox";
import type { Controls } from "../../contract/dynamic.js";
import { amount, positive } from "../../contract/keys.js";
import { block } from "../block.js";

export const driftConfig = block(
  {
    alpha: amount(0.5, "sharpness lost per unit of toxicity so far, as a share of the sharpness at the start"),
    k_floor: positive(0.5, "sharpness of the sigmoid below which it does not fall"),
  },
  "the proxy loses its power to tell good from bad the more harm there was",
);

/** k = k0 max(k_floor / k0, 1 - alpha sum(T)), k0 the sharpness at the start. Source: SWARM v1.9.0. */
export class ProxyDrift {
  private sum = 0;
  private start: number;

  constructor(
    private readonly config: Static<typeof driftConfig>,
    private readonly controls: Controls,
  ) {
    this.start = controls.sigmoidK;
  }

  epochEnd(toxicity: number): void {
    this.sum += toxicity;
    const { alpha, k_floor } = this.config;
    this.controls.sigmoidK = this.start * Math.max(k_floor / this.start, 1 - alpha * this.sum);
    this.controls.note("proxy drift", { toxicity_so_far: this.sum, k: this.controls.sigmoidK });
  }

  save(): unknown {
    return { sum: this.sum, start: this.start, k: this.controls.sigmoidK };
  }

  restore(saved: unknown): void {
    const { sum, start, k } = saved as { sum: number; start: number; k: number };
    this.sum = sum;
    this.start = start;
    this.controls.sigmoidK = k;
  }
}
