import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Said {
  readonly text: string;
  readonly finish?: "stop" | "length";
  /** Leaves the tokens out. */
  readonly usage?: false;
  /** Milliseconds before the answer. */
  readonly delay?: number;
}

/** What the server does with one request. */
export type ModelReply =
  | Said
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly says?: string }
  | { readonly fault: "hang" | "half a body" | "another shape" | "reset" | "no choice" };

/** A request as it arrived. */
export interface Arrived {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Tokens that every answer reports. */
export const USAGE = { inputTokens: 11, outputTokens: 7 };

/**
 * A server on loopback that speaks the protocols of OpenAI, Mistral and Ollama (under /v1) and of Anthropic (under
 * /anthropic/v1), and answers each request with the next of the replies it was given.
 */
export class ModelServer {
  readonly arrived: Arrived[] = [];
  private readonly replies: ModelReply[] = [];
  private readonly held = new Set<ServerResponse>();

  private constructor(private readonly server: ReturnType<typeof createServer>) {}

  static async start(): Promise<ModelServer> {
    const http = createServer();
    const server = new ModelServer(http);
    http.on("request", (request, response) => void server.serve(request, response));
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets what arrived and what was left to say, and says these next. */
  willSay(...replies: readonly ModelReply[]): void {
    this.arrived.length = 0;
    this.replies.splice(0, this.replies.length, ...replies);
  }

  /** What it says to each request after those, from the request's body. */
  answering: ((body: Readonly<Record<string, unknown>>) => ModelReply) | undefined;

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    let text = "";
    for await (const chunk of request) text += chunk;
    const body = text === "" ? {} : JSON.parse(text);
    this.arrived.push({ path, headers: request.headers, body });
    const unexpected: ModelReply = { status: 501, says: "the test has no reply for this request" };
    const reply = this.replies.shift() ?? this.answering?.(body) ?? unexpected;
    if ("fault" in reply) return this.fail(reply.fault, path, response);
    if ("status" in reply) {
      const { status, headers = {}, says = "no" } = reply;
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(JSON.stringify(path.startsWith("/anthropic") ? anthropicError(says) : openaiError(says)));
      return;
    }
    if (reply.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, reply.delay));
    response.writeHead(200, { "content-type": "application/json" });
    if (path.endsWith("/models")) response.end(JSON.stringify({ data: reply.text.split(",").map((id) => ({ id })) }));
    else response.end(JSON.stringify(answerTo(path, body, reply)));
  }

  private fail(fault: string, path: string, response: ServerResponse): void {
    if (fault === "hang") {
      this.held.add(response);
      return;
    }
    if (fault === "reset") {
      response.socket?.resetAndDestroy();
      return;
    }
    response.writeHead(200, { "content-type": "application/json" });
    const whole = JSON.stringify(answerTo(path, {}, { text: "cut in the middle" }));
    if (fault === "half a body") response.end(whole.slice(0, whole.length / 2));
    else if (fault === "no choice") response.end(JSON.stringify({ id: "1", model: "m", choices: [], content: [] }));
    else response.end('{"weather":"fine"}');
  }
}

function answerTo(path: string, body: Readonly<Record<string, unknown>>, reply: Said): unknown {
  const { text, finish = "stop", usage } = reply;
  const model = body.model ?? "m";
  if (path.startsWith("/anthropic")) {
    return {
      type: "message",
      id: "msg_1",
      role: "assistant",
      model,
      content: [{ type: "text", text }],
      stop_reason: finish === "stop" ? "end_turn" : "max_tokens",
      stop_sequence: null,
      usage: { input_tokens: USAGE.inputTokens, output_tokens: USAGE.outputTokens },
    };
  }
  const tokens = { prompt_tokens: USAGE.inputTokens, completion_tokens: USAGE.outputTokens, total_tokens: 18 };
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model,
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: finish }],
    ...(usage !== false && { usage: tokens }),
  };
}

function openaiError(message: string): unknown {
  return { object: "error", message, type: "error", param: null, code: null, error: { message, type: "error" } };
}

function anthropicError(message: string): unknown {
  return { type: "error", error: { type: "error", message } };
}
