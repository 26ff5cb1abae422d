import { array, assert, constantFrom, nat, oneof, property, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import { eventSchema } from "#domain/events/event.ts";
import type { Decoded, DecodeOptions } from "#ingest/formats/format.ts";
import { plainTextFormat } from "#ingest/formats/plain-text.ts";
import {
  badOf,
  comparable,
  decode,
  decodeWithPauses,
  decodeWithRestarts,
  eventsOf,
  noteCodes,
  noteMessage,
  renumbered,
  sourceBytes,
} from "./decoding.ts";

const ID = "TU80WKRYTI9QUMJ4";
const ARRIVAL = { assumedTimeMs: Date.UTC(2026, 0, 2, 12) };

function only(text: string, options: Partial<DecodeOptions> = {}): Record<string, unknown> {
  const decoded = decode(plainTextFormat, text, options);
  expect(decoded).toHaveLength(1);
  const [event] = eventsOf(decoded);
  if (event === undefined) throw new Error(badOf(decoded)[0]?.message);
  expect(eventSchema.safeParse(event.event).error).toBeUndefined();
  return event.event;
}

describe("a line's time", () => {
  test.each([
    ["2016-07-27T11:32:13.753Z started", "2016-07-27T11:32:13.753Z", "started"],
    ["2016-07-27T11:32:13.753+02:00 started", "2016-07-27T09:32:13.753Z", "started"],
    ["2016-07-27 11:32:13,753 INFO started", "2016-07-27T09:32:13.753Z", "INFO started"],
    ["[2016-07-27 11:32:13] started", "2016-07-27T09:32:13.000Z", "started"],
    [
      "2016/07/27 11:32:13 [error] 7#7: refused",
      "2016-07-27T09:32:13.000Z",
      "[error] 7#7: refused",
    ],
    [
      "<34>1 2016-07-27T11:32:13.753Z host shop - - started",
      "2016-07-27T11:32:13.753Z",
      "host shop - - started",
    ],
    [
      '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326',
      "2000-10-10T20:55:36.000Z",
      '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326',
    ],
    [
      "[Wed Oct 11 14:32:52.123 2000] [core:error] denied",
      "2000-10-11T12:32:52.123Z",
      "[core:error] denied",
    ],
  ])("%s", (line, time, message) => {
    const event = only(`${line}\n`, { timezone: "Europe/Paris" });
    expect(event).toMatchObject({ type: "trace.recorded", time, message, raw: `${line}\n` });
  });

  test("without a year is read by the arrival, or not at all", () => {
    const line = "<13>Dec 31 23:59:58 host shop: started\n";
    expect(only(line, ARRIVAL)["time"]).toBe("2025-12-31T23:59:58.000Z");
    expect(only("Jan  2 11:00:00 host x\n", ARRIVAL)["time"]).toBe("2026-01-02T11:00:00.000Z");
    expect(noteCodes(decode(plainTextFormat, line, ARRIVAL)[0])).toEqual(["year-assumed"]);
    expect(badOf(decode(plainTextFormat, line))).toMatchObject([{ reason: "invalid-time" }]);
  });

  test("that is impossible makes its record bad", () => {
    const [bad] = badOf(decode(plainTextFormat, "2016-02-30 11:32:13 started\n  more\n"));
    expect(bad).toMatchObject({ reason: "invalid-time", position: { line: 1, offset: 0 } });
    expect(bad?.message).toContain("2016-2-30 does not exist");
    expect(Buffer.from(bad?.content ?? []).toString()).toBe(
      "2016-02-30 11:32:13 started\n  more\n",
    );
  });

  test("is noted where it is ambiguous or too precise", () => {
    const decoded = decode(
      plainTextFormat,
      "2016-10-30 02:30:00.000001 a\n2016-03-27 02:30:00 b\n",
      { timezone: "Europe/Paris" },
    );
    expect(decoded.map(noteCodes)).toEqual([["time-ambiguous", "time-truncated"], ["time-in-gap"]]);
  });
});

describe("the lines of a record", () => {
  test("go up to the next time, stack traces and blank lines included", () => {
    const first =
      "2016-07-27 11:32:13 ERROR boom\njava.lang.Error: x\n\tat a.b(C.java:1)\n\nCaused by: y\n";
    const decoded = decode(plainTextFormat, `${first}2016-07-27 11:32:14 ok\n`);
    expect(eventsOf(decoded).map(({ event }) => event["message"])).toEqual([
      "ERROR boom\njava.lang.Error: x\n\tat a.b(C.java:1)\nCaused by: y",
      "ok",
    ]);
    expect(decoded.map(sourceBytes)[0]?.toString()).toBe(first);
    expect(eventsOf(decoded).map(({ event }) => event["level"])).toEqual(["error", undefined]);
  });

  test("without any time are one bad record, or each of its arrival", () => {
    const text = "no time here\nnor here\n  detail\n";
    const decoded = decode(plainTextFormat, text);
    expect(decoded).toMatchObject([{ kind: "bad", reason: "invalid-time" }]);
    expect(decoded.map(sourceBytes).map(String)).toEqual([text]);
    const live = decode(plainTextFormat, text, ARRIVAL);
    expect(live.map(noteCodes)).toEqual([["time-assumed"], ["time-assumed"]]);
    expect(live.map(sourceBytes).map(String)).toEqual(["no time here\n", "nor here\n  detail\n"]);
    expect(noteMessage(live[0], "time-assumed")).toContain("2026-01-02T12:00:00.000Z");
  });

  test("that are not UTF-8 survive", () => {
    const bytes = Buffer.from("2016-07-27 11:32:13 caf\xe9\n", "latin1");
    const decoded = decode(plainTextFormat, bytes);
    expect(noteCodes(decoded[0])).toEqual(["not-utf8"]);
    expect(decoded.map(sourceBytes)).toEqual([bytes]);
  });
});

describe("a transaction in the text", () => {
  const at = "2016-07-27 11:32:13 ";
  test.each([
    [`[${ID}] paying`, ID],
    [`paying tx=${ID}, twice [${ID}]`, ID],
    [`transaction-id: "${ID}"`, ID],
    ["tx=ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOP"],
    ["[AUTHENTICATIONXX] failed", undefined],
    ["[1469618733753000] tick", undefined],
    [`[${ID}] and [AB12CD34EF56GH78]`, undefined],
    [`paying ${ID}`, undefined],
    [`[${ID}7] x`, undefined],
    [`tx=${ID}7`, undefined],
  ])("%s", (text, id) => {
    const [record] = decode(plainTextFormat, at + text);
    expect(record).toMatchObject({ kind: "event" });
    expect(record?.kind === "event" && record.event["transactionId"]).toBe(id);
    expect(noteCodes(record)).toEqual(id === undefined ? [] : ["id-found-in-text"]);
    expect(only(at + text)).toHaveProperty(id === undefined ? "unattributed" : "objects");
  });
});

describe("an idle second", () => {
  test("closes a record; an unended line is noted and its rest linked", () => {
    const text = `2016-07-27 11:32:13 [${ID}] pay`;
    const decoder = plainTextFormat.createDecoder({ sourceName: "test", timezone: "UTC" });
    decoder.push(Buffer.from(text));
    const closed = decoder.flush({ final: false });
    expect(closed.map(noteCodes)).toEqual([["closed-unfinished", "id-found-in-text"]]);
    decoder.push(Buffer.from("ing\n"));
    const [rest] = decoder.flush({ final: true });
    expect(noteCodes(rest)).toEqual(["continues"]);
    expect(rest).toMatchObject({
      event: { time: "2016-07-27T11:32:13.000Z", transactionId: ID, message: "ing" },
    });
  });

  test("links details that come later, and nothing else", () => {
    const decoder = plainTextFormat.createDecoder({
      sourceName: "test",
      timezone: "UTC",
      ...ARRIVAL,
    });
    decoder.push(Buffer.from("2016-07-27 11:32:13 boom\n"));
    expect(decoder.flush({ final: false }).map(noteCodes)).toEqual([[]]);
    decoder.push(Buffer.from("\tat a.b\n"));
    expect(decoder.flush({ final: false }).map(noteCodes)).toEqual([["continues"]]);
    decoder.push(Buffer.from("something else\n"));
    expect(decoder.flush({ final: true }).map(noteCodes)).toEqual([["time-assumed"]]);
  });

  test("waits for the rest of a time", () => {
    const decoder = plainTextFormat.createDecoder({ sourceName: "test", timezone: "UTC" });
    decoder.push(Buffer.from("2016-07-27 11:3"));
    expect(decoder.flush({ final: false })).toEqual([]);
    expect(decoder.pendingBytes).toBe(15);
    decoder.push(Buffer.from("2:13 a\n"));
    expect(decoder.flush({ final: true })).toMatchObject([
      { event: { time: "2016-07-27T11:32:13.000Z" } },
    ]);
  });
});

test("records above a mebibyte are oversized and whole", () => {
  const long = `2016-07-27 11:32:13 ${"x".repeat(1024 * 1024)}\n`;
  const decoded = decode(plainTextFormat, `${long}2016-07-27 11:32:14 ok\n`);
  expect(decoded.map((record) => record.kind)).toEqual(["bad", "event"]);
  expect(badOf(decoded)).toMatchObject([{ reason: "oversized" }]);
  expect(decoded.map(sourceBytes)[0]?.toString() === long).toBe(true);
});

test("endless text is cut into pieces of which no byte is lost", () => {
  for (const beginning of ["2016-07-27 11:32:13 a\n", "no time\n"]) {
    const endless = Buffer.alloc(17 * 1024 * 1024 + 5, "more and more text\n");
    const input = Buffer.concat([
      Buffer.from(beginning),
      endless,
      Buffer.from("\n2016-07-27 11:32:14 ok\n"),
    ]);
    const decoded = decode(plainTextFormat, input, {}, [9_999_999]);
    expect(Buffer.concat(decoded.map(sourceBytes)).equals(input)).toBe(true);
    expect(eventsOf(decoded)).toHaveLength(1);
  }
});

test("any text is read without loss, the same for every split, restart and pause", () => {
  const piece = oneof(
    constantFrom(
      "2016-07-27 11:32:13 a\n",
      "2016-02-30 11:32:13 b\r\n",
      "Jan  2 11:00:00 h c\n",
      "text\n",
      "\tat x\n",
      "Caused by: z\n",
      "\n",
      "  \n",
      `[${ID}]`,
      "[2016-07-27 1",
      "\uFEFF",
    ),
    uint8Array({ maxLength: 5 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  );
  const anyInput = array(piece, { maxLength: 16 }).map((parts) =>
    Buffer.from(parts.join(""), "latin1"),
  );
  assert(
    property(
      anyInput,
      array(nat(200), { maxLength: 5 }),
      constantFrom({}, ARRIVAL),
      (input, cuts, options) => {
        const whole = decode(plainTextFormat, input, options);
        const joined = Buffer.concat(whole.map(sourceBytes));
        expect(joined.equals(input.subarray(0, joined.length))).toBe(true);
        expect(input.subarray(joined.length).toString("latin1")).toMatch(/^[ \t\r\n]*$/);
        expect(comparable(decode(plainTextFormat, input, options, cuts))).toEqual(
          comparable(whole),
        );
        expect(renumbered(decodeWithRestarts(plainTextFormat, input, options, cuts))).toEqual(
          renumbered(whole),
        );
        const paused = decodeWithPauses(plainTextFormat, input, options, cuts);
        expect(
          Buffer.concat(paused.map(sourceBytes)).equals(
            input.subarray(0, Buffer.concat(paused.map(sourceBytes)).length),
          ),
        ).toBe(true);
        expect(renumbered(decodeWithRestarts(plainTextFormat, input, options, cuts, true))).toEqual(
          renumbered(paused),
        );
        for (const { event } of eventsOf(whole)) {
          expect(eventSchema.safeParse(event).error).toBeUndefined();
        }
      },
    ),
    { numRuns: 300 },
  );
});

function readWithoutZone(input: string): Decoded[] {
  const decoder = plainTextFormat.createDecoder({ sourceName: "test" });
  return [...decoder.push(Buffer.from(input)), ...decoder.flush({ final: true })];
}

test("a time without a zone is noted as assumed to be UTC where none was set, another is not", () => {
  const local = "2016-07-27 11:32:13 boom\n";
  const zoned = "2016-07-27T11:32:13Z boom\n";
  expect(readWithoutZone(local).map(noteCodes)).toEqual([["zone-assumed"]]);
  expect(decode(plainTextFormat, local).map(noteCodes)).toEqual([[]]);
  expect(new Set(readWithoutZone(zoned).flatMap(noteCodes))).toEqual(new Set());
  expect(eventsOf(readWithoutZone(zoned))).toHaveLength(1);
});
