import { Type } from "@sinclair/typebox";
import { defineDynamic } from "../contract/dynamic.js";
import { keys, oneOf } from "../contract/keys.js";
import { driftConfig, ProxyDrift } from "./toxicity/proxy-drift.js";
import { contagionConfig, QualityContagion } from "./toxicity/quality-contagion.js";
import { erosionConfig, TrustErosion } from "./toxicity/trust-erosion.js";

const MECHANISMS = ["proxy_drift", "trust_erosion", "quality_contagion"] as const;

export const dynamicToxicity = defineDynamic({
  name: "dynamic_toxicity",
  summary: "harm that feeds on itself at the end of every epoch that had interactions",
  config: keys({
    enabled: Type.Array(oneOf("proxy_drift", MECHANISMS, "a mechanism"), {
      default: [],
      description: "the mechanisms that act, in the order drift, erosion, contagion",
    }),
    proxy_drift: driftConfig,
    trust_erosion: erosionConfig,
    quality_contagion: contagionConfig,
  }),
  check: ({ enabled }) =>
    enabled.length > 0
      ? []
      : [{ path: ["enabled"], message: "names no mechanism: nothing acts", refused: "never" as const }],
  create(config, { controls, streams }) {
    const has = (mechanism: (typeof MECHANISMS)[number]) => config.enabled.includes(mechanism);
    const drift = has("proxy_drift") ? new ProxyDrift(config.proxy_drift, controls) : undefined;
    const erosion = has("trust_erosion")
      ? new TrustErosion(config.trust_erosion, controls, streams("trust_erosion"))
      : undefined;
    const contagion = has("quality_contagion") ? new QualityContagion(config.quality_contagion, controls) : undefined;
    const parts = { drift, erosion, contagion };

    return {
      settled: contagion && ((interaction) => contagion.settled(interaction)),
      epochEnd({ interactions, toxicityRate }) {
        if (interactions === 0) return;
        drift?.epochEnd(toxicityRate);
        erosion?.epochEnd(toxicityRate);
        contagion?.epochEnd();
      },
      save: () => Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part?.save() ?? null])),
      restore(saved) {
        const state = saved as Record<string, unknown>;
        for (const [name, part] of Object.entries(parts)) part?.restore(state[name]);
      },
    };
  },
});
