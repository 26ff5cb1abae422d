import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/**
 * What becomes of a request: it passes; it is refused for want of room; it is done but the answer is lost;
 * the node is gone before it is done; or every second record of a bulk is refused for want of room.
 */
export type Fate = "pass" | "refuse" | "lose-answer" | "drop" | "refuse-items";

/** Stands before a node and decides about each request. */
export interface FaultyProxy extends AsyncDisposable {
  readonly url: string;
  /** `GET /path` of every request, in order. */
  readonly requests: string[];
  /** Credentials of every request. */
  readonly authorizations: (string | undefined)[];
  decide: (method: string, path: string) => Fate;
}

export async function faultyProxy(target: string): Promise<FaultyProxy> {
  const proxy: Omit<FaultyProxy, "url" | typeof Symbol.asyncDispose> = {
    requests: [],
    authorizations: [],
    decide: () => "pass",
  };
  const server = createServer((request, response) => {
    const { method = "GET", url = "/" } = request;
    proxy.requests.push(`${method} ${url}`);
    proxy.authorizations.push(request.headers.authorization);
    answer(target, proxy.decide(method, url), request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

async function answer(
  target: string,
  fate: Fate,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await buffer(request);
  if (fate === "drop") {
    response.destroy();
    return;
  }
  if (fate === "refuse") {
    const error = { type: "es_rejected_execution_exception", reason: "queue capacity reached" };
    send(response, 429, JSON.stringify({ error: { root_cause: [error], ...error }, status: 429 }));
    return;
  }
  const passed = fate === "refuse-items" ? everySecondItem(body) : body;
  const { method = "GET", url = "/", headers } = request;
  const given = await fetch(`${target}${url}`, {
    method,
    headers: {
      accept: headers.accept ?? "*/*",
      ...(headers["content-type"] !== undefined && { "content-type": headers["content-type"] }),
    },
    ...(body.length > 0 && { body: new Uint8Array(passed) }),
  });
  const text = await given.text();
  if (fate === "lose-answer") {
    response.destroy();
    return;
  }
  const records = body.toString().trimEnd().split("\n").length / 2;
  send(response, given.status, fate === "refuse-items" ? withRefusedItems(text, records) : text);
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    "content-type": "application/vnd.elasticsearch+json;compatible-with=9",
    "x-elastic-product": "Elasticsearch",
  });
  response.end(text);
}

/** A bulk is a line with the action and a line with the document for each record. */
function everySecondItem(body: Buffer): Buffer {
  const lines = body.toString().trimEnd().split("\n");
  const kept = lines.filter((_line, place) => Math.floor(place / 2) % 2 === 0);
  return Buffer.from(`${kept.join("\n")}\n`);
}

function withRefusedItems(text: string, records: number): string {
  const answered = JSON.parse(text) as { items: { index: Record<string, unknown> }[] };
  const error = { type: "es_rejected_execution_exception", reason: "queue capacity reached" };
  const items = answered.items
    .flatMap((item) => [item, { index: { status: 429, error } }])
    .slice(0, records);
  return JSON.stringify({ ...answered, errors: true, items });
}
