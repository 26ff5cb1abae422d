import { appendFileSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseEvent } from "#domain/events/parse-event.ts";
import { eventsJsonFormat } from "#ingest/formats/events-json.ts";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { EventFile } from "#shop/way-out/event-file.ts";
import { decode, eventsOf } from "../../ingest/formats/decoding.ts";
import { TemporaryDirectory } from "./temporary-directory.ts";

const EVENT: LoggedEvent = {
  type: "order.placed",
  transactionId: "TU80WKRYTI9QUMJ4",
  objects: [
    { type: "order", id: "100000001" },
    { type: "order", id: "38-200001", role: "foreignId" },
  ],
  amount: { minor: 6400, currency: "EUR" },
  message: "The order was placed.",
  attributes: { store: "europe", lines: [{ lineItemId: "13297323620002339", quantity: 1 }] },
  id: "web-ABCD1234-1",
  time: "2026-01-05T09:00:00.005Z",
};

function written(events: readonly LoggedEvent[]): string {
  using directory = new TemporaryDirectory();
  const file = new EventFile(directory.join("events.ndjson"));
  for (const event of events) file.append(event);
  file.sync();
  file.close();
  return readFileSync(file.path, "utf8");
}

test("an event is one line as it is, its level a word, with nothing of the logger's own", () => {
  const text = written([EVENT, { ...EVENT, id: "web-ABCD1234-2", level: "warning" }]);
  expect(text.endsWith("\n")).toBe(true);
  const lines = text.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { ...EVENT, level: "info" },
    { ...EVENT, id: "web-ABCD1234-2", level: "warning" },
  ]);
});

test("whatever a message says, the line is read as the same event, and always has the same bytes", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 200 });
  const event = fc.record({
    id: fc.constant("web-ABCD1234-9"),
    time: fc.constant(EVENT.time),
    type: fc.constantFrom("order.placed", "warning.recorded"),
    message: fc.oneof(text, fc.constantFrom("100 %d of %s %o", "a\nb", '"quoted" \\ back')),
    level: fc.constantFrom("info" as const, "warning" as const, "error" as const),
    attributes: fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      fc.oneof(text, fc.integer(), fc.constant(null), fc.array(text)),
    ),
  });
  fc.assert(
    fc.property(event, (given) => {
      const once = written([given]);
      expect(written([structuredClone(given)])).toBe(once);
      expect(once.trimEnd().split("\n")).toHaveLength(1);
      const [decoded] = eventsOf(decode(eventsJsonFormat, once));
      expect(decoded?.event).toEqual(JSON.parse(JSON.stringify(given)));
      expect(parseEvent(decoded?.event)).toMatchObject({ ok: true });
    }),
    { numRuns: 60 },
  );
});

test("a torn last line is cut, however long; whole lines stay", () => {
  using directory = new TemporaryDirectory();
  const path = directory.join("events.ndjson");
  for (const torn of ['{"level":"info","type":"ord', "x".repeat(200_000)]) {
    writeFileSync(path, '{"whole":1}\n{"whole":2}\n');
    appendFileSync(path, torn);
    const file = new EventFile(path);
    file.append(EVENT);
    file.close();
    const lines = readFileSync(path, "utf8").split("\n");
    expect(lines).toHaveLength(4);
    expect(lines.slice(0, 2)).toEqual(['{"whole":1}', '{"whole":2}']);
    expect(JSON.parse(lines[2] ?? "")).toMatchObject({ id: EVENT.id });
  }
});

test("a file of nothing but half a line begins anew", () => {
  using directory = new TemporaryDirectory();
  const path = directory.join("events.ndjson");
  writeFileSync(path, '{"level":"in');
  const file = new EventFile(path);
  file.append(EVENT);
  file.close();
  expect(readFileSync(path, "utf8").split("\n")).toHaveLength(2);
});

test("only its own user reads it, and closing twice does nothing", () => {
  using directory = new TemporaryDirectory();
  const file = new EventFile(directory.join("events.ndjson"));
  file.append(EVENT);
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  file.close();
  file.close();
  file.append(EVENT);
  file.close();
  expect(readFileSync(file.path, "utf8").trimEnd().split("\n")).toHaveLength(2);
});

test("a full disk is an error for the one who writes, once and at once", () => {
  const file = new EventFile("/dev/full");
  expect(() => file.append(EVENT)).toThrow(
    expect.objectContaining({
      code: "internal",
      cause: expect.objectContaining({ code: "ENOSPC" }),
    }),
  );
  expect(() => file.append(EVENT)).toThrow("cannot be written");
  file.close();
});

test("a file that is renamed keeps what was synced, and the next events begin a new one", () => {
  using directory = new TemporaryDirectory();
  const file = new EventFile(directory.join("events.ndjson"));
  const write = (number: number): void => {
    file.append({ ...EVENT, id: `web-ABCD1234-${number}` });
    file.sync();
  };
  const numbersIn = (name: string): string[] =>
    [...readFileSync(directory.join(name), "utf8").matchAll(/web-ABCD1234-(\d+)/g)].map(
      ([, number = ""]) => number,
    );
  write(1);
  renameSync(file.path, directory.join("events.ndjson.1"));
  write(2);
  write(3);
  expect(numbersIn("events.ndjson.1")).toEqual(["1", "2"]);
  expect(numbersIn("events.ndjson")).toEqual(["3"]);
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  rmSync(file.path);
  write(4);
  write(5);
  expect(numbersIn("events.ndjson")).toEqual(["5"]);
  file.close();
});
