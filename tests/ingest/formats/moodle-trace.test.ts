import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
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

test("times are noted as assumed to be UTC where no zone was set, and only there", () => {
  const input = Buffer.from(`${header("2016-7-27 1:2:3 1")}${INDENT}[${ID}] a\n`);
  const noted = moodleTraceFormat.createDecoder({ sourceName: "test" });
  const decoded = [...noted.push(input), ...noted.flush({ final: true })];
  expect(decoded.map(noteCodes)).toEqual([["zone-assumed"]]);
  expect(rows(decoded)).toEqual(rows(decode(moodleTraceFormat, input)));
  expect(decode(moodleTraceFormat, input).map(noteCodes)).toEqual([[]]);
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

  test("a displaced beginning need not stop at a colon, if both parts are a known message", () => {
    const input = `${header("2016-7-27 1:2:3 1")}${INDENT}[${ID}] Test Processing: paying\n${INDENT}[${ID}]\n${INDENT}${INDENT}Test Interactive : Payment\n${header("2016-7-27 1:2:3 2")}Success\n`;
    const decoded = decode(moodleTraceFormat, input);
    expect(decoded.map(noteCodes)).toEqual([[], ["reassembled"]]);
    expect(eventsOf(decoded)[1]?.event).toMatchObject({
      type: "payment.captured",
      transactionId: ID,
    });
  });

  test("a displaced beginning whose header has its own ID becomes a noted record", () => {
    const input = `${header("2016-7-27 1:2:3 1")}${INDENT}[${ID}] Test Processing: paying\n${INDENT}[${ID}] Production Controller:\n${header("2016-7-27 1:2:3 2")}${INDENT}[${OTHER_ID}] Test Processing: paying\n`;
    const decoded = decode(moodleTraceFormat, input);
    expect(decoded.map(noteCodes)).toEqual([[], ["shared-header"], []]);
    expect(noteMessage(decoded[1], "shared-header")).toContain("2016-7-27 1:2:3 1");
  });

  test("dashes, brackets and headers inside a message are text", () => {
    const message = `-- not a header --\n[${OTHER_ID}] quoted -- 2016-7-27 1:2:3 9 -- [x]\n  > -- 2016-7-27 1:2:3 9 --\n-- 2016-7-27 1:2:3 9 -- trailing`;
    const decoded = decode(
      moodleTraceFormat,
      `${header("2016-7-27 1:2:3 1")}${INDENT}[${ID}] a\n${message}\n`,
    );
    expect(decoded).toHaveLength(1);
    expect(eventsOf(decoded)[0]?.event["message"]).toBe(`a ${message.replaceAll(/\n\s*/g, " ")}`);
  });

  test("a header is one whatever blanks stand before and between, where the line holds nothing else", () => {
    const odd = " \t--  2016-7-27   1:2:3\t9  --  \n";
    const input = `${header("2016-7-27 1:2:3 1")}${INDENT}[${ID}] a\n${odd}${INDENT}[${OTHER_ID}] b\n`;
    const decoded = decode(moodleTraceFormat, input);
    expect(rows(decoded)).toEqual([
      ["trace.recorded", "2016-07-27T01:02:03.001Z", "a"],
      ["trace.recorded", "2016-07-27T01:02:03.009Z", "b"],
    ]);
    expect(decoded.map(noteCodes)).toEqual([[], []]);
    expect(Buffer.concat(decoded.map(sourceBytes)).toString()).toBe(input);
    expect(moodleTraceFormat.detect(Buffer.from(odd))).toBeGreaterThan(0.9);
    const at = input.indexOf(odd);
    for (let cut = at; cut < at + odd.length; cut += 1) {
      const paused = decodeWithPauses(moodleTraceFormat, Buffer.from(input), {}, [cut]);
      expect(rows(paused)).toEqual(rows(decoded));
    }
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
