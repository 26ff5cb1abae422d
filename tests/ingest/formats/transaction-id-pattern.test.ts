import { describe, expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { moodleTraceFormat } from "#ingest/formats/moodle-trace.ts";
import { ndjsonFormat } from "#ingest/formats/ndjson.ts";
import { plainTextFormat } from "#ingest/formats/plain-text.ts";
import { TransactionIdPattern } from "#ingest/formats/transaction-id-pattern.ts";
import { decode, eventsOf } from "./decoding.ts";

const ENDLESS = { transactionIdPattern: "(A+)+" };
const LONG = "A".repeat(100_000);
const HEADER = "-- 2016-7-27 11:32:13 753 --\n";

function refusal(pattern: string): string {
  try {
    void new TransactionIdPattern(pattern);
    return "accepted";
  } catch (error) {
    return error instanceof TracewellError ? `${error.code}: ${error.message}` : String(error);
  }
}

// A backtracking engine would end none of these in a lifetime.
describe("a nested repeat takes time in proportion to the text", () => {
  test("in a trace, where the bracket closes after something else", () => {
    const input = `${HEADER}  [${"A".repeat(60)}!] x\n${HEADER}  [AAA] Post\n`;
    const [first, second] = eventsOf(decode(moodleTraceFormat, input, ENDLESS));
    expect(first?.event["transactionId"]).toBeUndefined();
    expect(second?.event).toMatchObject({ transactionId: "AAA", message: "Post" });
  });

  test("in text of 100,000 characters", () => {
    const input = `2026-01-01T00:00:00Z [${LONG}!] x tx=${LONG}!1 [A] (tx: AAAA)\n`;
    const [record] = eventsOf(decode(plainTextFormat, input, ENDLESS));
    expect(record?.event["message"]).toHaveLength(input.length - "2026-01-01T00:00:00Z \n".length);
    const other = eventsOf(decode(plainTextFormat, input.replace(`tx=${LONG}!1`, ""), ENDLESS));
    expect(other[0]?.event["transactionId"]).toBe("AAAA");
  });

  test("in JSON", () => {
    const input = `{"time":0,"tx":"${LONG}!"}\n{"time":0,"tx":"AAAA"}\n`;
    const ids = eventsOf(decode(ndjsonFormat, input, ENDLESS)).map(
      ({ event }) => event["transactionId"],
    );
    expect(ids).toEqual([undefined, "AAAA"]);
  });
});

test.each([
  ["(", "missing closing )"],
  ["(?=a)b", "lookaround and backreferences are not supported"],
  ["(a)\\1", "lookaround and backreferences are not supported"],
  ["\\d*", "also matches an empty one"],
  ["[a-z]{600}", "too large"],
  ["([A-Z]+){1,500}", "too large"],
])("%s is refused", (pattern, why) => {
  expect(refusal(pattern)).toMatch(
    /^invalid-parameter: `.*` is not a pattern of transaction IDs: /,
  );
  expect(refusal(pattern)).toContain(why);
});

test("groups of the pattern's own do not get in the way", () => {
  const options = { transactionIdPattern: "^(?<shop>[a-z]{2})-(\\d+)$" };
  const trace = decode(moodleTraceFormat, `${HEADER}  [cz-17] Post\n`, options);
  expect(eventsOf(trace)[0]?.event).toMatchObject({ transactionId: "cz-17", message: "Post" });
  const text = decode(plainTextFormat, "2026-01-01T00:00:00Z got [cz-17], TX=cz-17.\n", options);
  expect(eventsOf(text)[0]?.event).toMatchObject({ transactionId: "cz-17" });
});

test("an ID as long as there may be is described", () => {
  expect(new TransactionIdPattern("[A-Z0-9]{256}").within("^", "$").test("A1".repeat(128))).toBe(
    true,
  );
});
