import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { findMentions } from "#storage/quarantine/find-mentions.ts";
import { openQuarantineReader } from "#storage/quarantine/quarantine-reader.ts";
import { draftOf, TemporaryQuarantine } from "./temporary-quarantine.ts";

const noPause = async (): Promise<void> => {};

function itemsOf(mentions: Awaited<ReturnType<typeof findMentions>>): Record<string, unknown> {
  return Object.fromEntries(mentions.items);
}

test("numbers are found where they stand by themselves, newest items first", async () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  store.add([
    draftOf('{"objects":[{"type":"order","id":"100000047"}]}'),
    draftOf("order 1000000471 and 0100000047"),
    draftOf("broken: order=100000047; A-2026/12x"),
    draftOf("the number A-2026/12 was lost"),
  ]);
  const numbers = ["100000047", "A-2026/12", "100000048"];
  const mentions = await findMentions(store, numbers, noPause);
  expect(itemsOf(mentions)).toEqual({ "100000047": ["q3", "q1"], "A-2026/12": ["q4"] });
  expect(mentions.unread).toBe(0);
  expect(itemsOf(await findMentions(store, ["100000047"], noPause))).toEqual({
    "100000047": ["q3", "q1"],
  });
});

test("what was resolved or set aside is no explanation any more", async () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  store.add([draftOf("100000047"), draftOf("100000047 again"), draftOf("100000047 once more")]);
  store.recordOutcome("q1", { status: "resolved", seqs: [7], by: "admin" });
  store.recordOutcome("q2", { status: "dismissed", note: "a test", by: "admin" });
  expect(itemsOf(await findMentions(store, ["100000047"], noPause))).toEqual({
    "100000047": ["q3"],
  });
});

test("what a bound leaves out is counted, and many items are taken in steps", async () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  store.add([
    draftOf("100000047"),
    draftOf(`${"x".repeat(1024 * 1024)} 100000047`),
    ...Array.from({ length: 230 }, (_, place) => draftOf(`line ${place}`)),
  ]);
  let pauses = 0;
  const mentions = await findMentions(store, ["100000047"], async () => {
    pauses += 1;
  });
  expect(itemsOf(mentions)).toEqual({ "100000047": ["q1"] });
  expect({ unread: mentions.unread, pauses }).toEqual({ unread: 1, pauses: 2 });
});

test("content that cannot be read is counted; other failures are told", async () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  store.add([draftOf("100000047"), draftOf("100000047")]);
  const failing = (code: "key-unavailable" | "closed") => ({
    list: store.list.bind(store),
    openCount: store.openCount.bind(store),
    content: (itemId: string) => {
      if (itemId === "q2") throw new TracewellError(code, "for a test");
      return store.content(itemId);
    },
  });
  const mentions = await findMentions(failing("key-unavailable"), ["100000047"], noPause);
  expect(itemsOf(mentions)).toEqual({ "100000047": ["q1"] });
  expect(mentions.unread).toBe(1);
  await expect(findMentions(failing("closed"), ["100000047"], noPause)).rejects.toThrow(
    "for a test",
  );
});

test("a reader beside the writer sees items as soon as they are there", async () => {
  using temporary = new TemporaryQuarantine();
  const store = temporary.open();
  store.add([draftOf("100000047")]);
  const { directory } = temporary;
  const keys = temporary.keys.openReader();
  const reader = openQuarantineReader({ files: nodeFiles, directory, keys });
  try {
    expect(itemsOf(await findMentions(reader, ["100000047"], noPause))).toEqual({
      "100000047": ["q1"],
    });
    store.add([draftOf("100000047 as well")]);
    expect(itemsOf(await findMentions(reader, ["100000047"], noPause))).toEqual({
      "100000047": ["q2", "q1"],
    });
  } finally {
    reader.close();
  }
});
