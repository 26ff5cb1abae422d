import type { FastifyReply, FastifyRequest, RequestPayload } from "fastify";
import type { ApiInstance } from "../context.ts";
import type { BodyBudget, BodyReservation } from "./body-budget.ts";
import { decompressed, readContentEncoding, type ContentEncoding } from "./decode-body.ts";

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
    request.bodyReservation = budget.reserve(largestSize(request, encoding, bodyBytesMax));
    const { body, stop } = decompressed(payload, encoding);
    releaseAtEnd(reply, request.bodyReservation, stop);
    return body;
  });
  app.addHook("preHandler", async (request) => {
    if (Buffer.isBuffer(request.body)) request.bodyReservation?.shrinkTo(request.body.length);
  });
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
