import fastify from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { answerError } from "#query/api/error-answers.ts";
import { PROBLEMS, problemSchema, RequestError, type Problem } from "#query/api/problem.ts";

/** Thrown by the one route. */
let thrown: unknown = null;
const app = fastify();

beforeAll(() => {
  app.setErrorHandler(answerError);
  app.get("/fails", async () => {
    throw thrown;
  });
});

afterAll(() => app.close());

async function answerTo(error: unknown) {
  thrown = error;
  return app.inject({ url: "/fails?secret=1" });
}

test("a failure of ours tells nothing of itself", async () => {
  const secret = "/var/lib/secret password=hunter2";
  for (const error of [
    new Error(secret),
    new TypeError(secret),
    Object.assign(new Error(secret), { statusCode: 500 }),
    new TracewellError("internal", secret, { detail: { position: 3 } }),
    Object.assign(new Error(secret), { code: "ENOSPC" }),
  ]) {
    const response = await answerTo(error);
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain("secret");
    expect(response.body).not.toContain("position");
    expect(problemSchema.parse(response.json())).toMatchObject({
      code: "internal",
      requestId: expect.stringMatching(/^req-/),
    });
  }
});

test("an error made for users tells its sentence, status and place", async () => {
  const error = new TracewellError("invalid-query", "A `)` is missing.", {
    cause: new Error("inner"),
    detail: { position: 4, length: 2, file: "/etc/passwd" },
  });
  const response = await answerTo(error);
  expect(response.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(response.headers["cache-control"]).toBe("no-store");
  expect(response.json()).toEqual({
    type: "urn:tracewell:problem:invalid-query",
    title: "Query cannot be read",
    status: 400,
    detail: "A `)` is missing.",
    code: "invalid-query",
    instance: "/fails",
    requestId: expect.any(String),
    position: 4,
    length: 2,
  } satisfies Problem);
});

test.each(Object.values(PROBLEMS))("$status $title", ({ status, title, retryAfterSeconds }) => {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(title).not.toBe("");
  expect(retryAfterSeconds !== undefined).toBe(status === 429 || status === 503);
});

test("a stranger is told how to be known", async () => {
  const response = await answerTo(new TracewellError("unauthorized", "no"));
  expect(response.headers["www-authenticate"]).toBe('Bearer realm="tracewell"');
});

test("a refusal's own headers win over the usual ones", async () => {
  const response = await answerTo(
    new RequestError("too-many-requests", "slower", { "retry-after": "7" }),
  );
  expect(response.statusCode).toBe(429);
  expect(response.headers["retry-after"]).toBe("7");
});

test.each([
  ["FST_ERR_CTP_BODY_TOO_LARGE", 413, "body-too-large"],
  ["FST_ERR_CTP_INVALID_MEDIA_TYPE", 415, "unsupported-media-type"],
  ["FST_ERR_HANDLER_TIMEOUT", 504, "handler-timeout"],
  ["FST_ERR_CTP_INVALID_CONTENT_LENGTH", 400, "unreadable-body"],
])("the framework's %s becomes %i", async (code, status, problem) => {
  const response = await answerTo(Object.assign(new Error("framework"), { code }));
  expect(response.json()).toMatchObject({ status, code: problem });
});

test("what is thrown and no error is ours", async () => {
  expect((await answerTo(Object.assign(new Error("x"), { statusCode: 418 }))).statusCode).toBe(500);
});
