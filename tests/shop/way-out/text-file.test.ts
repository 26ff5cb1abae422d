import { appendFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { TextFile } from "#shop/way-out/text-file.ts";
import { TemporaryDirectory } from "./temporary-directory.ts";

const record = (number: number): string => `-- 2026-1-5 9:0:0 ${number} --\n  so it is\n`;

test("an interruption at any byte leaves the file as if there had been none", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(200),
      (before, count, cutAt) => {
        using directory = new TemporaryDirectory();
        const path = directory.join("trace.txt");
        const old = Array.from({ length: before }, (_, index) => record(index)).join("");
        const text = Array.from({ length: count }, (_, index) => record(before + index)).join("");
        writeFileSync(path, old + text.slice(0, cutAt));
        const file = new TextFile(path);
        file.append(text);
        file.append(record(99));
        file.close();
        expect(readFileSync(path, "utf8")).toBe(old + text + record(99));
      },
    ),
    { numRuns: 200 },
  );
});

test("half a line that is not of the text is ended, not changed", () => {
  using directory = new TemporaryDirectory();
  const path = directory.join("trace.txt");
  writeFileSync(path, "something els");
  const file = new TextFile(path);
  file.append(record(1));
  file.close();
  expect(readFileSync(path, "utf8")).toBe(`something els\n${record(1)}`);
});

test("closed, it is looked at again: what was appended meanwhile by nobody else is gone on with", () => {
  using directory = new TemporaryDirectory();
  const path = directory.join("trace.txt");
  const file = new TextFile(path);
  file.append(record(1));
  file.close();
  file.close();
  appendFileSync(path, record(2).slice(0, 10));
  file.append(record(2) + record(3));
  file.sync();
  file.close();
  expect(readFileSync(path, "utf8")).toBe(record(1) + record(2) + record(3));
});

test("a full disk is an error for the one who writes", () => {
  const file = new TextFile("/dev/full");
  expect(() => file.append("text")).toThrow(expect.objectContaining({ code: "internal" }));
  file.close();
});

test("a file that is renamed keeps what was synced, and the next text begins a new one", () => {
  using directory = new TemporaryDirectory();
  const file = new TextFile(directory.join("trace.txt"));
  const old = directory.join("trace.txt.1");
  const write = (number: number): void => {
    file.append(record(number));
    file.sync();
  };
  write(1);
  renameSync(file.path, old);
  write(2);
  write(3);
  file.close();
  expect(readFileSync(old, "utf8")).toBe(record(1) + record(2));
  expect(readFileSync(file.path, "utf8")).toBe(record(3));
});
