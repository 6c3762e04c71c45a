import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a request is met in place of being served. */
export type Trouble =
  | { readonly status: number; readonly says?: string; readonly headers?: Readonly<Record<string, string>> }
  | "hang"
  | "hang in the body"
  | "half a body"
  | "reset"
  /** The paper is taken, and nobody is told. */
  | "takes it and hangs up";

export interface Arrived {
  /** `POST /api/tools/submit` */
  readonly what: string;
  readonly authorization: string | undefined;
  /** The other header that a key may come in. */
  readonly key?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An archive on loopback that takes papers, finds them by title, and meets the next requests as it is told to. */
export class ArchiveServer {
  readonly arrived: Arrived[] = [];
  readonly papers: Record<string, unknown>[] = [];
  private readonly troubles: { readonly on: RegExp; readonly trouble: Trouble; left: number }[] = [];
  private readonly server = createServer((request, response) => void this.serve(request, response));

  static async start(): Promise<ArchiveServer> {
    const archive = new ArchiveServer();
    await new Promise<void>((resolve) => archive.server.listen(0, "127.0.0.1", resolve));
    return archive;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get baseUrl(): string {
    return `http://${this.host}/api`;
  }

  /** Meets the next `times` requests that match, such as /submit$/, with this. */
  meet(on: RegExp, trouble: Trouble, times = 1): void {
    this.troubles.push({ on, trouble, left: times });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const what = `${request.method} ${request.url}`;
    const body = request.method === "GET" ? {} : JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const { authorization, "x-api-key": key } = request.headers;
    this.arrived.push({ what, authorization, ...(typeof key === "string" && { key }), body });
    const next = this.troubles.find(({ on, left }) => left > 0 && on.test(what));
    if (next !== undefined) {
      next.left -= 1;
      this.trouble(next.trouble, body, response);
      return;
    }
    if (/\/search(\?|$)/.test(what)) this.say(response, 200, { papers: this.papers, total: this.papers.length });
    else this.say(response, 200, { success: true, ...this.take(body) });
  }

  private take(body: Record<string, unknown>) {
    const paper = { ...body, paper_id: `agentxiv:test-${this.papers.length + 1}`, version: 1 };
    this.papers.push(paper);
    return { paper_id: paper.paper_id, version: 1 };
  }

  private trouble(trouble: Trouble, body: Record<string, unknown>, response: ServerResponse): void {
    if (typeof trouble === "object") {
      response.writeHead(trouble.status, trouble.headers).end(trouble.says ?? "");
      return;
    }
    if (trouble === "hang") return;
    if (trouble === "reset") {
      response.socket?.resetAndDestroy();
      return;
    }
    if (trouble === "takes it and hangs up") {
      this.take(body);
      response.socket?.destroy();
      return;
    }
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"success": true, "paper_');
    if (trouble === "half a body") response.end();
  }

  private say(response: ServerResponse, status: number, answer: unknown): void {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }
}
