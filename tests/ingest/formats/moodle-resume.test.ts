import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { array, assert, constantFrom, nat, oneof, property, string, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import { eventSchema } from "#domain/events/event.ts";
import type { Decoded } from "#ingest/formats/format.ts";
import { moodleTraceFormat } from "#ingest/formats/moodle-trace.ts";
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

const SAMPLE = readFileSync(
  fileURLToPath(new URL("../../fixtures/traces/moodle-shop.txt", import.meta.url)),
);
const ID = "TU80WKRYTI9QUMJ4";
const OTHER_ID = "AB12CD34EF56GH78";
const INDENT = " ".repeat(30);

function header(time: string): string {
  return `-- ${time} --\n`;
}

function rows(decoded: readonly Decoded[]): unknown[] {
  return eventsOf(decoded).map(({ event }) => [event["type"], event["time"], event["message"]]);
}

describe("an idle second", () => {
  const record = `${header("2016-7-27 1:2:3 4")}${INDENT}[${ID}] Test Interactive : Payment\nSuccess\n`;

  test("closes an unfinished record with a note; what follows is linked to it", () => {
    const cut = record.indexOf("ment\n");
    const decoder = moodleTraceFormat.createDecoder({
      sourceName: "test",
      timezone: "UTC",
      startOffset: 1000,
    });
    expect(decoder.push(Buffer.from(record.slice(0, cut)))).toEqual([]);
    const closed = decoder.flush({ final: false });
    expect(closed).toHaveLength(1);
    expect(decoder.pendingBytes).toBe(0);
    expect(noteCodes(closed[0])).toEqual(["closed-unfinished"]);
    const rest = [
      ...decoder.push(Buffer.from(record.slice(cut))),
      ...decoder.flush({ final: true }),
    ];
    expect(rest).toHaveLength(1);
    expect(rest[0]).toMatchObject({
      event: {
        type: "trace.recorded",
        time: "2016-07-27T01:02:03.004Z",
        transactionId: ID,
        message: "ment Success",
      },
    });
    expect(noteMessage(rest[0], "continues")).toContain("byte 1000");
    expect([...closed, ...rest].map(sourceBytes).join("")).toBe(record);
  });

  test("closes a record that is complete as far as can be seen without a note", () => {
    const decoder = moodleTraceFormat.createDecoder({ sourceName: "test", timezone: "UTC" });
    decoder.push(Buffer.from(record));
    const closed = decoder.flush({ final: false });
    expect(closed.map(noteCodes)).toEqual([[]]);
    expect(decoder.flush({ final: false })).toEqual([]);
    expect([...decoder.push(SAMPLE), ...decoder.flush({ final: true })]).toHaveLength(7);
  });

  test("holds a header and a displaced beginning until more is known", () => {
    const text = SAMPLE.toString();
    const cut = text.indexOf("Transaction Complete");
    const decoder = moodleTraceFormat.createDecoder({ sourceName: "test", timezone: "UTC" });
    const early = [...decoder.push(SAMPLE.subarray(0, cut)), ...decoder.flush({ final: false })];
    expect(decoder.pendingBytes).toBeGreaterThan(0);
    const late = [...decoder.push(SAMPLE.subarray(cut)), ...decoder.flush({ final: true })];
    expect(rows([...early, ...late])).toEqual(rows(decode(moodleTraceFormat, SAMPLE)));
  });

  test("after any byte loses nothing, and every event stays attributed and valid", () => {
    for (let cut = 1; cut < SAMPLE.length; cut++) {
      const decoder = moodleTraceFormat.createDecoder({ sourceName: "test", timezone: "UTC" });
      const decoded = [
        ...decoder.push(SAMPLE.subarray(0, cut)),
        ...decoder.flush({ final: false }),
        ...decoder.push(SAMPLE.subarray(cut)),
        ...decoder.flush({ final: true }),
      ];
      expect(decoded.map(sourceBytes).join("").trimEnd()).toBe(SAMPLE.toString().trimEnd());
      expect(badOf(decoded)).toEqual([]);
      for (const { event } of eventsOf(decoded)) {
        expect(event["transactionId"]).toBe(ID);
        expect(eventSchema.safeParse(event).error).toBeUndefined();
      }
    }
  });
});

describe("a new decoder after an idle second", () => {
  test("goes on as the old one would have", () => {
    for (let cut = 0; cut <= SAMPLE.length; cut++) {
      const paused = decodeWithPauses(moodleTraceFormat, SAMPLE, {}, [cut]);
      const restarted = decodeWithRestarts(moodleTraceFormat, SAMPLE, {}, [cut], true);
      expect(renumbered(restarted)).toEqual(renumbered(paused));
    }
  });

  test("refuses a continuation that no decoder wrote, and passes over another format's", () => {
    expect(() => decode(moodleTraceFormat, SAMPLE, { continuation: '{"format":' })).toThrow(
      /continuation/,
    );
    expect(() => decode(moodleTraceFormat, SAMPLE, { continuation: "{}" })).toThrow(/continuation/);
    const other = JSON.stringify({
      format: "text",
      offset: 0,
      transactionId: null,
      hadMessage: true,
      oversized: false,
      insideLine: true,
      timeText: "",
    });
    expect(decode(moodleTraceFormat, SAMPLE, { continuation: other })).toHaveLength(7);
  });
});

describe("any input", () => {
  const fragment = oneof(
    constantFrom(
      header("2016-7-27 1:2:3 4"),
      header("2016-2-30 1:2:3 4"),
      "-- 2016-7-27 1:2 --\r\n",
      `${INDENT}[${ID}] Production Controller:\n`,
      `${INDENT}[${OTHER_ID}]\r\n`,
      `[${ID}] x\n`,
      "Post Pay process\n",
      "\n",
      "  \r\n",
      "--",
      "[",
      "\uFEFF",
    ),
    string({ unit: "binary", maxLength: 8 }),
    uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  );
  const anyInput = array(fragment, { maxLength: 24 }).map((parts) =>
    Buffer.from(parts.join(""), "latin1"),
  );
  const cuts = array(nat(400), { maxLength: 6 });

  test("is read without loss and the same for every split and restart", () => {
    assert(
      property(anyInput, cuts, (input, cuts) => {
        const whole = decode(moodleTraceFormat, input);
        const joined = Buffer.concat(whole.map(sourceBytes));
        expect(joined.equals(input.subarray(0, joined.length))).toBe(true);
        expect(input.subarray(joined.length).toString("latin1").replace(/^ï»¿/, "")).toMatch(
          /^[ \t\r\n]*$/,
        );
        expect(comparable(decode(moodleTraceFormat, input, {}, cuts))).toEqual(comparable(whole));
        const restarted = decodeWithRestarts(moodleTraceFormat, input, {}, cuts);
        expect(restarted.map(sourceBytes).join("|")).toEqual(whole.map(sourceBytes).join("|"));
        expect(renumbered(decodeWithRestarts(moodleTraceFormat, input, {}, cuts, true))).toEqual(
          renumbered(decodeWithPauses(moodleTraceFormat, input, {}, cuts)),
        );
        for (const { event } of eventsOf(whole)) {
          expect(eventSchema.safeParse(event).error).toBeUndefined();
        }
      }),
      { numRuns: 300 },
    );
  });
});
