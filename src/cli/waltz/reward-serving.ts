import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { InputError } from "../../base/errors.js";
import { EXIT } from "../../contract/command.js";
import type { Judge } from "../../contract/judge.js";
import type { ChatModel } from "../../contract/provider.js";
import { JUDGES } from "../../judges/registry.js";
import { completeConfig } from "../../llm/complete-config.js";
import { conversationMessages } from "../../pair/messages.js";
import { TOOL } from "../../records/tool.js";
import type { Scorers } from "../../waltz/reward-service/score.js";
import { REWARDS } from "../../waltz/rewards/registry.js";
import { entryNamed } from "../entry-named.js";
import { keysGiven } from "../model-options.js";
import { modelsNamed, openNamed } from "./evaluate-models.js";
import { rewardApp } from "./reward-app.js";

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/;
/** Milliseconds that requests under way have when the service is told to end. */
const GRACE = 5000;

export interface ServingOptions {
  readonly host: string;
  readonly port: number;
  readonly judge: string;
  readonly judgeSet?: readonly string[] | undefined;
  readonly judgeModel?: string | undefined;
  readonly conversation?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly maxBody: number;
}

/**
 * Serves until a signal comes, and sets the exit code that goes with it.
 * @throws InputError for what the user can mend, before anything is served
 */
export async function serveRewards(options: ServingOptions): Promise<void> {
  const { host, port, judge: name, judgeSet = [], judgeModel, conversation, set = [], maxBody } = options;
  if (judgeModel !== undefined && name !== "model-judge") throw new InputError(`${name} asks no model`);
  const judgeConfig = keysGiven(judgeSet);
  const opened = await openNamed(modelsNamed({ judge: judgeModel, conversation }, set), {}, undefined, () =>
    performance.now(),
  );
  try {
    const judge = judgeOf(name, judgeConfig, opened.models.judge);
    const scorers = { judge, revise: reviser(opened.models.conversation) };
    const failed = (error: unknown) => console.error(error);
    const app = rewardApp({ scorers, judge: name, largest: maxBody, version: TOOL.version, failed });
    const server = createAdaptorServer({ fetch: app.fetch }) as Server;
    const address = await listening(server, host, port);
    if (!LOOPBACK.test(host))
      process.stderr.write(`${host} is not this machine alone: whoever reaches it can use it.\n`);
    process.stdout.write(`Serving ${REWARDS.names.length} rewards at ${address}, judge ${name}. Ctrl-C ends it.\n`);
    process.exitCode = await ended(server);
  } finally {
    await opened.close();
  }
}

function judgeOf(name: string, given: Readonly<Record<string, unknown>>, model: ChatModel | undefined): Judge {
  const definition = entryNamed(JUDGES, name);
  if (definition.needs.includes("model") && model === undefined) {
    throw new InputError(`${name} asks a model: name it with --judge-model`);
  }
  return definition.create(completeConfig(definition.config, given, name), model === undefined ? {} : { model });
}

/** The exchange goes on as a pair's would: the agent sees its answers and the advice on them, and nothing else of feedback. */
function reviser(model: ChatModel | undefined): Scorers["revise"] {
  if (model === undefined) return undefined;
  return async ({ prompt, context = "", answers }, advice) => {
    const matter = { brief: context, prompt, guidelines: { unsafe: "", overrefuse: "" } };
    const before = answers.map((answer, at) => ({ answer, advice: advice[at] ?? "" }));
    return (await model.complete({ messages: conversationMessages(matter, before) })).text;
  };
}

/** The address, once requests are taken. @throws InputError where the place is taken or is none of this machine's */
function listening(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === undefined ? error : new InputError(`cannot listen on ${host}:${port} (${error.code})`));
    });
    server.listen(port, host, () => {
      const { address, family, port: bound } = server.address() as AddressInfo;
      resolve(`http://${family === "IPv6" ? `[${address}]` : address}:${bound}`);
    });
  });
}

/** Waits for a signal, lets requests under way end, and gives the exit code that goes with the signal. */
function ended(server: Server): Promise<number> {
  return new Promise((resolve) => {
    const codes = { SIGINT: EXIT.interrupted, SIGTERM: 143 } as const;
    for (const [signal, code] of Object.entries(codes)) {
      process.once(signal, () => {
        server.close(() => resolve(code));
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), GRACE).unref();
      });
    }
  });
}
