import { STATUS_CODES } from "node:http";
import type { ConnectionError } from "fastify";
import type { Socket } from "node:net";
import { PROBLEM_TYPE, PROBLEMS, type ProblemCode } from "./problem.ts";

const CONNECTION_CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: "headers-too-large",
  ERR_HTTP_REQUEST_TIMEOUT: "request-timeout",
};

const DETAILS: Partial<Record<ProblemCode, string>> = {
  "headers-too-large": "Address and headers together are longer than the service takes.",
  "request-timeout": "The request was not complete in time; it was not processed.",
};

/**
 * Answers what never became a request: headers too large, bytes that are not HTTP, a body that
 * never came.
 */
export function answerClientError(error: ConnectionError, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const code = CONNECTION_CODES[error.code] ?? "unreadable-body";
  const { status, title } = PROBLEMS[code];
  const body = JSON.stringify({
    type: `urn:tracewell:problem:${code}`,
    title,
    status,
    detail: DETAILS[code] ?? "The bytes are not an HTTP request.",
    code,
    instance: "",
    requestId: "",
  });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? title}`,
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
