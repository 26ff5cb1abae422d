import { createParser } from "eventsource-parser";
import type { FastifyInstance } from "fastify";
import { get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { AUTHORIZED } from "./fixture-ports.ts";

export interface TailMessage {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: Record<string, unknown>;
}

export async function listen(app: FastifyInstance): Promise<string> {
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** A live stream whose bytes are taken from the socket only when a message is asked for. */
export class TailClient {
  readonly #response: IncomingMessage;
  readonly #messages: AsyncGenerator<TailMessage>;

  private constructor(response: IncomingMessage) {
    this.#response = response;
    this.#messages = readMessages(response);
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<TailClient> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const accept = { accept: "text/event-stream" };
      get(url, { headers: { ...AUTHORIZED, ...accept, ...headers } }, resolve).on("error", reject);
    });
    return new TailClient(response);
  }

  get status(): number | undefined {
    return this.#response.statusCode;
  }

  get headers(): IncomingMessage["headers"] {
    return this.#response.headers;
  }

  /** The next message; null when the service ended the stream. */
  async next(): Promise<TailMessage | null> {
    const result = await this.#messages.next();
    return result.done === true ? null : result.value;
  }

  /** The next message of a kind; others are passed over. */
  async nextOf(event: string): Promise<TailMessage> {
    for (;;) {
      const message = await this.next();
      if (message === null) throw new Error(`The stream ended before a message \`${event}\`.`);
      if (message.event === event) return message;
    }
  }

  /** Breaks the connection off. */
  break(): void {
    this.#response.destroy();
  }
}

async function* readMessages(response: IncomingMessage): AsyncGenerator<TailMessage> {
  const queue: TailMessage[] = [];
  const parser = createParser({
    onEvent: ({ id, event, data }) => queue.push({ id, event, data: JSON.parse(data) }),
  });
  const decoder = new TextDecoder();
  for await (const bytes of response) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    while (queue.length > 0) yield* queue.splice(0, 1);
  }
}

export function seqOf(message: TailMessage): number {
  const { event } = message.data;
  return typeof event === "object" && event !== null && "seq" in event
    ? Number(event.seq)
    : Number.NaN;
}
