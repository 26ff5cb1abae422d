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

function rows(decoded: readonly Decoded[]): unknown[] {
  return eventsOf(decoded).map(({ event }) => [event["type"], event["time"], event["message"]]);
}

function header(time: string): string {
  return `-- ${time} --\n`;
}

describe("the shop's sample", () => {
  test("gives seven typed events in order, the displaced one reassembled", () => {
    const decoded = decode(moodleTraceFormat, SAMPLE);
    expect(badOf(decoded)).toEqual([]);
    expect(rows(decoded)).toEqual([
      ["payment.requested", "2016-07-27T11:32:13.753Z", "Test Processing: paying"],
      ["payment.captured", "2016-07-27T11:32:14.193Z", "Test Interactive : Payment Success"],
      [
        "fulfillment.started",
        "2016-07-27T11:32:14.761Z",
        "Production Controller: Full production starting from SOLDOUT ...",
      ],
      [
        "fulfillment.handlerMissing",
        "2016-07-27T11:32:14.764Z",
        "Prepay Production Error: No handler for COURSETOBUY",
      ],
      ["trace.recorded", "2016-07-27T11:32:14.766Z", "Production Controller: Post Pay process"],
      [
        "order.completed",
        "2016-07-27T11:32:14.774Z",
        "Production Controller: Transaction Complete Operations",
      ],
      [
        "warning.recorded",
        "2016-07-27T11:32:15.854Z",
        "Production Controller Warning: Seems no sales manager are assigned",
      ],
    ]);
    expect(decoded.map(noteCodes)).toEqual([[], [], [], [], [], ["reassembled"], []]);
  });

  test("names components, states, handlers and the transaction", () => {
    const events = eventsOf(decode(moodleTraceFormat, SAMPLE)).map(({ event }) => event);
    expect(events.map((event) => event["attributes"])).toEqual([
      { component: "Test Processing" },
      { component: "Test Interactive" },
      { component: "Production Controller", fromState: "SOLDOUT" },
      { component: "Prepay Production", handler: "COURSETOBUY" },
      { component: "Production Controller" },
      { component: "Production Controller" },
      { component: "Production Controller" },
    ]);
    for (const event of events) {
      expect(event).toMatchObject({
        transactionId: ID,
        objects: [{ type: "transaction", id: ID }],
      });
      expect(eventSchema.safeParse(event).success).toBe(true);
    }
  });

  test("has positions, and IDs only where the file is known by its fingerprint", () => {
    const named = decode(moodleTraceFormat, SAMPLE, { file: "t.log", fingerprint: "00ff" });
    expect(named.map((record) => record.position)).toEqual(
      [
        [1, 0],
        [4, 152],
        [8, 315],
        [11, 458],
        [14, 588],
        [17, 706],
        [20, 839],
      ].map(([line, offset], index) => ({ file: "t.log", line, offset, index })),
    );
    expect(eventsOf(named).map((record) => record.derivedId)).toContain("00ff:706");
    expect(
      comparable(decode(moodleTraceFormat, SAMPLE, { file: "t.log", fingerprint: "00ff" })),
    ).toEqual(comparable(named));
    for (const record of decode(moodleTraceFormat, SAMPLE)) {
      expect(record).not.toHaveProperty("derivedId");
    }
  });

  test("is the same for every split in two, and with CRLF", () => {
    const whole = comparable(decode(moodleTraceFormat, SAMPLE));
    for (let cut = 0; cut <= SAMPLE.length; cut++) {
      expect(comparable(decode(moodleTraceFormat, SAMPLE, {}, [cut]))).toEqual(whole);
    }
    const crlf = decode(moodleTraceFormat, SAMPLE.toString().replaceAll("\n", "\r\n"));
    expect(rows(crlf)).toEqual(rows(decode(moodleTraceFormat, SAMPLE)));
    expect(crlf.map(noteCodes)).toEqual([[], [], [], [], [], ["reassembled"], []]);
  });

  test("is the same when reading restarts after any byte", () => {
    const whole = renumbered(decode(moodleTraceFormat, SAMPLE));
    for (let cut = 0; cut <= SAMPLE.length; cut++) {
      expect(renumbered(decodeWithRestarts(moodleTraceFormat, SAMPLE, {}, [cut]))).toEqual(whole);
    }
  });
});

