import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { quarantinePaths } from "#storage/quarantine/quarantine-paths.ts";
import {
  QUARANTINE_MESSAGE_CHARACTERS_MAX,
  QUARANTINE_NOTE_CHARACTERS_MAX,
  QUARANTINE_REASONS,
} from "#storage/quarantine/quarantine-store.ts";
import { draftOf, everything, TemporaryQuarantine } from "./temporary-quarantine.ts";

function bytesOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text).toString("hex");
}

test.each([
  [
    "The field time is no time: expected RFC 3339 such as 2026-01-31T09:05:00.120Z.",
    '{"time":"2026-01-31T09:05:00.120Z "}',
  ],
  ['The header "-- 2016-13-27 11:32:13 753 --" is no header.', "-- 2016-13-27 11:32:13 753 --\n"],
  [`Unexpected token, ..."email":"jan@example.org"... is not JSON`, '{"email":"jan@example.org",}'],
])("%s: nothing of a message is masked", (message, content) => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  expect(store.add([draftOf(content, { message })])[0]?.message).toBe(message);
  expect(store.get("q1")?.message).toBe(message);
  expect(store.list({ limit: 1 })[0]?.message).toBe(message);
});

test("whatever a message or note says is read as it was given, after a restart and a rebuilt view too", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  const said = new Map<string, { message: string; note?: string }>();
  const texts = fc.string({ unit: "binary", maxLength: QUARANTINE_MESSAGE_CHARACTERS_MAX / 2 });
  fc.assert(
    fc.property(texts, texts, texts, (first, second, note) => {
      const added = store.add([
        draftOf("a", { message: first }),
        draftOf("b", { message: first }),
        draftOf("c", { message: first }),
      ]);
      const [plain = "", retried = "", dismissed = ""] = added.map(({ itemId }) => itemId);
      const by = "ada";
      const open = store.recordOutcome(retried, { status: "open", message: second, by });
      const closed = store.recordOutcome(dismissed, { status: "dismissed", note, by });
      expect(bytesOf(open.message)).toBe(bytesOf(second));
      expect(bytesOf(closed.note)).toBe(bytesOf(note));
      said.set(plain, { message: first });
      said.set(retried, { message: second });
      said.set(dismissed, { message: first, note });
    }),
    { numRuns: 60 },
  );
  const expected = everything(store);
  expect(expected.length).toBe(180);
  temporary.closeAll();
  const reopened = temporary.open();
  expect(everything(reopened)).toEqual(expected);
  temporary.closeAll();
  rmSync(quarantinePaths(temporary.directory).view);
  const rebuilt = temporary.open();
  expect(everything(rebuilt)).toEqual(expected);
  for (const [itemId, { message, note }] of said) {
    const item = rebuilt.get(itemId);
    expect(bytesOf(item?.message)).toBe(bytesOf(message));
    expect(bytesOf(item?.note)).toBe(bytesOf(note));
  }
});

test("a message is bounded, and never cut within a character", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  const max = QUARANTINE_MESSAGE_CHARACTERS_MAX;
  const messages = ["x".repeat(max), "x".repeat(max + 1), "💳".repeat(max), `y${"💳".repeat(max)}`];
  store.add(messages.map((message) => draftOf("a", { message })));
  expect(store.list({ limit: 10 }).map(({ message }) => message)).toEqual([
    `y${"💳".repeat(max / 2 - 1)}…`,
    `${"💳".repeat(max / 2 - 1)}…`,
    `${"x".repeat(max - 1)}…`,
    "x".repeat(max),
  ]);
  const item = store.recordOutcome("q1", { status: "open", message: "z".repeat(5_000), by: "ada" });
  expect(item.message).toBe(`${"z".repeat(max - 1)}…`);
});

test("a note that is too long is refused, and nothing is recorded", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  store.add([draftOf("a")]);
  const longest = "n".repeat(QUARANTINE_NOTE_CHARACTERS_MAX);
  expect(() =>
    store.recordOutcome("q1", { status: "dismissed", note: `${longest}n`, by: "ada" }),
  ).toThrowError(expect.objectContaining({ code: "invalid-parameter" }));
  expect(store.get("q1")?.status).toBe("open");
  const dismissed = { status: "dismissed", note: longest, by: "ada" } as const;
  expect(store.recordOutcome("q1", dismissed).note).toBe(longest);
});

