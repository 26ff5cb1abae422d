import protobuf from "protobufjs";

/** The public definition of OTLP's logs (opentelemetry-proto 1.x), shortened to what is sent here. */
const PROTO = `
syntax = "proto3";
package opentelemetry;
message ExportLogsServiceRequest { repeated ResourceLogs resource_logs = 1; }
message ResourceLogs {
  Resource resource = 1;
  repeated ScopeLogs scope_logs = 2;
  string schema_url = 3;
}
message ScopeLogs {
  InstrumentationScope scope = 1;
  repeated LogRecord log_records = 2;
  string schema_url = 3;
}
message LogRecord {
  fixed64 time_unix_nano = 1;
  int32 severity_number = 2;
  string severity_text = 3;
  AnyValue body = 5;
  repeated KeyValue attributes = 6;
  uint32 dropped_attributes_count = 7;
  fixed32 flags = 8;
  bytes trace_id = 9;
  bytes span_id = 10;
  fixed64 observed_time_unix_nano = 11;
  string event_name = 12;
}
message Resource { repeated KeyValue attributes = 1; }
message InstrumentationScope { string name = 1; string version = 2; repeated KeyValue attributes = 3; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue {
  oneof value {
    string string_value = 1;
    bool bool_value = 2;
    int64 int_value = 3;
    double double_value = 4;
    ArrayValue array_value = 5;
    KeyValueList kvlist_value = 6;
    bytes bytes_value = 7;
  }
}
message ArrayValue { repeated AnyValue values = 1; }
message KeyValueList { repeated KeyValue values = 1; }
`;

const EXPORT = protobuf.parse(PROTO).root.lookupType("opentelemetry.ExportLogsServiceRequest");

/** A message in the values of OTLP/JSON as protobuf; IDs of traces are hexadecimal there. */
export function asProtobuf(message: object): Buffer {
  const value: unknown = JSON.parse(JSON.stringify(message), (key, inner: unknown) =>
    (key === "traceId" || key === "spanId") && typeof inner === "string"
      ? Buffer.from(inner, "hex").toString("base64")
      : inner,
  );
  return Buffer.from(EXPORT.encode(EXPORT.fromObject(Object(value))).finish());
}

export interface ExportParts {
  readonly service?: string;
  readonly records: readonly object[];
}

/** A message of one resource for each part. */
export function exportOf(...parts: readonly ExportParts[]): object {
  return {
    resourceLogs: parts.map(({ service, records }) => ({
      resource: {
        attributes: service === undefined ? [] : [attribute("service.name", service)],
      },
      scopeLogs: [{ scope: { name: "shop", version: "1.2" }, logRecords: records }],
    })),
  };
}

export function attribute(key: string, stringValue: string): object {
  return { key, value: { stringValue } };
}
