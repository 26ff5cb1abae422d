import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { moodleTraceFormat } from "#ingest/formats/moodle-trace.ts";
import { badOf, decode, eventsOf, noteCodes, noteMessage, sourceBytes } from "./decoding.ts";

const SAMPLE = readFileSync(
  fileURLToPath(new URL("../../fixtures/traces/moodle-shop.txt", import.meta.url)),
);
const ID = "TU80WKRYTI9QUMJ4";
const INDENT = " ".repeat(30);

function header(time: string): string {
  return `-- ${time} --\n`;
}

describe("what cannot be read", () => {
  test.each([
    ["2016-2-30 1:2:3 4", "2016-2-30 does not exist"],
    ["2016-13-1 1:2:3 4", "no month 13"],
    ["2016-7-27 25:61:0 4", "25:61:0 does not exist"],
    ["2016-7-27 1:2:3 1000", "1000 is more"],
    ["2016-7-27 25:61", "no seconds"],
    ["2016-7-27 1:2:3", "no milliseconds"],
  ])("an impossible time %s goes to quarantine with its whole record", (time, problem) => {
    const record = `${header(time)}${INDENT}[${ID}] Test Processing: paying\n`;
    const decoded = decode(moodleTraceFormat, record + SAMPLE.toString());
    expect(eventsOf(decoded)).toHaveLength(7);
    const [bad] = badOf(decoded);
    expect(bad).toMatchObject({
      reason: "invalid-time",
      position: { line: 1, offset: 0, index: 0 },
    });
    expect(bad?.message).toContain(problem);
    expect(Buffer.from(bad?.content ?? []).toString()).toBe(record);
  });

  test("text before the first header goes to quarantine whole", () => {
    const decoded = decode(moodleTraceFormat, `\nlost\n  tail\n${SAMPLE.toString()}`);
    expect(decoded.map((record) => record.kind)).toEqual(["bad", ...Array(7).fill("event")]);
    expect(badOf(decoded)[0]).toMatchObject({ reason: "undecodable" });
    expect(badOf(decoded)[0]?.message).toContain("no header");
    expect(decoded.map(sourceBytes)[0]?.toString()).toBe("\nlost\n  tail\n");
  });

  test("a record above a mebibyte is oversized, and the next one is read", () => {
    const long = `${header("2016-7-27 1:2:3 4")}${INDENT}[${ID}] ${"x".repeat(1024 * 1024)}\n`;
    const decoded = decode(moodleTraceFormat, long + SAMPLE.toString());
    expect(badOf(decoded)).toMatchObject([{ reason: "oversized" }]);
    expect(decoded.map(sourceBytes)[0]).toHaveLength(long.length);
    expect(eventsOf(decoded)).toHaveLength(7);
  });

  test("an endless record is cut into pieces of which no byte is lost", () => {
    const input = Buffer.concat([
      Buffer.from(header("2016-7-27 1:2:3 4")),
      Buffer.alloc(17 * 1024 * 1024, "text that never ends\n"),
      SAMPLE,
    ]);
    const decoded = decode(moodleTraceFormat, input, {}, [5_000_000, 9_999_999]);
    expect(badOf(decoded).every((bad) => bad.reason === "oversized")).toBe(true);
    expect(eventsOf(decoded).length).toBeGreaterThanOrEqual(6);
    expect(Buffer.concat(decoded.map(sourceBytes)).equals(input)).toBe(true);
  });
});

test("a record of too many lines goes on in linked records", () => {
  const input = `${header("2016-7-27 1:2:3 4")}${INDENT}[${ID}] a\n${"x\n".repeat(150_000)}`;
  const decoded = decode(moodleTraceFormat, input, {}, [123_456]);
  expect(decoded.map(noteCodes)).toEqual([[], ["continues"], ["continues"]]);
  expect(eventsOf(decoded).map(({ event }) => event["transactionId"])).toEqual([ID, ID, ID]);
  expect(Buffer.concat(decoded.map(sourceBytes)).toString() === input).toBe(true);
});

describe("time zones", () => {
  test("a local time is read in the source's zone", () => {
    const [event] = eventsOf(decode(moodleTraceFormat, SAMPLE, { timezone: "Europe/Paris" }));
    expect(event?.event["time"]).toBe("2016-07-27T09:32:13.753Z");
    expect(() => decode(moodleTraceFormat, "", { timezone: "Europe/Atlantis" })).toThrow(
      /time zone/,
    );
  });

  test("an hour that occurs twice is kept, the earlier taken and both named", () => {
    const input = `${header("2016-10-30 2:30:0 7")}${INDENT}[${ID}] a\n`;
    const [record] = decode(moodleTraceFormat, input, { timezone: "Europe/Paris" });
    expect(record).toMatchObject({ event: { time: "2016-10-30T00:30:00.007Z" } });
    const message = noteMessage(record, "time-ambiguous");
    expect(message).toContain("2016-10-30T00:30:00.007Z (offset +02:00)");
    expect(message).toContain("2016-10-30T01:30:00.007Z (offset +01:00)");
  });

  test("an hour that never occurs is kept, and how it was read is named", () => {
    const input = `${header("2016-3-27 2:30:0 7")}${INDENT}[${ID}] a\n`;
    const [record] = decode(moodleTraceFormat, input, { timezone: "Europe/Paris" });
    expect(record).toMatchObject({ event: { time: "2016-03-27T01:30:00.007Z" } });
    expect(noteMessage(record, "time-in-gap")).toContain("offset +01:00");
  });

  test("hours beside a change are plain", () => {
    const times = [
      "2016-10-30 1:59:59 999",
      "2016-10-30 3:0:0 0",
      "2016-3-27 1:59:59 999",
      "2016-3-27 3:0:0 0",
    ];
    const input = times.map((time) => `${header(time)}${INDENT}[${ID}] a\n`).join("");
    const decoded = decode(moodleTraceFormat, input, { timezone: "Europe/Paris" });
    expect(decoded.flatMap(noteCodes)).toEqual([]);
    expect(eventsOf(decoded).map(({ event }) => event["time"])).toEqual([
      "2016-10-29T23:59:59.999Z",
      "2016-10-30T02:00:00.000Z",
      "2016-03-27T00:59:59.999Z",
      "2016-03-27T01:00:00.000Z",
    ]);
  });
});
