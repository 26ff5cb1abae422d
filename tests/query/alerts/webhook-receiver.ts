import { createHmac, timingSafeEqual } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
  readonly body: string;
  readonly isSigned: boolean;
  readonly message: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: {
      readonly alert: { readonly id: string; readonly name: string };
      readonly search?: { readonly id: string; readonly name: string };
      readonly records?: readonly { readonly reference: string; readonly type: string }[];
      readonly findings?: readonly {
        readonly rule: string;
        readonly on: { readonly id: string };
      }[];
    };
  };
}

/** How a request is answered. */
export type Answer = number | "hang" | "cut" | { readonly redirect: string };

/** A receiver of webhooks as somebody else would write one: checks signatures by itself. */
export class WebhookReceiver implements AsyncDisposable {
  readonly received: Received[] = [];
  /** For the next requests, in order; then 204. */
  answers: Answer[] = [];
  secret = "";
  readonly #server: Server;
  readonly #hanging = new Set<ServerResponse>();
  #arrived = Promise.withResolvers<void>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async listen(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        receiver.#take(request.headers, request.url ?? "", Buffer.concat(chunks).toString());
        receiver.#answer(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `${this.origin}/hooks/of-the-test-4f2a`;
  }

  /** Resolves when the next request has come whole. */
  get nextRequest(): Promise<void> {
    return this.#arrived.promise;
  }

  /** IDs of the messages, each as often as it came. */
  get ids(): string[] {
    return this.received.map(({ headers }) => String(headers["webhook-id"]));
  }

  /** References of all records that came, in order. */
  get references(): string[] {
    return this.received.flatMap(({ message }) =>
      (message.data.records ?? []).map(({ reference }) => reference),
    );
  }

  /** What was left hanging is answered after all. */
  answerHanging(status: number): void {
    for (const response of this.#hanging) response.writeHead(status).end();
    this.#hanging.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const response of this.#hanging) response.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(headers: IncomingHttpHeaders, path: string, body: string): void {
    const isSigned = this.#isSigned(headers, body);
    this.received.push({
      headers,
      path,
      body,
      isSigned,
      message: JSON.parse(body) as Received["message"],
    });
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }

  #answer(response: ServerResponse): void {
    const answer = this.answers.shift() ?? 204;
    if (answer === "hang") {
      this.#hanging.add(response);
    } else if (answer === "cut") {
      response.destroy();
    } else if (typeof answer === "number") {
      response.writeHead(answer).end();
    } else {
      response.writeHead(307, { location: answer.redirect }).end();
    }
  }

  /** After the text of Standard Webhooks: `v1,` and base64 of HMAC-SHA-256 over `id.timestamp.body`. */
  #isSigned(headers: IncomingHttpHeaders, body: string): boolean {
    const [version, given] = String(headers["webhook-signature"]).split(",");
    const key = Buffer.from(this.secret.replace("whsec_", ""), "base64");
    const signed = [headers["webhook-id"], headers["webhook-timestamp"], body].join(".");
    const expected = createHmac("sha256", key).update(signed).digest();
    const bytes = Buffer.from(given ?? "", "base64");
    return version === "v1" && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  }
}
