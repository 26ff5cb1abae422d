import * as fc from "fast-check";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseOptions } from "../../../clients/pino/options.ts";
import { ownSpoolDirectory } from "../../../clients/pino/spool-owner.ts";
import { BATCH_BYTES, PIECE_BYTES_MAX, SpoolReader } from "../../../clients/pino/spool-reader.ts";
import { type DroppedLines, SpoolWriter } from "../../../clients/pino/spool-writer.ts";
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

function unexpected(sentence: string): void {
  throw new Error(sentence);
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
  const told: DroppedLines[] = [];
  const report = (dropped: DroppedLines): Uint8Array => {
    told.push(dropped);
    return Buffer.from("report\n");
  };
  expect(writer.append(Buffer.from(`${"a".repeat(79)}\n`))).toBe(true);
  expect(writer.append(Buffer.from(`${"b".repeat(30)}\n${"c".repeat(30)}\n`))).toBe(false);
  expect(writer.append(Buffer.from("d".repeat(19)))).toBe(true);
  expect(writer.reportDropped(report)).toBe(true);
  expect(told).toMatchObject([{ lines: 2, cause: null }]);
  expect(told[0]?.firstMs).toBeLessThanOrEqual(told[0]?.lastMs ?? 0);
  expect(writer.reportDropped(report)).toBe(false);
  writer.changeBytes(-80);
  expect(writer.append(Buffer.from(`${"e".repeat(70)}\n`))).toBe(true);
  writer.close();
});

test("what the system does not take is dropped whole and counted, until it takes lines again", () => {
  const blocked = join(directory, "blocked");
  writeFileSync(blocked, "a file where the directory should be");
  const writer = new SpoolWriter({ directory: blocked, bytesMax: MEBIBYTE, fsync: true });
  expect(writer.append(Buffer.from("one\ntwo\n"))).toBe(false);
  expect(writer.reportDropped(() => Buffer.from("not yet\n"))).toBe(false);
  expect(writer.dropped).toMatchObject({ lines: 2, cause: { code: "EEXIST" } });
  rmSync(blocked);
  expect(writer.append(Buffer.from("three\n"))).toBe(true);
  expect(writer.reportDropped(({ lines }) => Buffer.from(`${lines} dropped\n`))).toBe(true);
  writer.close();
  expect(drain(new SpoolReader(blocked, true)).text).toBe("three\n2 dropped\n");
});

test("half a line that the disk took is taken back, and no file is begun for each try", async () => {
  const module = join(import.meta.dirname, "../../../clients/pino/spool-writer.ts");
  const program = `
    const { SpoolWriter } = await import(${JSON.stringify(module)});
    const writer = new SpoolWriter({ directory: ${JSON.stringify(directory)}, bytesMax: 1e9, fsync: false });
    const answers = ["a".repeat(6000), "b".repeat(6000), "c".repeat(6000), "d".repeat(1000)]
      .map((text) => writer.append(Buffer.from(text + "\\n")));
    process.stdout.write(JSON.stringify(answers));`;
  // Files of 8 KiB at most: a write beyond it is taken in part, and the next one fails.
  const limited = `ulimit -f 8 && exec "${process.execPath}" --input-type=module --eval "$0"`;
  const child = spawn("bash", ["-c", limited, program]);
  const out: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  await once(child, "close");
  expect(JSON.parse(Buffer.concat(out).toString())).toEqual([true, false, false, true]);
  expect(readdirSync(directory)).toHaveLength(1);
  const { text } = drain(new SpoolReader(directory, true));
  expect(text).toBe(`${"a".repeat(6000)}\n${"d".repeat(1000)}\n`);
});

test("a file that is removed under the writer does not swallow what follows", () => {
  const writer = writerOf();
  writer.append(Buffer.from("gone\n"));
  for (const name of readdirSync(directory)) rmSync(join(directory, name));
  writer.append(Buffer.from("kept\n"));
  rmSync(directory, { recursive: true });
  writer.append(Buffer.from("kept too\n"));
  writer.close();
  expect(drain(new SpoolReader(directory, true)).text).toBe("kept too\n");
});

