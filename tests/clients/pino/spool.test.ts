import * as fc from "fast-check";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseOptions } from "../../../clients/pino/options.ts";
import { ownSpoolDirectory } from "../../../clients/pino/spool-owner.ts";
import { BATCH_BYTES, SpoolReader } from "../../../clients/pino/spool-reader.ts";
import { SpoolWriter } from "../../../clients/pino/spool-writer.ts";
import { WholeLines } from "../../../clients/pino/whole-lines.ts";

const MEBIBYTE = 1024 * 1024;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-spool-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function writerOf(bytesMax = 64 * MEBIBYTE): SpoolWriter {
  return new SpoolWriter({ directory, bytesMax, fsync: false });
}

/** Everything the reader gives, each batch as delivered. */
function drain(reader: SpoolReader): { text: string; places: string[] } {
  let text = "";
  const places: string[] = [];
  for (let batch = reader.next(); batch !== null; batch = reader.next()) {
    text += batch.lines.toString();
    places.push(`${batch.fingerprint}:${batch.offset}:${batch.line}`);
    reader.delivered(batch);
  }
  return { text, places };
}

test("lines come out as they went in, over files and batches, each place once", () => {
  const writer = writerOf();
  const lines = Array.from({ length: 30_000 }, (_, at) => `${at} ${"x".repeat(at % 900)}\n`);
  for (let at = 0; at < lines.length; at += 100) {
    writer.append(Buffer.from(lines.slice(at, at + 100).join("")));
  }
  writer.close();
  expect(readdirSync(directory).length).toBeGreaterThan(1);
  const { text, places } = drain(new SpoolReader(directory, true));
  expect(text).toBe(lines.join(""));
  expect(new Set(places).size).toBe(places.length);
  expect(readdirSync(directory)).toEqual(["cursor.json"]);
});

test("a batch stays the same until it is delivered, and a new reader goes on behind it", () => {
  const writer = writerOf();
  writer.append(Buffer.from("one\ntwo\n"));
  const reader = new SpoolReader(directory, false);
  const first = reader.next();
  expect(reader.next()).toEqual(first);
  if (first === null) throw new Error("there is a batch");
  reader.delivered(first);
  writer.append(Buffer.from("three\n"));
  const next = new SpoolReader(directory, false).next();
  expect(next).toMatchObject({ fingerprint: first.fingerprint, offset: 8, line: 3 });
  expect(next?.lines.toString()).toBe("three\n");
  writer.close();
});

test("half a line waits while somebody writes, and is given out when nobody does", () => {
  writeFileSync(join(directory, `000000000001-${"a".repeat(32)}.ndjson`), "whole\nha");
  const live = new SpoolReader(directory, false);
  expect(live.next()?.lines.toString()).toBe("whole\n");
  const reader = new SpoolReader(directory, true);
  expect(drain(reader).text).toBe("whole\nha");
});

test("a line longer than a batch goes alone", () => {
  const writer = writerOf();
  const long = `${"l".repeat(BATCH_BYTES * 3)}\n`;
  writer.append(Buffer.from(`short\n`));
  writer.append(Buffer.from(long));
  writer.close();
  expect(drain(new SpoolReader(directory, true)).text).toBe(`short\n${long}`);
});

test("a cursor that cannot be read, or is behind, only repeats", () => {
  const writer = writerOf();
  writer.append(Buffer.from("one\n"));
  writer.close();
  writeFileSync(join(directory, "cursor.json"), "{ torn");
  expect(drain(new SpoolReader(directory, true)).text).toBe("one\n");
});

test("what finds no room is dropped whole, counted, and told with its times", () => {
  const writer = writerOf(100);
  expect(writer.append(Buffer.from(`${"a".repeat(79)}\n`))).toBe(true);
  expect(writer.append(Buffer.from(`${"b".repeat(30)}\n${"c".repeat(30)}\n`))).toBe(false);
  expect(writer.append(Buffer.from("d\n"))).toBe(true);
  const dropped = writer.takeDropped();
  expect(dropped?.lines).toBe(2);
  expect(dropped?.firstMs).toBeLessThanOrEqual(dropped?.lastMs ?? 0);
  expect(writer.takeDropped()).toBeNull();
  writer.changeBytes(-80);
  expect(writer.append(Buffer.from(`${"e".repeat(70)}\n`))).toBe(true);
  writer.close();
});

