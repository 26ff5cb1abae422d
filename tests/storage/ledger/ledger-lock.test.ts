import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import { draftOf } from "./test-ledger.ts";

/** A user without rights of its own, should the tests run as root. */
const NOBODY = 65_534;

const HOLDER = fileURLToPath(new URL("lock-holder.ts", import.meta.url));

let root = "";
let directory = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "tracewell-lock-"));
  directory = join(root, "ledgers", "main");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function open() {
  return openLedgerWriter({ files: nodeFiles, directory, ledger: "main", clock: Date.now });
}

function expectLocked(): void {
  const refusal = { code: "ledger-locked", message: expect.stringContaining(directory) };
  expect(open).toThrow(expect.objectContaining(refusal));
}

test("a second writer in the same process is refused until the first is closed", () => {
  const writer = open();
  expectLocked();
  writer.stage(draftOf("a"));
  writer.commit();
  expectLocked();
  writer.close();
  const next = open();
  expect(next.headSeq).toBe(1);
  next.close();
});

test("a writer in another process is noticed, and its lock ends with it", async () => {
  const child = spawn(process.execPath, [HOLDER, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await once(child.stdout, "data");
    expectLocked();
  } finally {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  const writer = open();
  expect(writer.headSeq).toBe(1);
  writer.close();
});

test("a refused start leaves no lock behind", () => {
  const failing = { ...nodeFiles, list: refuseToList };
  const attempt = () =>
    openLedgerWriter({ files: failing, directory, ledger: "main", clock: Date.now });
  expect(attempt).toThrow(expect.objectContaining({ code: "ledger-unwritable" }));
  open().close();
  expect(readdirSync(directory)).toContain("lock");
});

function refuseToList(): never {
  throw Object.assign(new Error("EIO: i/o error, scandir"), { code: "EIO" });
}

/** Runs a call with the rights of an ordinary user. */
function asOrdinaryUser(call: () => void): void {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    call();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test("a read-only directory is named, with what to do about it", async () => {
  await mkdir(directory, { recursive: true });
  await chmod(root, 0o755);
  await chmod(directory, 0o555);
  asOrdinaryUser(() => {
    expect(open).toThrow(
      expect.objectContaining({
        code: "ledger-unwritable",
        message: expect.stringMatching(/main may not be written by this user: .*chown, chmod/),
      }),
    );
  });
  await chmod(directory, 0o755);
});

test("a directory that cannot be made is named", async () => {
  await chmod(root, 0o555);
  asOrdinaryUser(() => {
    expect(open).toThrow(expect.objectContaining({ code: "ledger-unwritable" }));
  });
  await chmod(root, 0o755);
});
