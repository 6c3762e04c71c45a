import OpenAI, { toFile } from "openai";
import { isMap } from "../../../base/is-map.js";
import type {
  ExampleFile,
  JobRequest,
  TrainerAddress,
  TrainerBackend,
  TrainerCapabilities,
  TrainerEvent,
  TrainerJob,
  TrainerResult,
} from "../../../contract/trainer-backend.js";
import { Redactor } from "../../redact.js";
import { badReply, failureOf } from "./failure.js";
import { guardedFetch } from "./guarded-fetch.js";
import { type TrainerAccess, trainerAccess } from "./trainer-key.js";

type Json = Readonly<Record<string, unknown>>;

/** Where vendors of OpenAI's shape differ. */
export interface TrainerDialect {
  readonly name: string;
  readonly address: string;
  /** Variable that usually holds the key. */
  readonly usualKey: string;
  readonly capabilities: TrainerCapabilities;
  createBody(request: JobRequest): Json;
  /** Query that narrows the list of jobs to those of a request, where the vendor can do so. */
  findQuery(request: Pick<JobRequest, "fingerprint" | "label">): Readonly<Record<string, string>>;
  isSame(job: Json, request: Pick<JobRequest, "fingerprint" | "label">): boolean;
  /** Undefined where the reply is no job. */
  jobOf(job: Json): TrainerJob | undefined;
  /** Oldest first; undefined where the reply holds none. Pages are gone through where `after` says where the next begins. */
  eventsPath(job: string): string;
  eventsOf(reply: Json): { readonly events: readonly TrainerEvent[]; readonly after?: string } | undefined;
  /** How the next page of a list is asked for; undefined after the last one. */
  nextPage(reply: Json, page: number): Readonly<Record<string, string>> | undefined;
}

/** Pages of a list that are gone through at most: a hundred entries each. */
const PAGES = 200;

/**
 * A vendor whose training has OpenAI's routes: /files, /fine_tuning/jobs, /models. One request per call: the SDK's own
 * retries are off, because repeating an upload or a creation needs a look first.
 *
 * @throws InputError for an address or key that cannot be used
 */
export function openaiShapedTrainer(
  dialect: TrainerDialect,
  address: TrainerAddress,
  env: Readonly<Record<string, string | undefined>>,
): TrainerBackend {
  const access = trainerAccess(dialect, address, env);
  return new OpenAiShapedTrainer(dialect, access, address.timeout, env);
}

class OpenAiShapedTrainer implements TrainerBackend {
  private readonly client: OpenAI;
  private readonly redactor: Redactor;
  private readonly where: string;

  constructor(
    private readonly dialect: TrainerDialect,
    { baseUrl, key, keyVariable }: TrainerAccess,
    private readonly timeout: number,
    env: Readonly<Record<string, string | undefined>>,
  ) {
    const { origin, host } = new URL(baseUrl);
    this.where = `${dialect.name} at ${host}`;
    this.redactor = new Redactor(env, keyVariable === undefined ? [] : [keyVariable]);
    this.client = new OpenAI({
      // The SDK wants a key and falls back to variables of its own; the header decides what is sent.
      apiKey: key ?? "none",
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      baseURL: baseUrl,
      maxRetries: 0,
      logLevel: "off",
      fetch: guardedFetch(origin),
      ...(key === undefined && { defaultHeaders: { Authorization: null } }),
    });
  }

  async upload(file: ExampleFile): Promise<TrainerResult<string>> {
    const content = await toFile(file.bytes, nameOf(file), { type: "application/jsonl" });
    const reply = await this.ask((options) =>
      this.client.files.create({ file: content, purpose: "fine-tune" }, options),
    );
    return this.read(reply, ({ id }) => textOf(id));
  }

  async findFile(file: ExampleFile): Promise<TrainerResult<string | undefined>> {
    const name = nameOf(file);
    return this.inList("/files", { purpose: "fine-tune" }, (entry) =>
      entry.filename === name && (entry.bytes ?? entry.size_bytes ?? file.bytes.length) === file.bytes.length
        ? textOf(entry.id)
        : undefined,
    );
  }

  async create(request: JobRequest): Promise<TrainerResult<TrainerJob>> {
    return this.job("post", "", this.dialect.createBody(request));
  }

