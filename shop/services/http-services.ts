import { z } from "zod";
import { parseExactJson } from "#domain/events/exact-json.ts";
import type { ShopClock } from "../clock/shop-clock.ts";
import { ShopError } from "../errors.ts";
import { requestParts } from "./http-host.ts";
import { readAnswer, timedOut } from "./local-services.ts";
import { HEADER_FIELDS, type Operation } from "./operation.ts";
import { CALL_TIMEOUT_MS, type CallOptions, type ServiceClient } from "./service-client.ts";

/** Answers of the shop's systems are small; a larger one is not read. */
const ANSWER_BYTES_MAX = 8 * 1024 * 1024;

export interface ServiceAddress {
  /** Without a slash at the end. */
  readonly url: string;
  readonly authorization?: string;
}

const problemSchema = z.looseObject({
  code: z.string(),
  detail: z.string().optional(),
  place: z.string().optional(),
});

/** Nothing was sent when these happen. */
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** Services reached over HTTP. Times are of the shop's clock, which may run faster than the machine's. */
export class HttpServices implements ServiceClient {
  readonly #clock: ShopClock;
  readonly #addresses: ReadonlyMap<string, ServiceAddress>;

  constructor(options: {
    readonly clock: ShopClock;
    readonly addresses: ReadonlyMap<string, ServiceAddress>;
  }) {
    this.#clock = options.clock;
    this.#addresses = options.addresses;
  }

  async call<Input, Answer>(
    service: string,
    operation: Operation<Input, Answer>,
    input: Input,
    { timeoutMs = CALL_TIMEOUT_MS }: CallOptions = {},
  ): Promise<Answer> {
    const address = this.#addresses.get(service);
    if (address === undefined) {
      throw new ShopError("service-unavailable", `No address of ${service} is known.`);
    }
    const timeout = new AbortController();
    const answered = new AbortController();
    void this.#clock.sleep(timeoutMs, answered.signal).then(() => timeout.abort());
    try {
      const { url, init } = httpRequest(service, address, operation, input);
      const response = await fetch(url, { ...init, signal: timeout.signal, redirect: "error" });
      const body = await readBody(response, service);
      if (!response.ok) throw refusal(service, response.status, body);
      return readAnswer(service, operation, body);
    } catch (error) {
      if (error instanceof ShopError) throw error;
      if (timeout.signal.aborted) throw timedOut(service, operation.name, timeoutMs);
      throw broken(service, operation.name, error);
    } finally {
      answered.abort();
    }
  }
}

function httpRequest(
  service: string,
  { url, authorization }: ServiceAddress,
  operation: Operation<never> | Operation,
  input: unknown,
): { url: string; init: RequestInit } {
  const values = z.record(z.string(), z.unknown()).parse(input);
  const parts = requestParts(operation);
  const path = operation.path
    .replace(/^\//, "")
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => pathPart(service, valueText(values[name])));
  const query = new URLSearchParams(
    parts.query.flatMap((name) =>
      values[name] === undefined ? [] : [[name, valueText(values[name])]],
    ),
  ).toString();
  const headers: Record<string, string> = { accept: "application/json" };
  if (authorization !== undefined) headers["authorization"] = authorization;
  for (const name of parts.headers) {
    if (values[name] !== undefined) headers[HEADER_FIELDS[name]] = valueText(values[name]);
  }
  const init: RequestInit = { method: operation.method, headers };
  if (parts.body.length > 0) {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(Object.fromEntries(parts.body.map((name) => [name, values[name]])));
  }
  return { url: `${url}/${path}${query === "" ? "" : `?${query}`}`, init };
}

async function readBody(response: Response, service: string): Promise<unknown> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > ANSWER_BYTES_MAX) {
      throw new ShopError(
        "malformed-answer",
        `${service} answered more than ${ANSWER_BYTES_MAX} bytes, the most that is read.`,
      );
    }
    pieces.push(piece);
  }
  try {
    // Numbers that a double does not hold come as text: an ID must not lose digits.
    return parseExactJson(Buffer.concat(pieces).toString("utf8"));
  } catch (cause) {
    throw new ShopError("malformed-answer", `${service} answered something that is not JSON.`, {
      cause,
    });
  }
}

/** Names that an address takes for a step: asked for as one, another operation would be reached. */
const STEPS = new Set(["", ".", ".."]);

function pathPart(service: string, value: string): string {
  if (!STEPS.has(value)) return encodeURIComponent(value);
  const reason = `Nothing is named "${value}".`;
  throw new ShopError("service-refused", `${service} was not asked: ${reason}`, {
    detail: { service, code: "not-found", reason },
  });
}

/** Paths, queries and headers hold plain values alone. */
function valueText(value: unknown): string {
  return z.coerce.string().parse(z.union([z.string(), z.number(), z.boolean()]).parse(value));
}

function refusal(service: string, status: number, body: unknown): ShopError {
  const { data } = problemSchema.safeParse(body);
  return new ShopError("service-refused", `${service} refused: ${data?.detail ?? status}`, {
    detail: {
      service,
      status,
      code: data?.code ?? "unknown",
      ...(data?.detail !== undefined && { reason: data.detail }),
      ...(data?.place !== undefined && { place: data.place }),
    },
  });
}

/** A connection that broke after the request was sent says nothing about what was done. */
function broken(service: string, operation: string, cause: unknown): ShopError {
  const reason = cause instanceof Error ? cause.cause : undefined;
  const code =
    typeof reason === "object" && reason !== null && "code" in reason ? String(reason.code) : "";
  return NOT_SENT.has(code)
    ? new ShopError("service-unavailable", `${service} cannot be reached (${code}).`, { cause })
    : new ShopError("service-timeout", `The connection to ${service} broke during ${operation}.`, {
        cause,
      });
}
