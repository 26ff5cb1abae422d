import { errors } from "@elastic/elasticsearch";
import type { DiagnosticResult } from "@elastic/elasticsearch";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { parseAddress } from "#storage/index/elasticsearch/connection.ts";
import { isTransient, translateError } from "#storage/index/elasticsearch/translate-error.ts";

function answered(status: number, type: string, inner = ""): errors.ResponseError {
  const root_cause = inner === "" ? [] : [{ type: inner, reason: `${inner} happened` }];
  return new errors.ResponseError({
    statusCode: status,
    body: { error: { type, reason: "no", root_cause }, status },
    headers: {},
    warnings: null,
    meta: { connection: { url: new URL("http://elastic:secret@10.0.0.1:9200") } },
  } as unknown as DiagnosticResult);
}

const CASES: [error: unknown, code: string, transient: boolean][] = [
  [new errors.ConnectionError("connect ECONNREFUSED 10.0.0.1:9200"), "index-unavailable", true],
  [new errors.TimeoutError("Request timed out"), "index-unavailable", true],
  [answered(429, "es_rejected_execution_exception"), "index-unavailable", true],
  [answered(503, "cluster_block_exception"), "index-unavailable", true],
  [answered(401, "security_exception"), "index-unavailable", false],
  [answered(404, "index_not_found_exception"), "index-unavailable", false],
  [answered(400, "index_closed_exception"), "index-unavailable", false],
  [
    answered(400, "search_phase_execution_exception", "too_many_nested_clauses"),
    "invalid-query",
    false,
  ],
  [answered(400, "too_many_buckets_exception"), "invalid-parameter", false],
  [answered(400, "strict_dynamic_mapping_exception"), "internal", false],
  [new TypeError("x is not a function"), "internal", false],
  [new TracewellError("closed", "The index is closed."), "closed", false],
];

test.for(CASES)("%s", ([error, code, transient]) => {
  const translated = translateError(error);
  expect(translated.code).toBe(code);
  expect(isTransient(error)).toBe(transient);
  const { cause } = translated;
  const said = [translated.message, JSON.stringify(translated.detail), String(cause)].join();
  expect(said).not.toMatch(/secret|10\.0\.0\.1/);
});

test.for(["http://me:word@host:9200", "http://me@host", "ftp://host", "word@", ""])(
  "refuses an address without repeating it",
  (address) => {
    expect(() => parseAddress(address)).toThrow(
      /^The address of Elasticsearch must (not|be a URL)/,
    );
    expect(() => parseAddress(address)).not.toThrow(/word|host/);
  },
);
