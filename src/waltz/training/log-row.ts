import { AGENTS } from "../environments/environment.js";
import type { IterationRow } from "./iteration-row.js";
import type { SupervisedRow } from "./supervised-trainer.js";

/** A row of the log as it is filed: figures by column; what is not defined is null in JSON, and an empty cell. */
export type LogRow = Readonly<Record<string, number | string | undefined>>;

/** Columns: `iteration`, figures of the exchanges, then per agent the reward, its parts, the distance, the clip, the gradient. */
export function logRow(row: IterationRow): LogRow {
  const agents = AGENTS.flatMap((agent) => {
    const { reward, parts, kl, clipShare, gradientNorm } = row.agents[agent];
    return [
      [`${agent}_reward`, reward],
      ...Object.entries(parts).map(([name, part]) => [`${agent}_${name}`, part]),
      [`${agent}_kl`, kl],
      [`${agent}_clip_share`, clipShare],
      [`${agent}_gradient_norm`, gradientNorm],
    ];
  });
  return {
    iteration: row.iteration,
    first_reward: row.firstReward,
    final_reward: row.finalReward,
    unsafe_rate: row.unsafeRate,
    overrefusal_rate: row.overrefusalRate,
    trigger_rate: row.triggerRate,
    improved: row.improved,
    worsened: row.worsened,
    label_accuracy: row.labelAccuracy,
    parse_errors: row.parseErrors,
    quality_improvement: row.qualityImprovement,
    ...Object.fromEntries(agents),
    calls: row.calls,
    alarms: row.alarms.length === 0 ? undefined : row.alarms.join(" "),
  };
}

/** Columns: `iteration`, and the loss of each agent. */
export function supervisedLogRow({ iteration, losses }: SupervisedRow): LogRow {
  return { iteration, conversation_loss: losses.conversation, feedback_loss: losses.feedback };
}
