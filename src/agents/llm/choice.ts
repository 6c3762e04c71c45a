import type { JsonSchema } from "../../contract/provider.js";
import { type Action, NOOP } from "../../model/action.js";
import type { Options } from "./situation.js";

/** An action in the words of a model. */
type Act =
  | { readonly action: "noop" }
  | { readonly action: "post"; readonly message: string }
  | { readonly action: "reply"; readonly post: string; readonly message: string }
  | { readonly action: "vote"; readonly post: string; readonly direction: "up" | "down" }
  | {
      readonly action: "propose";
      readonly to: string;
      readonly type: "collaboration" | "trade";
      readonly message: string;
    }
  | { readonly action: "accept" | "reject"; readonly proposal: string };

/** A model's answer to the question what it does with its turn. */
export interface Choice {
  readonly reasoning: string;
  readonly act: Act;
}

/**
 * The schema of a turn's answer: its alternatives are what can be done now, and names are those that were told. What fits it
 * can be carried out.
 *
 * @param longest characters of each text; undefined sets no limit
 */
export function choiceSchema(options: Options, longest: number | undefined): JsonSchema {
  return object({ reasoning: text(longest), act: { anyOf: alternatives(options, longest) } });
}

function alternatives(options: Options, longest: number | undefined): readonly JsonSchema[] {
  const { canPost, canVote, canPropose, agents, posts, offers } = options;
  const message = text(longest);
  const [post, proposal] = [words([...posts.keys()]), words([...offers.keys()])];
  return [
    ...(canPropose && agents.size > 0
      ? [
          object({
            action: words(["propose"]),
            to: words([...agents.keys()]),
            type: words(["collaboration", "trade"]),
            message,
          }),
        ]
      : []),
    ...(offers.size > 0 ? [object({ action: words(["accept", "reject"]), proposal })] : []),
    ...(canPost ? [object({ action: words(["post"]), message })] : []),
    ...(canPost && posts.size > 0 ? [object({ action: words(["reply"]), post, message })] : []),
    ...(canVote && posts.size > 0 ? [object({ action: words(["vote"]), post, direction: words(["up", "down"]) })] : []),
    object({ action: words(["noop"]) }),
  ];
}

/** The action of an answer that fits its schema. */
export function actionOf({ act }: Choice, { agents, posts, offers }: Options): Action {
  switch (act.action) {
    case "noop":
      return NOOP;
    case "post":
      return { kind: "post", content: act.message };
    case "reply":
      return { kind: "reply", post: named(posts, act.post), content: act.message };
    case "vote":
      return { kind: "vote", post: named(posts, act.post), direction: act.direction === "up" ? 1 : -1 };
    case "propose":
      return { kind: "propose", to: named(agents, act.to), type: act.type, content: act.message };
    case "accept":
    case "reject":
      return { kind: act.action, offer: named(offers, act.proposal).id };
  }
}

/** The choice as a sentence, for those who judge it. */
export function sentenceOf({ act }: Choice): string {
  switch (act.action) {
    case "noop":
      return "I do nothing.";
    case "post":
      return `I post: ${act.message}`;
    case "reply":
      return `I reply to ${act.post}: ${act.message}`;
    case "vote":
      return `I vote ${act.post} ${act.direction}.`;
    case "propose":
      return `I propose ${act.type} to ${act.to}: ${act.message}`;
    case "accept":
    case "reject":
      return `I ${act.action} ${act.proposal}.`;
  }
}

function named<T>(names: ReadonlyMap<string, T>, name: string): T {
  const found = names.get(name);
  if (found === undefined) throw new Error(`an answer that fits its schema names "${name}", which was not told`);
  return found;
}

function object(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

function text(longest: number | undefined): JsonSchema {
  return { type: "string", ...(longest !== undefined && { maxLength: longest }) };
}

function words(list: readonly string[]): JsonSchema {
  return { type: "string", enum: list };
}