describe("records without a transaction", () => {
  test("are kept and say why", () => {
    const input = `${header("2016-7-27 1:2:3 5")}Cannot open session\n${header("2016-7-27 1:2:3 53")}${INDENT}[TU80WKRYTl9QUMJ4] Test Processing: paying\n`;
    const [first, second] = eventsOf(decode(moodleTraceFormat, input));
    expect(first?.event).toMatchObject({
      time: "2016-07-27T01:02:03.005Z",
      message: "Cannot open session",
      unattributed: "no transaction ID in the record",
    });
    expect(first?.event).not.toHaveProperty("transactionId");
    expect(second?.event).toMatchObject({
      time: "2016-07-27T01:02:03.053Z",
      type: "trace.recorded",
      message: "[TU80WKRYTl9QUMJ4] Test Processing: paying",
      unattributed: "[TU80WKRYTl9QUMJ4] does not have the form of a transaction ID",
    });
  });

  test("an error without ID is not given to the transaction that ended before it", () => {
    const input = `${header("2016-7-27 1:2:3 5")}${INDENT}[${ID}] Test Processing: paying\n${INDENT}[${ID}] Production Controller: Post Pay process\n${header("2016-7-27 1:2:3 6")}Session lost\n`;
    const decoded = decode(moodleTraceFormat, input);
    expect(decoded.map(noteCodes)).toEqual([[], ["shared-header"], []]);
    expect(eventsOf(decoded).map(({ event }) => event["transactionId"])).toEqual([
      ID,
      ID,
      undefined,
    ]);
  });

  test("the pattern of IDs is the source's", () => {
    const input = `${header("2016-7-27 1:2:3 5")}  [tx-17] Test Processing: paying\n`;
    const options = { transactionIdPattern: "^tx-\\d+$" };
    expect(eventsOf(decode(moodleTraceFormat, input, options))[0]?.event).toMatchObject({
      transactionId: "tx-17",
      type: "payment.requested",
    });
    expect(() => decode(moodleTraceFormat, "", { transactionIdPattern: "(" })).toThrow(/pattern/);
  });
});

