import { Type } from "@sinclair/typebox";
import { flag, keys, maybeWhole, oneOf, whole } from "../../contract/keys.js";
import { block } from "../block.js";

/** Understood and never applied, as in the reference system, where runs with and without it are identical. */
export const corruptionConfig = block(
  {
    enabled: flag(false, "whether signals would be corrupted"),
    targets: Type.Array(Type.String(), { default: ["task_progress_delta"], description: "signals" }),
    mode: oneOf("zero_out", ["zero_out", "invert", "random", "sticky"], "what would become of them"),
    schedule: Type.Array(
      keys({ start_epoch: whole(0, 0, "first epoch"), end_epoch: maybeWhole(0, "epoch at which it would end") }),
      { default: [], description: "when" },
    ),
  },
  "signals that would be corrupted",
);
