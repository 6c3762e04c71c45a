import type { TSchema } from "@sinclair/typebox";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { InputError, StoppedError } from "../../base/errors.js";
import {
  OPENRLHF_REQUEST,
  REWARDS_REQUEST,
  type RequestFault,
  type RewardsRequest,
  schemaFaults,
  TRL_REQUEST,
} from "../../waltz/reward-service/request-schema.js";
import { type Score, type Scorers, scoreAll } from "../../waltz/reward-service/score.js";
import { type Checked, type ScoringRequest, scoringRequest } from "../../waltz/reward-service/scoring-request.js";
import { fromOpenRlhf, fromTrl } from "../../waltz/reward-service/trainer-shapes.js";
import { REWARDS } from "../../waltz/rewards/registry.js";

export interface RewardAppOptions {
  readonly scorers: Scorers;
  /** Name of the judge. */
  readonly judge: string;
  /** Bytes of a body, at most. */
  readonly largest: number;
  readonly version: string;
  /** Is told of faults of the program. */
  failed(error: unknown): void;
}

/** The reward functions over HTTP: routes and shapes are on docs/waltz-serving.md. */
export function rewardApp({ scorers, judge, largest, version, failed }: RewardAppOptions): Hono {
  const app = new Hono();
  const tooLarge = (c: Context) => refusal(c, 413, [{ path: "/", message: `the body is over ${largest} bytes` }]);
  app.use(bodyLimit({ maxSize: largest, onError: tooLarge }));

  app.get("/health", (c) => c.json({ status: "ok", version, judge, revises: scorers.revise !== undefined }));
  app.get("/rewards", (c) =>
    c.json(
      [...REWARDS].map(({ name, agent, summary, formula, source, weights }) => ({
        name,
        agent,
        summary,
        formula,
        source,
        weights,
      })),
    ),
  );
  app.get("/schema", (c) =>
    c.json({ "/v1/rewards": REWARDS_REQUEST, "/openrlhf/:reward": OPENRLHF_REQUEST, "/trl/:reward": TRL_REQUEST }),
  );

  app.post("/v1/rewards", (c) =>
    answered<RewardsRequest>(
      c,
      scorers,
      REWARDS_REQUEST,
      (body) => ({ value: body }),
      (scores, request) => ({
        reward: request.definition.name,
        weights: request.weights,
        judge,
        rewards: scores.map(({ reward }) => reward),
        samples: scores.map(({ parts, labels, feedback }) => ({ parts, labels, feedback })),
      }),
    ),
  );
  app.post("/openrlhf/:reward", (c) => {
    const name = c.req.param("reward");
    return answered(
      c,
      scorers,
      OPENRLHF_REQUEST,
      (body) => fromOpenRlhf(name, body as never),
      (scores) => {
        const rewards = scores.map(({ reward }) => reward);
        // OpenRLHF filters prompts by scores in [0, 1].
        const scoresInRange = rewards.map((reward) => Math.min(1, Math.max(0, reward)));
        return { rewards, scores: scoresInRange, extra_logs: logs(scores) };
      },
    );
  });
  app.post("/trl/:reward", (c) => {
    const name = c.req.param("reward");
    return answered(
      c,
      scorers,
      TRL_REQUEST,
      (body) => fromTrl(name, body as never),
      (scores) => ({
        rewards: scores.map(({ reward }) => reward),
      }),
    );
  });

  app.notFound((c) => refusal(c, 404, [{ path: "/", message: `there is no ${c.req.method} ${c.req.path}` }]));
  app.onError((error, c) => {
    // What a judge cannot judge is the request's fault; a model that cannot be asked is nobody's here.
    if (error instanceof InputError)
      return refusal(
        c,
        400,
        error.faults.map(({ message }) => ({ path: "/", message })),
      );
    if (error instanceof StoppedError) return refusal(c, 503, [{ path: "/", message: error.message }]);
    failed(error);
    return refusal(c, 500, [{ path: "/", message: "the service failed; its terminal says how" }]);
  });
  return app;
}

async function answered<T>(
  c: Context,
  scorers: Scorers,
  schema: TSchema,
  read: (body: T) => Checked<RewardsRequest>,
  shape: (scores: readonly Score[], request: ScoringRequest) => object,
): Promise<Response> {
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
    return refusal(c, 415, [{ path: "/", message: "the content type must be application/json" }]);
  }
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refusal(c, 400, [{ path: "/", message: `no JSON: ${error.message}` }]);
  }
  const reward = c.req.param("reward");
  if (reward !== undefined && REWARDS.find(reward) === undefined) {
    return refusal(c, 404, [{ path: "/", message: REWARDS.unknown(reward) }]);
  }
  const wrong = schemaFaults(schema, body);
  if (wrong.length > 0) return refusal(c, 400, wrong);
  const given = read(body as T);
  const request = "faults" in given ? given : scoringRequest(given.value);
  if ("faults" in request) return refusal(c, 400, request.faults);
  const scores = await scoreAll(request.value, scorers);
  return "faults" in scores ? refusal(c, 400, scores.faults) : c.json(shape(scores.value, request.value));
}

/** Parts by name, a number per sample. */
function logs(scores: readonly Score[]): Record<string, readonly number[]> {
  const names = Object.keys(scores[0]?.parts ?? {});
  return Object.fromEntries(names.map((name) => [name, scores.map(({ parts }) => parts[name] ?? 0)]));
}

function refusal(c: Context, status: 400 | 404 | 413 | 415 | 500 | 503, faults: readonly RequestFault[]): Response {
  const message = faults.map((fault) => `${fault.path}: ${fault.message}`).join("; ");
  return c.json({ error: { message, faults } }, status);
}
