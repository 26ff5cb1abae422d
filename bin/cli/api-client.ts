import { z } from "zod";
import { TracewellError } from "#domain/errors.ts";

export interface ApiTarget {
  readonly url: string;
  readonly token: string | null;
  /** Told to a person when nobody answers: where the address comes from. */
  readonly urlFrom: string;
  /** Told to a person when there is no token: where it was looked for. */
  readonly tokenFrom: string;
}

/** A problem document (RFC 9457) as an error; `position` points into a query. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly position: number | null;
  readonly retryAfterMs: number | null;

  constructor(status: number, text: string, retryAfter: string | null) {
    const body = readProblem(text);
    super(body.detail ?? body.title ?? `HTTP ${status}: ${text.slice(0, BODY_CHARACTERS_SHOWN)}`);
    this.name = "ApiProblem";
    this.status = status;
    this.code = body.code ?? `http-${status}`;
    this.position = body.position ?? null;
    this.retryAfterMs = retryAfter === null ? null : Number(retryAfter) * 1000;
  }

  /** The same request may succeed a little later. */
  get isPassing(): boolean {
    return this.status === 429 || this.status === 503;
  }
}

/** Nobody answers at the address, or the connection broke. */
export class ServiceAway extends Error {
  constructor(target: ApiTarget, cause: unknown) {
    super(
      `No service answers at ${target.url} (${reasonOf(cause)}; the address is ${target.urlFrom}). Start one with "tracewell serve", or name another with --url.`,
      { cause },
    );
    this.name = "ServiceAway";
  }
}

/** An answer that is no problem document is shown so far. */
const BODY_CHARACTERS_SHOWN = 200;

const problemSchema = z.object({
  code: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  position: z.number().optional(),
});

function readProblem(text: string): z.output<typeof problemSchema> {
  try {
    const result = problemSchema.safeParse(JSON.parse(text));
    return result.success ? result.data : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function reasonOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Speaks to a running service. Rejects with `ApiProblem`, `ServiceAway`, or the signal's reason. */
export class ApiClient {
  readonly #target: ApiTarget;
  readonly #signal: AbortSignal;

  /** `signal` ends reading requests; writing ones are finished, so that their result is known. */
  constructor(target: ApiTarget, signal: AbortSignal) {
    this.#target = target;
    this.#signal = signal;
  }

  get url(): string {
    return this.#target.url;
  }

  /** `also` names statuses beside 2xx whose answer is wanted as it is. */
  async request(
    path: string,
    init: RequestInit = {},
    { also = [] }: { readonly also?: readonly number[] } = {},
  ): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#target.token !== null) headers.set("authorization", `Bearer ${this.#target.token}`);
    let response: Response;
    try {
      response = await fetch(new URL(path, this.#target.url), { ...init, headers });
    } catch (cause) {
      if (init.signal?.aborted === true) throw cause;
      throw new ServiceAway(this.#target, cause);
    }
    if (response.ok || also.includes(response.status)) return response;
    if (response.status === 401 && this.#target.token === null) {
      throw new TracewellError(
        "unauthorized",
        `The service asks for a token, and there is none in ${this.#target.tokenFrom}. Name the data directory of the service with --data-dir, or set TRACEWELL_ADMIN_TOKEN.`,
      );
    }
    throw new ApiProblem(
      response.status,
      await response.text(),
      response.headers.get("retry-after"),
    );
  }

  async get<Answer>(
    path: string,
    query: Readonly<Record<string, string | number | undefined>> = {},
  ): Promise<Answer> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) parameters.set(name, String(value));
    }
    const suffix = parameters.size > 0 ? `?${parameters}` : "";
    const response = await this.request(`${path}${suffix}`, { signal: this.#signal });
    return (await response.json()) as Answer;
  }

  async post<Answer>(
    path: string,
    body: Uint8Array | object | undefined,
    contentType = "application/json",
  ): Promise<Answer> {
    return await this.#write<Answer>("POST", path, body, contentType);
  }

  async put<Answer>(path: string, body: object): Promise<Answer> {
    return await this.#write<Answer>("PUT", path, body, "application/json");
  }

  async delete<Answer>(path: string): Promise<Answer> {
    return await this.#write<Answer>("DELETE", path, undefined, "application/json");
  }

  async #write<Answer>(
    method: "POST" | "PUT" | "DELETE",
    path: string,
    body: Uint8Array | object | undefined,
    contentType: string,
  ): Promise<Answer> {
    const isBytes = body instanceof Uint8Array;
    const response = await this.request(path, {
      method,
      ...(body !== undefined && {
        body: isBytes ? new Uint8Array(body) : JSON.stringify(body),
        headers: { "content-type": contentType },
      }),
    });
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }
}
