import type { FastifyReply, FastifyRequest, RequestPayload } from "fastify";
import { TracewellError } from "#domain/errors.ts";
import type { ApiInstance } from "../context.ts";
import type { BodyBudget, BodyReservation } from "./body-budget.ts";
import { decompressed, readContentEncoding, type ContentEncoding } from "./decode-body.ts";

/**
 * Up to this many times the largest body is read to its end and thrown away when refused: many clients
 * never look at an answer while their writing fails. Beyond it the connection is closed.
 */
const DISCARDED_BODIES_MAX = 4;

declare module "fastify" {
  interface FastifyRequest {
    bodyReservation: BodyReservation | null;
  }
}

/**
 * Lets the routes of this scope take any bytes, as one Buffer, after decompression: nothing is
 * parsed in this thread.
 */
export function receiveBytes(app: ApiInstance, budget: BodyBudget, bodyBytesMax: number): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "*",
    { parseAs: "buffer", bodyLimit: bodyBytesMax },
    (_request, body, done) => done(null, body),
  );
  app.decorateRequest("bodyReservation", null);
  app.addHook("preParsing", async (request, reply, payload: RequestPayload) => {
    const encoding = readContentEncoding(request.headers["content-encoding"]);
    refuseLargeBody(request, encoding, bodyBytesMax);
    request.bodyReservation = budget.reserve(largestSize(request, encoding, bodyBytesMax));
    const { body, stop } = decompressed(payload, encoding);
    releaseAtEnd(reply, request.bodyReservation, stop);
    return body;
  });
  app.addHook("preHandler", async (request) => {
    if (Buffer.isBuffer(request.body)) request.bodyReservation?.shrinkTo(request.body.length);
  });
}

/** The framework would refuse it as well, and close the connection while the client is still sending. */
function refuseLargeBody(
  request: FastifyRequest,
  encoding: ContentEncoding,
  bodyBytesMax: number,
): void {
  const declared = Number(request.headers["content-length"]);
  if (encoding !== "identity" || !(declared > bodyBytesMax)) return;
  if (declared > bodyBytesMax * DISCARDED_BODIES_MAX) return;
  throw new TracewellError(
    "body-too-large",
    `The body has ${declared} bytes; it may have ${bodyBytesMax}. Send it in parts.`,
  );
}

/** What the body can grow to, as far as its headers tell. */
function largestSize(
  request: FastifyRequest,
  encoding: ContentEncoding,
  bodyBytesMax: number,
): number {
  const declared = Number(request.headers["content-length"]);
  const known = encoding === "identity" && Number.isSafeInteger(declared) && declared >= 0;
  return known ? Math.min(declared, bodyBytesMax) : bodyBytesMax;
}

/** The response is closed once, however the request ends: answered, refused, or broken off. */
function releaseAtEnd(reply: FastifyReply, reservation: BodyReservation, stop: () => void): void {
  reply.raw.once("close", () => {
    stop();
    reservation.release();
  });
}
