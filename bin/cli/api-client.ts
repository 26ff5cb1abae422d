import { TracewellError } from "#domain/errors.ts";

export interface ApiTarget {
  readonly url: string;
  readonly token: string | null;
}

/** A problem document (RFC 9457) as an error; `detail.position` points into a query. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly position: number | null;
  readonly retryAfterMs: number | null;

  constructor(status: number, body: Record<string, unknown>, retryAfter: string | null) {
    super(textOf(body.detail) ?? textOf(body.title) ?? `HTTP ${status}`);
    this.name = "ApiProblem";
    this.status = status;
    this.code = textOf(body.code) ?? `http-${status}`;
    this.position = typeof body.position === "number" ? body.position : null;
    this.retryAfterMs = retryAfter === null ? null : Number(retryAfter) * 1000;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Speaks to a running service. Every failure becomes an `ApiProblem` or says that nobody answered. */
export class ApiClient {
  readonly #target: ApiTarget;

  constructor(target: ApiTarget) {
    this.#target = target;
  }

  get url(): string {
    return this.#target.url;
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#target.token !== null) headers.set("authorization", `Bearer ${this.#target.token}`);
    let response: Response;
    try {
      response = await fetch(new URL(path, this.#target.url), { ...init, headers });
    } catch (cause) {
      if (init.signal?.aborted === true) throw cause;
      throw new TracewellError(
        "not-found",
        `No service answers at ${this.#target.url}. Start one with "tracewell serve", or name another with --url.`,
        { cause },
      );
    }
    if (response.ok) return response;
    const text = await response.text();
    throw new ApiProblem(response.status, parseProblem(text), response.headers.get("retry-after"));
  }

  async get<Answer>(
    path: string,
    query: Readonly<Record<string, string | number | undefined>> = {},
    signal?: AbortSignal,
  ): Promise<Answer> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) parameters.set(name, String(value));
    }
    const suffix = parameters.size > 0 ? `?${parameters}` : "";
    const response = await this.request(`${path}${suffix}`, signal === undefined ? {} : { signal });
    return (await response.json()) as Answer;
  }

  async post<Answer>(
    path: string,
    body: Uint8Array | object | undefined,
    contentType = "application/json",
  ): Promise<Answer> {
    const isBytes = body instanceof Uint8Array;
    const response = await this.request(path, {
      method: "POST",
      ...(body !== undefined && {
        body: isBytes ? new Uint8Array(body) : JSON.stringify(body),
        headers: { "content-type": contentType },
      }),
    });
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }
}

function parseProblem(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : { detail: text };
  } catch {
    return { detail: text.slice(0, 500) };
  }
}