  async findJob(request: Pick<JobRequest, "fingerprint" | "label">): Promise<TrainerResult<TrainerJob | undefined>> {
    return this.inList("/fine_tuning/jobs", this.dialect.findQuery(request), (entry) =>
      this.dialect.isSame(entry, request) ? this.dialect.jobOf(entry) : undefined,
    );
  }

  start(job: string): Promise<TrainerResult<TrainerJob>> {
    return this.job("post", `/${encodeURIComponent(job)}/start`);
  }

  poll(job: string): Promise<TrainerResult<TrainerJob>> {
    return this.job("get", `/${encodeURIComponent(job)}`);
  }

  cancel(job: string): Promise<TrainerResult<TrainerJob>> {
    return this.job("post", `/${encodeURIComponent(job)}/cancel`);
  }

  async events(job: string): Promise<TrainerResult<readonly TrainerEvent[]>> {
    const all: TrainerEvent[] = [];
    let after: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const path = `/fine_tuning/jobs/${this.dialect.eventsPath(encodeURIComponent(job))}`;
      const query = { ...(after !== undefined && { after }) };
      const reply = await this.ask((options) => this.client.get(path, { ...options, query }));
      const read = this.read(reply, (body) => this.dialect.eventsOf(body));
      if (!read.ok) return read;
      all.unshift(...read.value.events);
      after = read.value.after;
      if (after === undefined) break;
    }
    return { ok: true, value: all };
  }

  async resolveModel(model: string): Promise<TrainerResult<string>> {
    const reply = await this.ask((options) => this.client.get(`/models/${encodeURIComponent(model)}`, options));
    return this.read(reply, ({ id }) => textOf(id));
  }

  private async job(method: "get" | "post", path: string, body?: Json): Promise<TrainerResult<TrainerJob>> {
    const reply = await this.ask((options) =>
      this.client[method](`/fine_tuning/jobs${path}`, { ...options, ...(body !== undefined && { body }) }),
    );
    return this.read(reply, (job) => this.dialect.jobOf(job));
  }

  /** The first entry of a list that `wanted` makes something of. */
  private async inList<T>(
    path: string,
    query: Readonly<Record<string, string>>,
    wanted: (entry: Json) => T | undefined,
  ): Promise<TrainerResult<T | undefined>> {
    let paging: Readonly<Record<string, string>> | undefined = {};
    for (let page = 0; page < PAGES && paging !== undefined; page += 1) {
      const asked: Readonly<Record<string, string>> = { ...query, ...paging };
      const reply = await this.ask((options) => this.client.get(path, { ...options, query: asked }));
      const read = this.read(reply, (body) => (Array.isArray(body.data) ? { ...body, data: body.data } : undefined));
      if (!read.ok) return read;
      for (const entry of read.value.data) {
        const found = isMap(entry) ? wanted(entry) : undefined;
        if (found !== undefined) return { ok: true, value: found };
      }
      paging = this.dialect.nextPage(read.value, page);
    }
    return { ok: true, value: undefined };
  }

  private async ask(
    send: (options: { readonly signal: AbortSignal; readonly timeout: number }) => Promise<unknown>,
  ): Promise<TrainerResult<unknown>> {
    const deadline = AbortSignal.timeout(Math.ceil(this.timeout * 1000));
    try {
      // The SDK's own timeout ends with the headers; the signal also covers a body that never comes to its end.
      const value = await send({ signal: deadline, timeout: Math.ceil(this.timeout * 1000) + 1000 });
      return { ok: true, value: this.redactor.json(value) };
    } catch (error) {
      const failure = failureOf(error, this.where, deadline, this.timeout);
      return { ok: false, failure: { ...failure, message: this.redactor.text(failure.message) } };
    }
  }

  private read<T>(reply: TrainerResult<unknown>, form: (body: Json) => T | undefined): TrainerResult<T> {
    if (!reply.ok) return reply;
    const value = isMap(reply.value) ? form(reply.value) : undefined;
    if (value === undefined) return { ok: false, failure: badReply(this.where, "it has another shape") };
    return { ok: true, value };
  }
}

/** The name bears the hash of the content, so that an upload can be found again. */
function nameOf({ path, sha256 }: ExampleFile): string {
  const base = path.replace(/^.*[/\\]/, "").replace(/\.jsonl$/, "");
  return `${base.replaceAll(/[^\w.-]/g, "_").slice(0, 60)}-${sha256.slice(0, 16)}.jsonl`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
