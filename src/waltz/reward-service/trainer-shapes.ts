import { REWARDS } from "../rewards/registry.js";
import {
  OPENRLHF_LABEL,
  type OpenRlhfLabel,
  type OpenRlhfRequest,
  type RequestFault,
  type RewardsRequest,
  type RolloutRequest,
  schemaFaults,
  type TrlRequest,
} from "./request-schema.js";
import type { Checked } from "./scoring-request.js";

/** Special tokens at the end of a decoded sample: `<|eot_id|>`, `</s>`, `<eos>`, `<end_of_turn>`, ... */
const SPECIAL_END = /(?:\s*(?:<\|[^|<>\s]+\|>|<\/s>|<eos>|<end_of_turn>|<pad>|\[PAD\]))+\s*$/;

/** A request of OpenRLHF's (`--remote_rm_url`) as one of ours: the sampled text is what follows the prompt in the query. */
export function fromOpenRlhf(reward: string, { query, prompts, labels }: OpenRlhfRequest): Checked<RewardsRequest> {
  const faults: RequestFault[] = unequal({ query, prompts, labels });
  const rollouts = query.map((text, at): RolloutRequest | undefined => {
    const prompt = prompts[at] ?? "";
    const found = text.indexOf(prompt);
    if (found === -1) faults.push({ path: `/query/${at}`, message: "the query does not contain its prompt" });
    const label = labelOf(labels[at], `/labels/${at}`, faults);
    if (found === -1 || label === undefined) return undefined;
    const sampled = text.slice(found + prompt.length).replace(SPECIAL_END, "");
    return completed(reward, { prompt, ...label }, sampled, `/labels/${at}`, faults);
  });
  return faults.length > 0 ? { faults } : { value: { reward, rollouts: rollouts.filter((one) => one !== undefined) } };
}

/** What TRL hands to a reward function, with the columns that the reward needs, as a request of ours. */
export function fromTrl(reward: string, request: TrlRequest): Checked<RewardsRequest> {
  const { unrevised, ...columns } = request;
  const faults: RequestFault[] = unequal(columns);
  const rollouts = request.prompts.map((prompt, at) => {
    const label = {
      prompt: request.question?.[at] ?? lastOf(prompt),
      harmful: request.harmful[at] ?? false,
      answers: request.answers?.[at],
      feedback: request.feedback?.[at],
      context: request.context?.[at],
      unrevised,
    };
    return completed(reward, label, lastOf(request.completions[at] ?? ""), `/prompts/${at}`, faults);
  });
  return faults.length > 0 ? { faults } : { value: { reward, rollouts: rollouts.filter((one) => one !== undefined) } };
}

/** The exchange with the sampled text in its place: the last answer, or the feedback on the last answer. */
function completed(
  reward: string,
  { answers = [], feedback = [], ...rest }: { prompt: string; harmful: boolean } & Partial<RolloutRequest>,
  sampled: string,
  path: string,
  faults: RequestFault[],
): RolloutRequest | undefined {
  const agent = REWARDS.find(reward)?.agent;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as typeof rest;
  if (agent === "conversation" && feedback.length === answers.length) {
    return { ...given, answers: [...answers, sampled], feedback: [...feedback], turn: answers.length };
  }
  if (agent === "feedback" && answers.length > 0 && feedback.length === answers.length - 1) {
    return { ...given, answers: [...answers], feedback: [...feedback, sampled], turn: answers.length - 1 };
  }
  const message =
    agent === "conversation"
      ? "the sampled answer follows as many feedbacks as answers"
      : agent === "feedback"
        ? "the sampled feedback is on the last of `answers`, with one feedback fewer before it"
        : `${reward} is not of one agent: send it to /v1/rewards`;
  faults.push({ path, message });
  return undefined;
}

function labelOf(label: OpenRlhfRequest["labels"][number], path: string, faults: RequestFault[]) {
  let value: unknown = label;
  if (typeof label === "string") {
    try {
      value = JSON.parse(label);
    } catch {
      faults.push({ path, message: "the label must be JSON text with at least `harmful`" });
      return undefined;
    }
  }
  const wrong = schemaFaults(OPENRLHF_LABEL, value, path);
  faults.push(...wrong);
  return wrong.length === 0 ? (value as OpenRlhfLabel) : undefined;
}

function lastOf(said: TrlRequest["prompts"][number]): string {
  if (typeof said === "string") return said;
  const users = said.filter(({ role }) => role === "user");
  return (users.at(-1) ?? said.at(-1))?.content ?? "";
}

/** Lists of a batch are of one length. */
function unequal(lists: Readonly<Record<string, readonly unknown[] | undefined>>): RequestFault[] {
  const [first, ...others] = Object.entries(lists).flatMap(([name, list]) =>
    list ? [{ name, length: list.length }] : [],
  );
  return others
    .filter(({ length }) => length !== first.length)
    .map(({ name, length }) => ({
      path: `/${name}`,
      message: `it has ${length} entries, and ${first.name} has ${first.length}`,
    }));
}
