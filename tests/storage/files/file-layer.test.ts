import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { replaceFile } from "#storage/files/replace-file.ts";
import { SimulatedDisk } from "./simulated-files.ts";

const roots: string[] = [];

function temporaryDirectory(): string {
  const root = mkdtempSync(join(tmpdir(), "tracewell-files-"));
  roots.push(root);
  return root;
}

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

const LAYERS: readonly { name: string; open: () => { files: FileLayer; root: string } }[] = [
  { name: "node", open: () => ({ files: nodeFiles, root: temporaryDirectory() }) },
  { name: "simulated", open: () => ({ files: new SimulatedDisk(), root: "/data" }) },
];

describe.each(LAYERS)("file layer: $name", ({ open }) => {
  function prepare() {
    const { files, root } = open();
    const directory = join(root, "a", "b");
    files.makeDirectory(directory);
    return { files, directory, path: join(directory, "file") };
  }

  test("makes directories with their parents, and again without harm", () => {
    const { files, directory } = prepare();
    files.makeDirectory(directory);
    expect(files.exists(directory)).toBe(true);
    expect(files.list(directory)).toEqual([]);
  });

  test("lists names ascending; what does not exist is empty", () => {
    const { files, directory } = prepare();
    for (const name of ["b", "a", "c"])
      files.openAppend(join(directory, name), { create: true }).close();
    expect(files.list(directory)).toEqual(["a", "b", "c"]);
    expect(files.list(join(directory, "none"))).toEqual([]);
  });

  test("appends at the end, whoever else has appended", () => {
    const { files, path } = prepare();
    const first = files.openAppend(path, { create: true });
    const second = files.openAppend(path, { create: false });
    first.append(Buffer.from("one "));
    second.append(Buffer.from("two "));
    first.append(Buffer.from("three"));
    expect(first.path).toBe(path);
    expect(first.size()).toBe(13);
    expect(second.read(0, 100).toString()).toBe("one two three");
    first.close();
    second.close();
  });

  test("appends megabytes whole", () => {
    const { files, path } = prepare();
    const bytes = Buffer.alloc(5_000_000, "0123456789");
    const handle = files.openAppend(path, { create: true });
    handle.append(bytes);
    handle.append(Buffer.alloc(0));
    expect(handle.size()).toBe(bytes.length);
    expect(handle.read(0, bytes.length).equals(bytes)).toBe(true);
    handle.close();
  });

  test("reads less at the end, and nothing behind it", () => {
    const { files, path } = prepare();
    const handle = files.openAppend(path, { create: true });
    handle.append(Buffer.from("0123456789"));
    const reader = files.openRead(path);
    expect(reader.read(3, 4).toString()).toBe("3456");
    expect(reader.read(8, 4).toString()).toBe("89");
    expect(reader.read(10, 4).length).toBe(0);
    expect(reader.read(99, 4).length).toBe(0);
    handle.append(Buffer.from("ab"));
    expect(reader.read(8, 4).toString()).toBe("89ab");
    reader.close();
    handle.close();
  });

  test("truncates, and goes on appending from there", () => {
    const { files, path } = prepare();
    const handle = files.openAppend(path, { create: true });
    handle.append(Buffer.from("0123456789"));
    handle.truncate(4);
    handle.append(Buffer.from("x"));
    handle.sync();
    expect(handle.read(0, 99).toString()).toBe("0123x");
    handle.close();
    handle.close();
  });

  test("renames over what is there, and removes", () => {
    const { files, directory, path } = prepare();
    for (const name of ["file", "other"]) {
      const handle = files.openAppend(join(directory, name), { create: true });
      handle.append(Buffer.from(name));
      handle.close();
    }
    files.rename(path, join(directory, "other"));
    files.syncDirectory(directory);
    expect(files.exists(path)).toBe(false);
    const reader = files.openRead(join(directory, "other"));
    expect(reader.read(0, 99).toString()).toBe("file");
    reader.close();
    files.remove(join(directory, "other"));
    expect(files.list(directory)).toEqual([]);
  });

  test("what does not exist is an error with its code", () => {
    const { files, path } = prepare();
    const missing = expect.objectContaining({ code: "ENOENT" });
    expect(() => files.openRead(path)).toThrow(missing);
    expect(() => files.openAppend(path, { create: false })).toThrow(missing);
    expect(() => files.remove(path)).toThrow(missing);
    expect(() => files.rename(path, `${path}2`)).toThrow(missing);
    expect(() => files.syncDirectory(join(path, "none"))).toThrow(missing);
    expect(files.exists(path)).toBe(false);
  });

  test("a file is replaced whole, whatever an earlier attempt left behind", () => {
    const { files, directory, path } = prepare();
    const left = files.openAppend(`${path}.tmp`, { create: true });
    left.append(Buffer.from("left behind"));
    left.close();
    for (const content of ["first", "second, longer", "3"]) {
      replaceFile(files, path, [Buffer.from(content.slice(0, 1)), Buffer.from(content.slice(1))]);
      const reader = files.openRead(path);
      expect(reader.read(0, 99).toString()).toBe(content);
      reader.close();
    }
    expect(files.list(directory)).toEqual(["file"]);
  });
});

function modeOf(path: string): number {
  return statSync(path).mode & 0o777;
}

test("new files and directories are for their owner alone", () => {
  const root = temporaryDirectory();
  const directory = join(root, "private");
  nodeFiles.makeDirectory(directory);
  nodeFiles.openAppend(join(directory, "file"), { create: true }).close();
  nodeFiles.openAppend(join(directory, "open"), { create: true, mode: 0o640 }).close();
  expect(modeOf(directory)).toBe(0o700);
  expect(modeOf(join(directory, "file"))).toBe(0o600);
  expect(modeOf(join(directory, "open")) & 0o137).toBe(0);
});

test("a file in the place of a directory is refused", () => {
  const path = join(temporaryDirectory(), "file");
  writeFileSync(path, "");
  expect(() => nodeFiles.makeDirectory(join(path, "inside"))).toThrow(
    expect.objectContaining({ code: "EEXIST" }),
  );
});
