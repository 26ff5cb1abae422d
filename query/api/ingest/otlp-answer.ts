import protobuf from "protobufjs";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";

/** By the field numbers of opentelemetry-proto (`logs_service.proto`) and `google/rpc/status.proto`. */
const SCHEMA = protobuf.Root.fromJSON({
  nested: {
    ExportLogsServiceResponse: {
      fields: { partialSuccess: { type: "ExportLogsPartialSuccess", id: 1 } },
    },
    ExportLogsPartialSuccess: {
      fields: {
        rejectedLogRecords: { type: "int64", id: 1 },
        errorMessage: { type: "string", id: 2 },
      },
    },
    Status: { fields: { code: { type: "int32", id: 1 }, message: { type: "string", id: 2 } } },
  },
});

const RESPONSE = SCHEMA.lookupType("ExportLogsServiceResponse");
const STATUS = SCHEMA.lookupType("Status");

/** Reasons told in one answer; the rest lies in quarantine as well. */
const REASONS_MAX = 3;

/** As a client asked: the answer has the encoding of the request. */
export type OtlpEncoding = "json" | "protobuf";

export interface OtlpAnswer {
  readonly contentType: string;
  readonly body: Buffer;
}

/** ExportLogsServiceResponse: everything was taken, or so many records lie in quarantine, and why. */
export function exportAnswer(answer: IngestAnswer | null, encoding: OtlpEncoding): OtlpAnswer {
  const rejected = answer?.quarantined ?? 0;
  if (answer === null || rejected === 0) return encoded(RESPONSE, {}, encoding);
  const errorMessage = refusalsOf(answer);
  // int64 is text in JSON.
  const count = encoding === "json" ? String(rejected) : rejected;
  return encoded(
    RESPONSE,
    { partialSuccess: { rejectedLogRecords: count, errorMessage } },
    encoding,
  );
}

/** google.rpc.Status of an error. */
export function statusAnswer(
  status: { httpStatus: number; message: string },
  encoding: OtlpEncoding,
): OtlpAnswer {
  const code = RPC_CODES[status.httpStatus] ?? (status.httpStatus < 500 ? INVALID : INTERNAL);
  return encoded(STATUS, { code, message: status.message }, encoding);
}

const INVALID = 3;
const INTERNAL = 13;

/** Codes of gRPC by what HTTP says. */
const RPC_CODES: Readonly<Record<number, number>> = {
  401: 16,
  403: 7,
  404: 5,
  413: 8,
  429: 8,
  502: 14,
  503: 14,
  504: 4,
};

function refusalsOf({ items }: IngestAnswer): string {
  const refused = items.filter(({ status }) => status === "quarantined");
  const told = refused.slice(0, REASONS_MAX).map(({ id, error }) => `${id}: ${error?.message}`);
  const more = refused.length - told.length;
  return `Kept in quarantine, not to be sent again. ${told.join(" ")}${more > 0 ? ` And ${more} more.` : ""}`;
}

function encoded(
  type: protobuf.Type,
  message: Record<string, unknown>,
  encoding: OtlpEncoding,
): OtlpAnswer {
  if (encoding === "json") {
    return { contentType: "application/json", body: Buffer.from(JSON.stringify(message)) };
  }
  const bytes = type.encode(type.fromObject(message)).finish();
  return { contentType: "application/x-protobuf", body: Buffer.from(bytes) };
}
