import type { Subcommand } from "../../contract/subcommand.js";

export const macpoNote: Subcommand = { register() {} };
