import type { Judge, JudgeContext } from "../contract/judge.js";
import { type CallContext, type ChatModel, type Completion, ModelError } from "../contract/provider.js";
import type { NeededJudge, Needs, Services } from "../contract/services.js";
import type { AgentNote } from "../model/agent-note.js";
import { HOUSE_PROMPTS } from "../pair/house-prompts/all.js";
import type { Extensions } from "./extensions.js";
import type { Material } from "./material.js";
import { asksModel, judgeConfig } from "./needs.js";

/** The parts of a run that services reach. */
export interface ServiceContext {
  readonly models: ReadonlyMap<string, ChatModel>;
  readonly material: Material;
  readonly extensions: Extensions;
  readonly clock: { readonly epoch: number; readonly step: number };
  readonly idOf: (agent: number) => string;
  readonly note: (note: AgentNote) => void;
}

/** Role under which a judge asks its model. */
const JUDGE = "judge";

/** What the members of a group are given of what their type needs. */
export function servicesFor(needs: Needs, members: readonly number[], context: ServiceContext): Services {
  const judges = new Map<number, Judge>();
  return {
    model(role, member) {
      const found = needs.models.find((one) => one.role === role);
      if (found === undefined)
        throw new Error(`no model is at hand for "${role}": the type does not say that it needs one`);
      return inTheNameOf(members[member], role, found.name, context);
    },
    judge(member) {
      if (needs.judge === undefined) throw new Error("no judge is at hand: the type does not say that it needs one");
      // One for all members where it asks nobody.
      const key = asksModel(needs.judge, context.extensions) ? member : 0;
      const judge = judges.get(key) ?? judgeFor(needs.judge, members[member], context);
      judges.set(key, judge);
      return judge;
    },
    prompts: promptsOf(needs, context.material),
  };
}

function promptsOf({ prompts }: Needs, material: Material): Services["prompts"] {
  if (prompts === undefined) return [];
  if (prompts.file === undefined) return HOUSE_PROMPTS;
  const found = material.prompts[prompts.file];
  if (found === undefined) throw new Error(`the prompts of ${prompts.file} were not read`);
  return found;
}

function judgeFor(needed: NeededJudge, agent: number, context: ServiceContext): Judge {
  const { extensions, material } = context;
  const definition = extensions.judges.find(needed.name);
  if (definition === undefined) throw new Error(extensions.judges.unknown(needed.name));
  const { model, labels } = needed;
  const config = judgeConfig(needed, definition);
  const judgeContext: JudgeContext = {
    ...(asksModel(needed, extensions) &&
      model.name !== undefined && { model: inTheNameOf(agent, JUDGE, model.name, context) }),
    ...(labels.file !== undefined && { labels: material.labels[labels.file] ?? [] }),
  };
  return definition.create(config, judgeContext);
}

/**
 * The model, asked by one agent in one role. Each call that was answered, in whatever form, is noted with what it took;
 * one that was not ends the run, and the record of calls tells of it.
 */
function inTheNameOf(agent: number, role: string, name: string, context: ServiceContext): ChatModel {
  const model = context.models.get(name);
  if (model === undefined) throw new Error(`the model "${name}" was not opened`);
  const { clock, idOf, note } = context;
  return {
    identity: model.identity,
    async complete(request, given) {
      const { epoch, step } = clock;
      const asked: CallContext = { ...given, from: { agent: idOf(agent), role, epoch, step } };
      const told = (spent: Spent, invalid: number) =>
        note({ agent, action: "model_call", figures: figuresOf(spent, invalid), texts: { role, model: name } });
      try {
        const completion = await model.complete(request, asked);
        told(completion, 0);
        return completion;
      } catch (error) {
        if (error instanceof ModelError && error.isInvalidAnswer) told(error.detail, 1);
        throw error;
      }
    },
  };
}

type Spent = Partial<Pick<Completion, "usage" | "price">> & Pick<Completion, "failed">;

/**
 * What a call took, with the answers in its course that were invalid. Tries that the model never answered (an endpoint that
 * is down) are left out: they change with the weather, and the log does not.
 */
function figuresOf({ usage, price, failed }: Spent, invalid: number): Readonly<Record<string, number>> {
  const answered = failed.filter(({ kind }) => INVALID.has(kind));
  const all = [{ usage, price }, ...answered];
  const prices = all.map((one) => one.price);
  const usages = all.map((one) => one.usage);
  const known = usages.every((one) => one !== undefined);
  return {
    invalid_answers: answered.length + invalid,
    ...(known && {
      input_tokens: usages.reduce((sum, one) => sum + (one?.inputTokens ?? 0), 0),
      output_tokens: usages.reduce((sum, one) => sum + (one?.outputTokens ?? 0), 0),
    }),
    ...(prices.every((one) => one !== undefined) && {
      price_usd: prices.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    }),
  };
}

/** Kinds of failure in which the model did answer. */
const INVALID: ReadonlySet<string> = new Set(["truncated", "invalid_json", "wrong_schema"]);
