import { Type } from "@sinclair/typebox";
import { whole } from "../contract/keys.js";
import { defineLever } from "../contract/lever.js";

export const bandwidthCap = defineLever({
  name: "bandwidth_cap",
  summary: "declared, without effect: a cap that nothing enforces",
  config: Type.Object({ bandwidth_cap: whole(10, 0, "actions per step that nothing counts") }),
  inert: { bandwidth_cap: "nothing enforces it, in the reference system neither" },
  isOn: () => false,
  create: () => ({}),
});