test("files can be read by their owner alone", () => {
  const writer = writerOf();
  writer.append(Buffer.from("secret\n"));
  writer.close();
  const [file = ""] = readdirSync(directory);
  expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
});

test("lines are whole whatever the chunks", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ maxLength: 20 }).map((text) => text.replaceAll("\n", "")),
        { maxLength: 20 },
      ),
      fc.array(fc.nat({ max: 30 }), { maxLength: 20 }),
      (texts, cuts) => {
        const input = Buffer.from(texts.map((text) => `${text}\n`).join(""));
        const lines = new WholeLines();
        const out: Buffer[] = [];
        let start = 0;
        for (const cut of [...cuts, input.length]) {
          const end = Math.min(input.length, start + cut);
          const whole = Buffer.from(lines.push(input.subarray(start, end)));
          expect(whole.at(-1) ?? 0x0a).toBe(0x0a);
          out.push(whole);
          start = end;
        }
        out.push(Buffer.from(lines.push(input.subarray(start))));
        expect(Buffer.concat(out)).toEqual(input);
        expect(lines.end()).toHaveLength(0);
      },
    ),
  );
});

test("the last line gets the line end it lacks", () => {
  const lines = new WholeLines();
  expect(Buffer.from(lines.push(Buffer.from("one\ntw"))).toString()).toBe("one\n");
  expect(Buffer.from(lines.push(Buffer.from("o"))).toString()).toBe("");
  expect(Buffer.from(lines.end()).toString()).toBe("two\n");
});

test("what a killed process left is adopted once; a living one keeps its own", async () => {
  const program = `
    const { ownSpoolDirectory } = await import(${JSON.stringify(join(import.meta.dirname, "../../../clients/pino/spool-owner.ts"))});
    const { writeFileSync } = await import("node:fs");
    const owner = await ownSpoolDirectory(${JSON.stringify(directory)});
    writeFileSync(owner.directory + "/000000000001-${"b".repeat(32)}.ndjson", "left\\n");
    process.stdout.write("owned\\n");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
  await once(child.stdout, "data");
  const first = await ownSpoolDirectory(directory);
  expect(await first.adoptOrphans()).toEqual([]);
  child.kill("SIGKILL");
  await once(child, "exit");
  const second = await ownSpoolDirectory(directory);
  const [left, right] = await Promise.all([first.adoptOrphans(), second.adoptOrphans()]);
  const adopted = [...left, ...right];
  expect(adopted).toHaveLength(1);
  expect(drain(new SpoolReader(adopted[0] ?? "", true)).text).toBe("left\n");
  await first.close();
  await second.close();
});

test("a directory is removed when nothing is left in it, and kept otherwise", async () => {
  const empty = await ownSpoolDirectory(directory);
  await empty.close();
  expect(readdirSync(directory)).toEqual([]);
  const owner = await ownSpoolDirectory(directory);
  const file = join(owner.directory, `000000000001-${"c".repeat(32)}.ndjson`);
  writeFileSync(file, "kept\n");
  await owner.close();
  truncateSync(file, 2);
  expect(readdirSync(directory)).toHaveLength(1);
});

test("bad options are all named", () => {
  const bad = { url: "nowhere", token: "", source: "a b", retries: 3 };
  const problem = (): unknown => parseOptions(bad);
  expect(problem).toThrow(
    /url must be .*; token must not be empty; source must be .*; there is no option retries/,
  );
  const good = parseOptions({ url: "http://127.0.0.1:7411/", token: "t", source: "shop" });
  expect(good.url).toBe("http://127.0.0.1:7411");
  expect(good.spool).toMatch(/tracewell.spool.shop$/);
});
