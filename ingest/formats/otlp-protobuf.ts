import protobuf from "protobufjs";
import { TracewellError } from "#domain/errors.ts";
import {
  ExportBounds,
  isReadableLength,
  type OtlpLogRecord,
  refuseExport,
} from "#ingest/formats/otlp-export.ts";

/**
 * The messages around a log record, by the field numbers of opentelemetry-proto 1.x
 * (`logs/v1/logs.proto`, `common/v1/common.proto`, `resource/v1/resource.proto`). Fields have the names of
 * OTLP/JSON. The lists of records are walked by hand: see `readProtobufExport`.
 */
const SCHEMA = protobuf.Root.fromJSON({
  nested: {
    AnyValue: {
      oneofs: {
        value: {
          oneof: [
            "stringValue",
            "boolValue",
            "intValue",
            "doubleValue",
            "arrayValue",
            "kvlistValue",
            "bytesValue",
          ],
        },
      },
      fields: {
        stringValue: { type: "string", id: 1 },
        boolValue: { type: "bool", id: 2 },
        intValue: { type: "int64", id: 3 },
        doubleValue: { type: "double", id: 4 },
        arrayValue: { type: "ArrayValue", id: 5 },
        kvlistValue: { type: "KeyValueList", id: 6 },
        bytesValue: { type: "bytes", id: 7 },
      },
    },
    ArrayValue: { fields: { values: { rule: "repeated", type: "AnyValue", id: 1 } } },
    KeyValueList: { fields: { values: { rule: "repeated", type: "KeyValue", id: 1 } } },
    KeyValue: { fields: { key: { type: "string", id: 1 }, value: { type: "AnyValue", id: 2 } } },
    Resource: {
      fields: {
        attributes: { rule: "repeated", type: "KeyValue", id: 1 },
        droppedAttributesCount: { type: "uint32", id: 2 },
      },
    },
    InstrumentationScope: {
      fields: {
        name: { type: "string", id: 1 },
        version: { type: "string", id: 2 },
        attributes: { rule: "repeated", type: "KeyValue", id: 3 },
        droppedAttributesCount: { type: "uint32", id: 4 },
      },
    },
    LogRecord: {
      fields: {
        timeUnixNano: { type: "fixed64", id: 1 },
        severityNumber: { type: "int32", id: 2 },
        severityText: { type: "string", id: 3 },
        body: { type: "AnyValue", id: 5 },
        attributes: { rule: "repeated", type: "KeyValue", id: 6 },
        droppedAttributesCount: { type: "uint32", id: 7 },
        flags: { type: "fixed32", id: 8 },
        traceId: { type: "bytes", id: 9 },
        spanId: { type: "bytes", id: 10 },
        observedTimeUnixNano: { type: "fixed64", id: 11 },
        eventName: { type: "string", id: 12 },
      },
    },
  },
});

const RESOURCE = SCHEMA.lookupType("Resource");
const SCOPE = SCHEMA.lookupType("InstrumentationScope");
const LOG_RECORD = SCHEMA.lookupType("LogRecord");

const LENGTH_DELIMITED = 2;

type Fields = Record<string, unknown>;

/**
 * The log records of an ExportLogsServiceRequest in protobuf, one by one: only the record at hand is made
 * into values, however many there are. Throws `unreadable-body` where the bytes are no such message, at the
 * latest at its end, and `body-too-large`.
 */
export function* readProtobufExport(message: Buffer): Generator<OtlpLogRecord> {
  const bounds = new ExportBounds();
  for (const resourceLogs of messagesOf(message, 1)) {
    const resource = around(RESOURCE, resourceLogs, "resource");
    const resourceBytes = JSON.stringify(resource).length;
    for (const scopeLogs of messagesOf(resourceLogs, 2)) {
      const scope = around(SCOPE, scopeLogs, "scope");
      const surroundings = resourceBytes + JSON.stringify(scope).length;
      for (const bytes of messagesOf(scopeLogs, 2)) {
        const record = isReadableLength(bytes.length) ? logRecord(bytes) : null;
        const logRecords = [record ?? { body: { bytesValue: bytes.toString("base64") } }];
        bounds.add(surroundings + bytes.length);
        const scopeOut = { ...scope, logRecords };
        yield {
          resource: inner(resource, "resource"),
          scope: inner(scope, "scope"),
          record,
          text: JSON.stringify({ resourceLogs: [{ ...resource, scopeLogs: [scopeOut] }] }),
          offset: bytes.byteOffset - message.byteOffset,
        };
      }
    }
  }
}

/** The messages that stand in one field, in their order. */
function* messagesOf(message: Buffer, field: number): Generator<Buffer> {
  const reader = readable(() => protobuf.Reader.create(message));
  while (reader.pos < reader.len) {
    const tag = readable(() => reader.uint32());
    if (tag >>> 3 === field) {
      if ((tag & 7) !== LENGTH_DELIMITED) refuseExport(`field ${field} is no message`);
      const { buffer, byteOffset, length } = readable(() => reader.bytes());
      yield Buffer.from(buffer, byteOffset, length);
    } else readable(() => reader.skipType(tag & 7));
  }
}

/** What stands beside a list of messages: one message in field 1, and the URL of its schema in field 3. */
function around(type: protobuf.Type, message: Buffer, name: string): Fields {
  const described = lastMessageOf(message, 1);
  if (described !== undefined && !isReadableLength(described.length)) {
    refuseExport(`its ${name} has ${described.length} bytes`);
  }
  const schemaUrl = lastMessageOf(message, 3)?.toString("utf8");
  return {
    ...(described !== undefined && { [name]: values(type, described) }),
    ...(schemaUrl !== undefined && schemaUrl !== "" && { schemaUrl }),
  };
}

/** Of a field that repeats the last one counts; a message may hold millions of them. */
function lastMessageOf(message: Buffer, field: number): Buffer | undefined {
  let last: Buffer | undefined;
  for (const one of messagesOf(message, field)) last = one;
  return last;
}

function inner(surroundings: Fields, name: string): Fields {
  const value = surroundings[name];
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** In OTLP/JSON the IDs of traces are the one kind of bytes that is not Base64. */
function logRecord(bytes: Buffer): Fields {
  const record = values(LOG_RECORD, bytes);
  for (const field of ["traceId", "spanId"]) {
    const id = record[field];
    if (typeof id === "string") record[field] = Buffer.from(id, "base64").toString("hex");
  }
  return record;
}

function values(type: protobuf.Type, bytes: Buffer): Fields {
  return readable(() =>
    type.toObject(type.decode(bytes), { longs: String, bytes: String, json: true }),
  );
}

/** The library throws plain errors of several kinds on bytes that end or nest as they should not. */
function readable<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof TracewellError || !(cause instanceof Error)) throw cause;
    return refuseExport(`the protobuf cannot be read (${cause.message})`, cause);
  }
}
