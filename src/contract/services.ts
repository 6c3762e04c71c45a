import type { HousePrompt } from "./house-prompt.js";
import type { Judge } from "./judge.js";
import type { ChatModel } from "./provider.js";

/** What a type takes from the rest of the scenario. Each part names the config key that asks for it: faults stand there. */
export interface Needs {
  /** Models by the role that they play. */
  readonly models: readonly { readonly role: string; readonly key: string; readonly name: string }[];
  readonly judge?: NeededJudge;
  readonly prompts?: NeededPrompts;
}

interface NeededPrompts {
  readonly key: string;
  /** A file of prompts; the built-in ones where it is undefined. */
  readonly file: string | undefined;
  /** Kinds of which there must be some. */
  readonly harmful: boolean;
  readonly harmless: boolean;
}

export interface NeededJudge {
  readonly key: string;
  readonly name: string;
  /** Keys for the judge, of which it takes those that it knows. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Keys of this judge alone, all of which it must know. */
  readonly own: { readonly key: string; readonly config: Readonly<Record<string, unknown>> };
  readonly model: { readonly key: string; readonly name: string | undefined };
  readonly labels: { readonly key: string; readonly file: string | undefined };
  /** Rules come with every exchange. */
  readonly rules: boolean;
  /** The judge has to tell a breach of rules even where the request was harmless. */
  readonly breaches: boolean;
}

/** What a group is given of what its type needs. */
export interface Services {
  /** The model that plays a role, asked in the name of a member: every call is logged and counted. */
  model(role: string, member: number): ChatModel;
  /** The judge; a model that it asks is asked in the name of the member. */
  judge(member: number): Judge;
  readonly prompts: readonly HousePrompt[];
}

/** For types that need nothing. */
export const NO_SERVICES: Services = {
  model(role) {
    throw new Error(`no model is at hand for "${role}": the type does not say that it needs one`);
  },
  judge() {
    throw new Error("no judge is at hand: the type does not say that it needs one");
  },
  prompts: [],
};
