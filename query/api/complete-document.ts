import { z } from "zod";
import { eventSchema } from "#domain/events/event.ts";
import {
  CLOUD_EVENT_CONTENT_TYPES,
  EVENT_CONTENT_TYPES,
  OTLP_CONTENT_TYPES,
} from "./ingest/content-type.ts";
import { PROBLEM_TYPE } from "./problem.ts";

const operationSchema = z.looseObject({
  operationId: z.string(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string() })),
});

const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
type Document = z.infer<typeof documentSchema>;

const EVENT_EXAMPLE = {
  id: "9b1c2e1e-order-placed",
  type: "order.placed",
  time: "2026-01-31T09:05:00.120Z",
  transactionId: "TU80WKRYTI9QUMJ4",
  objects: [{ type: "order", id: "100000042" }],
  amount: { minor: 6400, currency: "EUR" },
};

const TRACE_EXAMPLE = `-- 2016-7-27 11:32:13 753 --
 [TU80WKRYTI9QUMJ4]
 Test Processing: paying
`;

const CLOUD_EVENT_EXAMPLE = {
  specversion: "1.0",
  id: "A-1",
  source: "/shop/checkout",
  type: "com.example.order.placed",
  time: "2026-01-31T09:05:00.120Z",
  data: { transactionId: "TU80WKRYTI9QUMJ4", objects: [{ type: "order", id: "100000042" }] },
};

const CLOUD_EVENT_BODY = {
  type: "object",
  description: "A CloudEvent 1.0 in the JSON format",
  required: ["specversion", "id", "source", "type"],
  properties: Object.fromEntries(
    ["specversion", "id", "source", "type"].map((name) => [name, { type: "string" }]),
  ),
};

const OTLP_EXAMPLE = {
  resourceLogs: [
    {
      resource: { attributes: [{ key: "service.name", value: { stringValue: "checkout" } }] },
      scopeLogs: [
        {
          logRecords: [
            {
              timeUnixNano: "1769850300120000000",
              severityNumber: 9,
              body: { stringValue: "order placed" },
              attributes: [{ key: "order.id", value: { stringValue: "100000042" } }],
            },
          ],
        },
      ],
    },
  ],
};

const EVENT_BODY = { $ref: "#/components/schemas/EventBody" };
const [JSON_TYPE, NDJSON_TYPE] = EVENT_CONTENT_TYPES;
const [OTLP_JSON_TYPE, OTLP_PROTOBUF_TYPE] = OTLP_CONTENT_TYPES;
const [CLOUD_EVENT_TYPE, CLOUD_EVENT_BATCH_TYPE] = CLOUD_EVENT_CONTENT_TYPES;

/** Bodies that go through unparsed, and so have no schema in their routes. */
const REQUEST_BODIES: Readonly<Record<string, unknown>> = {
  pushEvents: {
    required: true,
    description: "At most 16 MiB, after decompression (`Content-Encoding: gzip` or `zstd`)",
    content: {
      [JSON_TYPE]: {
        schema: { oneOf: [EVENT_BODY, { type: "array", items: EVENT_BODY }] },
        example: EVENT_EXAMPLE,
      },
      [NDJSON_TYPE]: {
        schema: { type: "string", description: "One event a line" },
        example: `${JSON.stringify(EVENT_EXAMPLE)}\n`,
      },
      [CLOUD_EVENT_TYPE]: { schema: CLOUD_EVENT_BODY, example: CLOUD_EVENT_EXAMPLE },
      [CLOUD_EVENT_BATCH_TYPE]: {
        schema: { type: "array", items: CLOUD_EVENT_BODY },
        example: [CLOUD_EVENT_EXAMPLE],
      },
    },
  },
  pushOtlpLogs: {
    required: true,
    description: "An ExportLogsServiceRequest of at most 16 MiB, after decompression",
    content: {
      [OTLP_JSON_TYPE]: { schema: { type: "object" }, example: OTLP_EXAMPLE },
      [OTLP_PROTOBUF_TYPE]: { schema: { type: "string", contentEncoding: "binary" } },
    },
  },
  pushLines: {
    required: true,
    description: "At most 16 MiB, after decompression (`Content-Encoding: gzip` or `zstd`)",
    content: { "text/plain": { schema: { type: "string" }, example: TRACE_EXAMPLE } },
  },
};

/**
 * Adds what routes alone do not tell: bodies taken as bytes, and the problems every route may
 * answer.
 */
export function completeDocument(collected: unknown): Document {
  const document = documentSchema.parse(JSON.parse(JSON.stringify(collected)));
  document.components.schemas.EventBody = eventBodySchema();
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations)) {
      const body = REQUEST_BODIES[operation.operationId];
      if (body !== undefined) operation.requestBody = body;
      describeResponses(operation);
    }
  }
  dropUnused(document);
  return document;
}

function eventBodySchema(): unknown {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(eventSchema, { unrepresentable: "any" });
  return schema;
}

function describeResponses({ operationId, responses }: z.infer<typeof operationSchema>): void {
  for (const response of Object.values(responses)) {
    if (response.description === "Default Response") response.description = "The answer";
  }
  const problem = {
    content: { [PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  // Whoever speaks OTLP reads its errors alone, and they are alike whatever happened.
  const like = operationId === "pushOtlpLogs" ? responses["400"] : problem;
  responses.default = { ...like, description: "Any other problem" };
}

/** The generator makes two schemas of each, one as input; few are referred to. */
function dropUnused({ paths, components }: Document): void {
  let used = JSON.stringify(paths);
  for (let before = -1; before !== used.length;) {
    before = used.length;
    const referred = Object.entries(components.schemas).filter(([name]) =>
      used.includes(`"#/components/schemas/${name}"`),
    );
    used = JSON.stringify([paths, referred]);
  }
  for (const name of Object.keys(components.schemas)) {
    if (!used.includes(`"#/components/schemas/${name}"`)) delete components.schemas[name];
  }
}