test("once an item's key is destroyed a plain sentence stands for each text, and the item stays listed", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  const secret = "Ada Lovelace";
  store.add(
    QUARANTINE_REASONS.map((reason) => draftOf(secret, { reason, message: `"${secret}" is bad.` })),
  );
  store.add([draftOf("keep me", { message: "kept" })]);
  store.recordOutcome("q2", { status: "open", message: `"${secret}" is still bad.`, by: "ada" });
  store.recordOutcome("q3", { status: "dismissed", note: `${secret} again`, by: "ada" });
  const clear = store.list({ limit: 10 });
  temporary.closeAll();
  const keys = temporary.keys.open();
  for (let number = 1; number <= QUARANTINE_REASONS.length; number += 1) {
    keys.destroySubjectKey(`quarantine:q${number}`);
  }
  temporary.closeAll();

  const reopened = temporary.open();
  const items = reopened.list({ limit: 10 });
  expect(items.map(({ message: _message, note: _note, ...facts }) => facts)).toEqual(
    clear.map(({ message: _message, note: _note, ...facts }) => facts),
  );
  expect(items[0]?.message).toBe("kept");
  const erased = items.slice(1);
  expect(new Set(erased.map(({ message }) => message)).size).toBe(QUARANTINE_REASONS.length);
  for (const item of erased) {
    expect(item.message).toMatch(/^[A-Z].{20,}\.$/);
    expect(item.message).not.toContain(secret);
    expect(() => reopened.content(item.itemId)).toThrowError(
      expect.objectContaining({ code: "key-unavailable" }),
    );
  }
  expect(reopened.get("q3")?.note).toBe("The reason that was given cannot be read any more.");
  expect(Buffer.from(reopened.content("q7")).toString()).toBe("keep me");

  const outcome = { status: "open", message: secret, by: "ada" } as const;
  const told = { retries: 1, message: "The input could not be decoded." };
  expect(reopened.recordOutcome("q1", outcome)).toMatchObject(told);
  expect(reopened.get("q1")).toMatchObject(told);
  const decided = { status: "dismissed", note: secret, by: "ada" } as const;
  expect(reopened.recordOutcome("q1", decided).note).not.toContain(secret);
  expect(reopened.get("q1")?.status).toBe("dismissed");
  expect(reopened.openCount()).toBe(QUARANTINE_REASONS.length - 1);
});

test("an item whose key is missing gets no new one: with the old one restored all of it can be read", () => {
  using temporary = new TemporaryQuarantine();
  temporary.open().add([draftOf("a", { message: "kept for later" })]);
  temporary.closeAll();
  const keyFile = join(temporary.directory, "keys.db");
  copyFileSync(keyFile, `${keyFile}.kept`);
  const database = new DatabaseSync(keyFile);
  const { changes } = database.prepare("DELETE FROM subject_keys").run();
  expect(changes).toBe(1);
  database.close();
  const store = temporary.open();
  expect(store.get("q1")?.message).toBe("The input could not be decoded.");
  store.recordOutcome("q1", { status: "dismissed", note: "lost", by: "ada" });
  expect(() => store.content("q1")).toThrowError(
    expect.objectContaining({ code: "key-unavailable" }),
  );
  temporary.closeAll();
  copyFileSync(`${keyFile}.kept`, keyFile);
  const restored = temporary.open();
  expect(restored.get("q1")).toMatchObject({ status: "dismissed", message: "kept for later" });
  expect(Buffer.from(restored.content("q1")).toString()).toBe("a");
  const again = { status: "dismissed", note: "line noise", by: "ada" } as const;
  expect(restored.recordOutcome("q1", again).note).toBe("line noise");
});

test("a text that was moved to another place is not shown, and hides nothing beside it", () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  store.add(["one", "two", "three"].map((text) => draftOf(text, { message: `message ${text}` })));
  store.recordOutcome("q3", { status: "dismissed", note: "note three", by: "ada" });
  temporary.closeAll();
  const database = new DatabaseSync(quarantinePaths(temporary.directory).view);
  database.exec(`
    UPDATE items SET item = json_set(item, '$.messageCipher',
      (SELECT item ->> '$.messageCipher' FROM items WHERE number = 2)) WHERE number = 1;
    UPDATE items SET item = json_set(item, '$.messageCipher', item ->> '$.noteCipher') WHERE number = 3;
  `);
  database.close();
  const reopened = temporary.open();
  expect(reopened.list({ limit: 10 }).map(({ message }) => message)).toEqual([
    "The input could not be decoded.",
    "message two",
    "The input could not be decoded.",
  ]);
  expect(reopened.get("q3")?.note).toBe("note three");
  expect(everything(reopened)).toHaveLength(3);
});
