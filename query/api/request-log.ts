import { LogController, type FastifyReply, type FastifyRequest } from "fastify";
import type { Logger } from "pino";

/** Places where a credential could stand in what is logged. */
const REDACTED_PATHS = [
  "*.headers.authorization",
  "*.headers.cookie",
  "*.headers['set-cookie']",
  "headers.authorization",
  "headers.cookie",
  "query.code",
  "query.token",
  "*.adminToken",
];

/** Address without its query: queries hold sign-in codes, and search text that may be personal. */
export function pathOf(url: string): string {
  return url.replace(/\?.*$/s, "");
}

/** Cards are asked for by their code too, and licenses by their number: both can be spent. */
const SPENDABLE_ID =
  /^(\/api\/v1\/(?:gift-cards|licenses|objects\/giftCard|objects\/license)\/)(?!reconciliation$|liability$)([^/]+)/;

/** What is left of such an ID; enough to find a request again. */
const CHARACTERS_SHOWN = 4;

/** The path as it may stand in a log. */
function loggedPath(url: string): string {
  return pathOf(url).replace(SPENDABLE_ID, (_, before: string, id: string) => {
    return `${before}…${id.length > 2 * CHARACTERS_SHOWN ? id.slice(-CHARACTERS_SHOWN) : ""}`;
  });
}

/** A child logger that writes no credential, whatever it is given. */
export function withoutSecrets(logger: Logger): Logger {
  return logger.child(
    {},
    {
      redact: { paths: REDACTED_PATHS, censor: "[removed]" },
      serializers: {
        req: (request: Partial<FastifyRequest>) => ({
          method: request.method,
          path: loggedPath(request.url ?? ""),
          remoteAddress: request.ip,
        }),
      },
    },
  );
}

/** One line for each request, when it ends: failures loud, ordinary work only at `debug`. */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override routeNotFound(): void {}

  /** Live streams end so: with the client's connection. */
  override streamError(error: Error, request: FastifyRequest): void {
    const isBrokenOff = "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
    if (isBrokenOff) request.log.debug({ path: loggedPath(request.url) }, "client went away");
    else request.log.warn({ path: loggedPath(request.url), err: error }, "answer broke off");
  }

  override requestCompleted(
    error: Error | null,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const line = {
      method: request.method,
      path: loggedPath(request.url),
      status: reply.statusCode,
      client: request.identity?.by ?? "stranger",
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      ...(error === null || error === undefined ? {} : { err: error }),
    };
    if (reply.statusCode >= 500) request.log.warn(line, "request failed");
    else if (reply.statusCode >= 400) request.log.info(line, "request refused");
    else request.log.debug(line, "request answered");
  }
}
