import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server does with a request instead of serving it. */
export type Trouble =
  | { readonly status: number; readonly says?: string; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly fault: "hang" | "hang in the body" | "half a body" | "another shape" | "reset";
      /** Serves the request first: it takes effect, and nobody is told. */
      readonly after?: true;
    };

export interface ArrivedRequest {
  /** `POST /v1/files` */
  readonly what: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Json = Record<string, unknown>;

/** How a vendor speaks. */
export type Manner = "openai" | "mistral";

/** The states that a job goes through, one further with each poll, and the last one for good. */
const COURSE: Readonly<Record<Manner, readonly string[]>> = {
  openai: ["validating_files", "queued", "running", "succeeded"],
  mistral: ["QUEUED", "VALIDATING", "VALIDATED", "STARTED", "RUNNING", "SUCCESS"],
};

/** A vendor of training on loopback: files, jobs, events, models, and every trouble that is asked for. */
export class FinetuneServer {
  readonly arrived: ArrivedRequest[] = [];
  readonly files: Json[] = [];
  readonly jobs: Json[] = [];
  /** States of jobs made from now on. */
  course: readonly string[];
  /** Fields that a job gets when it reaches its last state. */
  ending: Json = {};
  private readonly troubles: { readonly on: RegExp; readonly trouble: Trouble; left: number }[] = [];
  private readonly at = new Map<string, number>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly manner: Manner,
  ) {
    this.course = COURSE[manner];
  }

