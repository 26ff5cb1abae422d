/** Why there is no answer. `code` is the service's own, or `offline` when it did not answer at all. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** Further members of the problem: positions, limits. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    code: string,
    message: string,
    members: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.members = members;
  }
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

export function isOffline(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === "offline";
}

/** Reads an RFC 9457 body; anything else becomes a problem without a reason. */
async function problemOf(response: Response): Promise<ApiProblem> {
  let members: Record<string, unknown> = {};
  try {
    const body: unknown = await response.json();
    if (typeof body === "object" && body !== null) members = { ...body };
  } catch (cause) {
    return new ApiProblem(response.status, "unreadable-answer", "", {}, cause);
  }
  const { code, detail, title } = members;
  const message = [detail, title].find((value) => typeof value === "string") ?? "";
  return new ApiProblem(
    response.status,
    typeof code === "string" ? code : `status-${response.status}`,
    typeof message === "string" ? message : "",
    members,
  );
}

/** One request to the service. Throws `ApiProblem`; an aborted request throws what `fetch` throws. */
export async function request(url: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new ApiProblem(0, "offline", "", {}, cause);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** An answer's JSON; its shape is the service's published schema of that route. */
export async function fetchAnswer<Answer>(url: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set("accept", "application/json");
  const response = await request(url, { ...init, headers });
  const answer: Answer = await response.json();
  return answer;
}

export function postJson<Answer>(url: string, body: unknown): Promise<Answer> {
  return fetchAnswer<Answer>(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