test("a line longer than any request goes in pieces, and smaller ones when they are too large", () => {
  const writer = writerOf();
  const text = `${"l".repeat(PIECE_BYTES_MAX * 2 + 5)}\n${"short\n".repeat(100_000)}`;
  writer.append(Buffer.from(text));
  writer.close();
  const whole = new SpoolReader(directory, true);
  const first = whole.next();
  expect(first?.lines).toHaveLength(PIECE_BYTES_MAX);
  const shy = new SpoolReader(directory, true);
  for (let batch = shy.next(); batch !== null && batch.lines.length > 300_000; batch = shy.next())
    expect(shy.shrink(batch)).toBe(true);
  const sizes: number[] = [];
  let joined = "";
  for (let batch = shy.next(); batch !== null; batch = shy.next()) {
    sizes.push(batch.lines.length);
    joined += batch.lines.toString();
    shy.delivered(batch);
  }
  expect(Math.max(...sizes)).toBeLessThanOrEqual(300_000);
  expect(joined).toBe(text);
});

test("bytes that wait are counted right when the cursor names a file that is gone", () => {
  const writer = writerOf();
  writer.append(Buffer.from("four\n"));
  writer.close();
  const gone = `000000000000-${"c".repeat(32)}.ndjson`;
  writeFileSync(
    join(directory, "cursor.json"),
    JSON.stringify({ segment: gone, offset: 8_000_000, line: 9 }),
  );
  expect(new SpoolReader(directory, true).waitingBytes()).toBe(5);
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
  expect(await first.adoptOrphans(unexpected)).toEqual([]);
  child.kill("SIGKILL");
  await once(child, "exit");
  const second = await ownSpoolDirectory(directory);
  const [left, right] = await Promise.all([
    first.adoptOrphans(unexpected),
    second.adoptOrphans(unexpected),
  ]);
  const adopted = [...left, ...right];
  expect(adopted).toHaveLength(1);
  expect(drain(new SpoolReader(adopted[0] ?? "", true)).text).toBe("left\n");
  await first.close();
  await second.close();
});

test("what many starts left, one after the other, lies side by side, oldest first", async () => {
  const rounds = 120;
  for (let round = 0; round < rounds; round++) {
    const owner = await ownSpoolDirectory(directory);
    await owner.adoptOrphans(unexpected);
    writeFileSync(join(owner.directory, `000000000001-${"d".repeat(32)}.ndjson`), `${round}\n`);
    await owner.close();
  }
  const last = await ownSpoolDirectory(directory);
  const adopted = await last.adoptOrphans(unexpected);
  const lines = adopted.map((orphan) => drain(new SpoolReader(orphan, true)).text);
  expect(lines.toSorted((left, right) => Number(left) - Number(right))).toEqual(
    Array.from({ length: rounds }, (_, round) => `${round}\n`),
  );
  expect(new Set(adopted.map((orphan) => dirname(orphan))).size).toBe(1);
  await last.close();
});

test("nothing in the spool but spools of dead processes is touched", async () => {
  mkdirSync(join(directory, "customers"));
  writeFileSync(join(directory, "customers", "precious.txt"), "kept");
  writeFileSync(join(directory, "app.conf"), "kept");
  writeFileSync(join(directory, ".new-notes"), "kept");
  const owner = await ownSpoolDirectory(directory);
  expect(await owner.adoptOrphans(unexpected)).toEqual([]);
  await owner.close();
  expect(readdirSync(directory, { recursive: true, encoding: "utf8" }).toSorted()).toEqual(
    [".new-notes", "app.conf", "customers", join("customers", "precious.txt")].toSorted(),
  );
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
  const secrets = { url: "http://me:pass@host/", token: "two words", source: "shop" };
  expect(() => parseOptions(secrets)).toThrow(/url must have neither .*; token must be one word/);
  const bad = { url: "nowhere", token: "", source: "a b", retries: 3 };
  const problem = (): unknown => parseOptions(bad);
  expect(problem).toThrow(
    /url must be .*; token must not be empty; source must be .*; there is no option retries/,
  );
  const good = parseOptions({ url: "http://127.0.0.1:7411/", token: "t", source: "shop" });
  expect(good.url).toBe("http://127.0.0.1:7411");
  expect(good.spool).toMatch(/tracewell.spool.shop$/);
});