  static async start(manner: Manner): Promise<FinetuneServer> {
    const http = createServer();
    const server = new FinetuneServer(http, manner);
    http.on("request", (request, response) => void server.serve(request, response));
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** Meets the next `times` requests that match with this, such as /^POST .*jobs$/. */
  meet(on: RegExp, trouble: Trouble, times = 1): void {
    this.troubles.push({ on, trouble, left: times });
  }

  /** How many requests that match arrived. */
  count(what: RegExp): number {
    return this.arrived.filter((request) => what.test(request.what)).length;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", this.baseUrl);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const what = `${request.method} ${url.pathname}`;
    this.arrived.push({ what, query: url.searchParams, headers: request.headers, body });
    const trouble = this.troubles.find(({ on, left }) => left > 0 && on.test(what));
    if (trouble === undefined) return reply(response, this.answer(what, url.searchParams, body));
    trouble.left -= 1;
    const { trouble: kind } = trouble;
    if ("status" in kind) {
      const said = { error: { message: kind.says ?? "no", type: "error" } };
      const mistral = { detail: kind.says ?? "no" };
      return reply(response, { status: kind.status, body: this.manner === "openai" ? said : mistral }, kind.headers);
    }
    const answer = kind.after === true ? this.answer(what, url.searchParams, body) : { status: 200, body: { id: "x" } };
    fail(response, kind.fault, JSON.stringify(answer.body));
  }

  private answer(what: string, query: URLSearchParams, body: string): { status: number; body: unknown } {
    const [method, ...path] = what.replace("/v1/", "").split(/[ /]/);
    const [route, second, id, action] = path;
    if (route === "files") return method === "POST" ? this.upload(body) : this.list(this.files, query);
    if (route === "models") return { status: 200, body: { id: decodeURIComponent(second) } };
    if (route !== "fine_tuning" || second !== "jobs") return missing;
    if (id === undefined) return method === "POST" ? this.make(JSON.parse(body)) : this.list(this.jobs, query);
    const job = this.jobs.find((entry) => entry.id === id);
    if (job === undefined) return missing;
    if (action === "events") return this.events(job, query);
    if (action === "cancel") return this.become(job, this.manner === "openai" ? "cancelled" : "CANCELLATION_REQUESTED");
    if (action === "start") return this.advance(job);
    if (method === "GET" && job.status !== "VALIDATED") this.advance(job);
    return { status: 200, body: { ...job, events: this.eventsOf(job) } };
  }

  private upload(body: string): { status: number; body: unknown } {
    const filename = /filename="([^"]+)"/.exec(body)?.[1];
    const content = body.split("\r\n\r\n").find((part) => part.startsWith("{")) ?? "";
    const bytes = Buffer.byteLength(content.replace(/\r\n--[\s\S]*$/, ""));
    const file = { id: `file-${this.files.length + 1}`, object: "file", filename, bytes, purpose: "fine-tune" };
    this.files.push(file);
    return { status: 200, body: file };
  }

  private make(body: Json): { status: number; body: unknown } {
    const id = `job-${this.jobs.length + 1}`;
    const job: Json = {
      id,
      ...body,
      status: this.course[0],
      fine_tuned_model: null,
      trained_tokens: null,
      error: null,
    };
    if (this.manner === "mistral") job.metadata = { cost: 4.02, cost_currency: "EUR" };
    this.jobs.push(job);
    this.at.set(id, 0);
    return { status: 200, body: job };
  }

  private advance(job: Json): { status: number; body: unknown } {
    const at = Math.min((this.at.get(String(job.id)) ?? 0) + 1, this.course.length - 1);
    this.at.set(String(job.id), at);
    return this.become(job, this.course[at]);
  }

  private become(job: Json, status: string): { status: number; body: unknown } {
    job.status = status;
    if (/^cancel/i.test(status) && this.manner === "mistral") {
      this.at.set(String(job.id), 0);
      this.course = [status, "CANCELLED"];
    }
    if (/^succe/i.test(status))
      Object.assign(job, { fine_tuned_model: `ft:${job.model}:${job.id}`, trained_tokens: 1234 });
    if (status === this.course.at(-1)) Object.assign(job, this.ending);
    return { status: 200, body: job };
  }

  private eventsOf(job: Json): Json[] {
    const until = this.at.get(String(job.id)) ?? 0;
    return this.course
      .slice(0, until + 1)
      .map((status, at) =>
        this.manner === "openai"
          ? { id: `ev-${at}`, message: `now ${status}`, type: "message", data: {} }
          : { name: "status-updated", data: { status }, created_at: 1000 + at },
      );
  }

  private events(job: Json, query: URLSearchParams): { status: number; body: unknown } {
    const metrics = {
      id: "ev-m",
      message: "step 7",
      type: "metrics",
      data: { step: 7, train_loss: 0.5, valid_loss: 0.7 },
    };
    const newestFirst = [...this.eventsOf(job), ...(/^succe/.test(String(job.status)) ? [metrics] : [])].reverse();
    const from = newestFirst.findIndex(({ id }) => id === query.get("after")) + 1;
    const data = newestFirst.slice(from, from + 2);
    return { status: 200, body: { object: "list", data, has_more: from + 2 < newestFirst.length } };
  }

  /** Pages of two, so that a list has several. */
  private list(all: readonly Json[], query: URLSearchParams): { status: number; body: unknown } {
    if (this.manner === "mistral") return { status: 200, body: { data: all, total: all.length } };
    const newestFirst = [...all].reverse();
    const from = newestFirst.findIndex(({ id }) => id === query.get("after")) + 1;
    const data = newestFirst.slice(from, from + 2);
    return { status: 200, body: { object: "list", data, has_more: from + 2 < newestFirst.length } };
  }
}

const missing = { status: 404, body: { error: { message: "no such thing", type: "error" } } };

function reply(response: ServerResponse, answer: { status: number; body: unknown }, headers = {}): void {
  response.writeHead(answer.status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(answer.body));
}

function fail(response: ServerResponse, fault: string, whole: string): void {
  if (fault === "hang") return;
  if (fault === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  if (fault === "half a body") response.end(whole.slice(0, whole.length / 2));
  else if (fault === "hang in the body") response.write(whole.slice(0, whole.length / 2));
  else response.end('{"weather":"fine"}');
}