describe("odd but readable text", () => {
  test("interleaved transactions stay apart", () => {
    const input = [ID, OTHER_ID, ID, OTHER_ID]
      .map(
        (id, index) =>
          `${header(`2016-7-27 1:2:3 ${index}`)}${INDENT}[${id}]\n${INDENT}${INDENT}step ${index}\n`,
      )
      .join("");
    expect(
      eventsOf(decode(moodleTraceFormat, input)).map(({ event }) => [
        event["transactionId"],
        event["message"],
      ]),
    ).toEqual([
      [ID, "step 0"],
      [OTHER_ID, "step 1"],
      [ID, "step 2"],
      [OTHER_ID, "step 3"],
    ]);
  });

  test("a displaced beginning of another transaction is its own, with the header after it", () => {
    const input = `${header("2016-7-27 1:2:3 1")}${INDENT}[${ID}] Test Processing: paying\n${INDENT}[${OTHER_ID}] Production Controller:\n${header("2016-7-27 1:2:3 2")}Post Pay process\n`;
    const events = eventsOf(decode(moodleTraceFormat, input)).map(({ event }) => event);
    expect(
      events.map((event) => [event["transactionId"], event["time"], event["message"]]),
    ).toEqual([
      [ID, "2016-07-27T01:02:03.001Z", "Test Processing: paying"],
      [OTHER_ID, "2016-07-27T01:02:03.002Z", "Production Controller: Post Pay process"],
    ]);
  });

  test("a displaced beginning whose header has its own ID becomes a noted record", () => {
    const input = `${header("2016-7-27 1:2:3 1")}${INDENT}[${ID}] Test Processing: paying\n${INDENT}[${ID}] Production Controller:\n${header("2016-7-27 1:2:3 2")}${INDENT}[${OTHER_ID}] Test Processing: paying\n`;
    const decoded = decode(moodleTraceFormat, input);
    expect(decoded.map(noteCodes)).toEqual([[], ["shared-header"], []]);
    expect(noteMessage(decoded[1], "shared-header")).toContain("2016-7-27 1:2:3 1");
  });

  test("dashes, brackets and headers inside a message are text", () => {
    const message = `-- not a header --\n[${OTHER_ID}] quoted -- 2016-7-27 1:2:3 9 -- [x]\n  -- 2016-7-27 1:2:3 9 --\n-- 2016-7-27 1:2:3 9 -- trailing`;
    const decoded = decode(
      moodleTraceFormat,
      `${header("2016-7-27 1:2:3 1")}${INDENT}[${ID}] a\n${message}\n`,
    );
    expect(decoded).toHaveLength(1);
    expect(eventsOf(decoded)[0]?.event["message"]).toBe(`a ${message.replaceAll(/\n\s*/g, " ")}`);
  });

  test("bytes that are not UTF-8 survive", () => {
    const input = Buffer.concat([
      Buffer.from(`${header("2016-7-27 1:2:3 1")}${INDENT}[${ID}] pay`),
      Buffer.from([0xe9, 0xff, 0x0a]),
    ]);
    const decoded = decode(moodleTraceFormat, input);
    expect(noteCodes(decoded[0])).toEqual(["not-utf8"]);
    expect(eventsOf(decoded)[0]?.event["message"]).toBe("pay\uFFFD\uFFFD");
    expect(decoded.map(sourceBytes)).toEqual([input]);
  });

  test("a byte order mark is no text, but stays in raw", () => {
    const decoded = decode(moodleTraceFormat, `\uFEFF${SAMPLE.toString()}`);
    expect(rows(decoded)).toEqual(rows(decode(moodleTraceFormat, SAMPLE)));
    expect(eventsOf(decoded)[0]?.event["raw"]).toMatch(/^\uFEFF--/);
  });
});

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

describe("an idle second", () => {
  const record = `${header("2016-7-27 1:2:3 4")}${INDENT}[${ID}] Test Interactive : Payment\nSuccess\n`;

  test("closes an unfinished record with a note; what follows is linked to it", () => {
    const cut = record.indexOf("ment\n");
    const decoder = moodleTraceFormat.createDecoder({ sourceName: "test", startOffset: 1000 });
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
    const decoder = moodleTraceFormat.createDecoder({ sourceName: "test" });
    decoder.push(Buffer.from(record));
    const closed = decoder.flush({ final: false });
    expect(closed.map(noteCodes)).toEqual([[]]);
    expect(decoder.flush({ final: false })).toEqual([]);
    expect([...decoder.push(SAMPLE), ...decoder.flush({ final: true })]).toHaveLength(7);
  });

  test("holds a header and a displaced beginning until more is known", () => {
    const text = SAMPLE.toString();
    const cut = text.indexOf("Transaction Complete");
    const decoder = moodleTraceFormat.createDecoder({ sourceName: "test" });
    const early = [...decoder.push(SAMPLE.subarray(0, cut)), ...decoder.flush({ final: false })];
    expect(decoder.pendingBytes).toBeGreaterThan(0);
    const late = [...decoder.push(SAMPLE.subarray(cut)), ...decoder.flush({ final: true })];
    expect(rows([...early, ...late])).toEqual(rows(decode(moodleTraceFormat, SAMPLE)));
  });

  test("after any byte loses nothing, and every event stays attributed and valid", () => {
    for (let cut = 1; cut < SAMPLE.length; cut++) {
      const decoder = moodleTraceFormat.createDecoder({ sourceName: "test" });
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
      { numRuns: 3000 },
    );
  });
});
