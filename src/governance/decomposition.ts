import { Type } from "@sinclair/typebox";
import { flag, whole } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";

const WHY =
  "it would penalise agents most of whose proposals were rejected, and only accepted ones are counted, in the reference system too";

export const decomposition = defineLever({
  name: "decomposition",
  summary: "declared, without effect: a penalty for a share of rejected proposals that is always 0",
  config: Type.Object({
    decomposition_enabled: flag(false, "switches the lever on"),
    decomposition_horizon_threshold: whole(10, 1, "steps per epoch from which agents would be looked at"),
  }),
  inert: { decomposition_enabled: WHY, decomposition_horizon_threshold: WHY },
  isOn: ({ decomposition_enabled }) => decomposition_enabled,
  create: () => ({}),
});
