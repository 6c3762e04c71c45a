import { Type } from "@sinclair/typebox";
import { type ConfigFault, defineDynamic } from "../contract/dynamic.js";
import { keys } from "../contract/keys.js";
import { AgentDropout, dropoutConfig, dropoutFaults } from "./perturbations/agent-dropout.js";
import { NetworkPartition, partitionConfig, partitionFaults } from "./perturbations/network-partition.js";
import { ParameterShocks, shockedKeys, shockFaults, shocksConfig } from "./perturbations/parameter-shocks.js";
import { ResourceShock, resourceShockConfig, resourceShockFaults } from "./perturbations/resource-shock.js";
import { corruptionConfig } from "./perturbations/signal-corruption.js";

const under = (block: string, faults: readonly ConfigFault[]): ConfigFault[] =>
  faults.map((fault) => ({ ...fault, path: [block, ...fault.path] }));

export const perturbations = defineDynamic({
  name: "perturbations",
  summary: "shocks from outside: agents drop out, governance, the network or resources change at a stroke",
  config: keys({
    seed: Type.Optional(
      Type.Unsafe<number | null>({
        type: ["integer", "null"],
        minimum: -Number.MAX_SAFE_INTEGER,
        maximum: Number.MAX_SAFE_INTEGER,
        description: "seed of its draws; left out, they go with the run's seed",
      }),
    ),
    agent_dropout: dropoutConfig,
    signal_corruption: corruptionConfig,
    parameter_shocks: shocksConfig,
    network_partition: partitionConfig,
    resource_shock: resourceShockConfig,
  }),
  inert: { "signal_corruption.enabled": "nothing corrupts signals, in the reference system neither" },
  leverKeys: ({ parameter_shocks }) => shockedKeys(parameter_shocks),
  check: (config, rest) => [
    ...under("agent_dropout", dropoutFaults(config.agent_dropout)),
    ...under("parameter_shocks", shockFaults(config.parameter_shocks, rest)),
    ...under("network_partition", partitionFaults(config.network_partition, rest)),
    ...under("resource_shock", resourceShockFaults(config.resource_shock)),
  ],
  create(config, { controls, streams, semantics }) {
    const seed = config.seed ?? undefined;
    const dropouts = streams("dropout", seed);
    // The reference system has one stream for all of them.
    const cuts = semantics.randomness === "cpython" ? dropouts : streams("partition", seed);
    const { agent_dropout, parameter_shocks, network_partition, resource_shock } = config;
    const dropout = agent_dropout.enabled ? new AgentDropout(agent_dropout, controls, dropouts) : undefined;
    const shocks = parameter_shocks.enabled
      ? new ParameterShocks(parameter_shocks, controls, semantics.unknownShockKeyEndsHook)
      : undefined;
    const partition = network_partition.enabled ? new NetworkPartition(network_partition, controls, cuts) : undefined;
    const resources = resource_shock.enabled ? new ResourceShock(resource_shock, controls) : undefined;
    const parts = { dropouts, cuts, dropout, shocks, partition, resources };

    return {
      epochStart(epoch) {
        if (shocks?.epochStart(epoch) === false) return;
        partition?.strike(epoch);
        resources?.strike(epoch);
        partition?.heal(epoch);
      },
      stepStart: dropout && (() => dropout.stepStart()),
      mayAct: dropout && ((agent) => !dropout.isOut(agent)),
      epochEnd: shocks && ((figures) => shocks.epochEnd(figures)),
      save: () => Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part?.save() ?? null])),
      restore(saved) {
        const state = saved as Record<string, unknown>;
        for (const [name, part] of Object.entries(parts)) part?.restore(state[name]);
      },
    };
  },
});
