import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { KEY_DATABASE_FILE } from "#storage/keys/file-key-store.ts";
import { KeyCache } from "#storage/keys/key-cache.ts";
import { createMasterKey, defaultMasterKeyFile } from "#storage/keys/master-key-file.ts";
import { TemporaryKeys } from "./temporary-keys.ts";

function failureOf(action: () => unknown): TracewellError {
  try {
    action();
  } catch (error) {
    if (error instanceof TracewellError) return error;
    throw error;
  }
  throw new Error("expected a failure");
}

test("the first start makes a master key that only its owner can read", () => {
  using temporary = new TemporaryKeys();
  expect(temporary.open().created).toBe(true);
  expect(statSync(temporary.masterKeyFile).mode & 0o777).toBe(0o600);
  expect(readFileSync(temporary.masterKeyFile, "utf8")).toMatch(
    /^tracewell-master-key v1\n[A-Za-z0-9_-]{43}\n$/,
  );
  temporary.closeAll();
  expect(temporary.open().created).toBe(false);
});

test("keys and the search key survive a restart; every subject has its own", () => {
  using temporary = new TemporaryKeys();
  const store = temporary.open();
  const first = store.subjectKey("customer:1");
  const second = store.subjectKey("customer:2");
  const { searchKey } = store;
  expect(first.length).toBe(32);
  expect(second.equals(first)).toBe(false);
  expect(store.subjectKey("customer:1").equals(first)).toBe(true);
  temporary.closeAll();
  const reopened = temporary.open();
  expect(reopened.subjectKey("customer:1").equals(first)).toBe(true);
  expect(reopened.findSubjectKey("customer:2")?.equals(second)).toBe(true);
  expect(reopened.findSubjectKey("customer:3")).toBeNull();
  expect(reopened.searchKey.equals(searchKey)).toBe(true);
});

test("neither subject keys nor the master key stand in clear in the data directory", () => {
  using temporary = new TemporaryKeys();
  const store = temporary.open();
  const key = store.subjectKey("customer:1");
  const masterKey = Buffer.from(
    readFileSync(temporary.masterKeyFile, "utf8").split("\n")[1] ?? "",
    "base64url",
  );
  const files = [KEY_DATABASE_FILE, `${KEY_DATABASE_FILE}-wal`].map((name) =>
    readFileSync(join(temporary.directory, name)),
  );
  expect(files.some((content) => content.includes("customer:1"))).toBe(true);
  for (const content of files) {
    expect(content.includes(key)).toBe(false);
    expect(content.includes(masterKey)).toBe(false);
  }
});

test("a batch becomes durable with its commit, and is lost without one", () => {
  using temporary = new TemporaryKeys();
  const store = temporary.open();
  const reader = temporary.openReader();
  store.beginBatch();
  const committed = store.subjectKey("customer:1");
  expect(reader.findSubjectKey("customer:1")).toBeNull();
  store.commitBatch();
  expect(reader.findSubjectKey("customer:1")?.equals(committed)).toBe(true);
  store.beginBatch();
  store.subjectKey("customer:2");
  temporary.closeAll();
  expect(temporary.open().findSubjectKey("customer:2")).toBeNull();
});

test("committing without a batch changes nothing; outside a batch each key is durable at once", () => {
  using temporary = new TemporaryKeys();
  const store = temporary.open();
  store.commitBatch();
  store.beginBatch();
  store.commitBatch();
  const key = store.subjectKey("customer:1");
  expect(temporary.openReader().findSubjectKey("customer:1")?.equals(key)).toBe(true);
});

test("readers never make a key", () => {
  using temporary = new TemporaryKeys();
  temporary.open();
  const reader = temporary.openReader();
  expect(failureOf(() => reader.subjectKey("customer:1")).code).toBe("key-unavailable");
  expect(reader.findSubjectKey("customer:1")).toBeNull();
});

test("a destroyed key is gone for everyone, also from the disk and after a restart", () => {
  using temporary = new TemporaryKeys();
  const store = temporary.open();
  const reader = temporary.openReader();
  const kept = store.subjectKey("customer:1");
  store.subjectKey("customer:2");
  expect(reader.findSubjectKey("customer:2")).not.toBeNull();
  const wrapped = wrappedKey(join(temporary.directory, KEY_DATABASE_FILE), "customer:2");
  store.destroySubjectKey("customer:2");
  store.destroySubjectKey("customer:2");
  expect(store.findSubjectKey("customer:2")).toBeNull();
  expect(failureOf(() => store.subjectKey("customer:2")).code).toBe("key-unavailable");
  expect(reader.findSubjectKey("customer:2")).toBeNull();
  expect(reader.findSubjectKey("customer:1")?.equals(kept)).toBe(true);
  temporary.closeAll();
  expect(failureOf(() => temporary.open().subjectKey("customer:2")).code).toBe("key-unavailable");
  expect(readFileSync(join(temporary.directory, KEY_DATABASE_FILE)).includes(wrapped)).toBe(false);
});

function wrappedKey(file: string, subject: string): Buffer {
  const database = new DatabaseSync(file, { readOnly: true });
  const row = database.prepare("SELECT wrapped FROM subject_keys WHERE subject = ?").get(subject);
  database.close();
  if (!(row?.["wrapped"] instanceof Uint8Array)) throw new Error("no wrapped key");
  return Buffer.from(row["wrapped"]);
}

test("another master key is refused, naming both files", () => {
  using temporary = new TemporaryKeys();
  temporary.open().subjectKey("customer:1");
  temporary.closeAll();
  const other = Buffer.alloc(32, 7).toString("base64url");
  writeFileSync(temporary.masterKeyFile, `tracewell-master-key v1\n${other}\n`);
  for (const open of [() => temporary.open(), () => temporary.openReader()]) {
    const failure = failureOf(open);
    expect(failure.code).toBe("key-unavailable");
    expect(failure.message).toContain(temporary.masterKeyFile);
    expect(failure.message).toContain(join(temporary.directory, KEY_DATABASE_FILE));
  }
});

test("a lost master key is not replaced by a new one", () => {
  using temporary = new TemporaryKeys();
  temporary.open();
  temporary.closeAll();
  rmSync(temporary.masterKeyFile);
  const failure = failureOf(() => temporary.open());
  expect(failure.code).toBe("key-unavailable");
  expect(failure.message).toContain("is missing");
  expect(existsSync(temporary.masterKeyFile)).toBe(false);
});

test("of two processes that start at once, one makes the master key and both use it", () => {
  using temporary = new TemporaryKeys();
  const first = createMasterKey(temporary.masterKeyFile);
  const second = createMasterKey(temporary.masterKeyFile);
  expect([first.created, second.created]).toEqual([true, false]);
  expect(second.key.equals(first.key)).toBe(true);
  expect(readdirSync(dirname(temporary.masterKeyFile))).toEqual(["master.key"]);
});

test("a master key that others can read is refused", () => {
  using temporary = new TemporaryKeys();
  temporary.open();
  temporary.closeAll();
  for (const mode of [0o640, 0o604, 0o660]) {
    chmodSync(temporary.masterKeyFile, mode);
    const failure = failureOf(() => temporary.open());
    expect(failure.code).toBe("key-unavailable");
    expect(failure.message).toContain(`chmod 600 ${temporary.masterKeyFile}`);
  }
  chmodSync(temporary.masterKeyFile, 0o600);
  expect(temporary.open().created).toBe(false);
});

test.each([[""], ["tracewell-master-key v1\nshort\n"], ["tracewell-master-key v2\n"]])(
  "a file that is no master key is refused: %j",
  (content) => {
    using temporary = new TemporaryKeys();
    temporary.open();
    temporary.closeAll();
    writeFileSync(temporary.masterKeyFile, content);
    expect(failureOf(() => temporary.open()).message).toContain(
      `${temporary.masterKeyFile} is not a master key`,
    );
  },
);

test("a wrapped key moved to another subject is refused", () => {
  using temporary = new TemporaryKeys();
  const store = temporary.open();
  store.subjectKey("customer:1");
  store.subjectKey("customer:2");
  temporary.closeAll();
  const database = new DatabaseSync(join(temporary.directory, KEY_DATABASE_FILE));
  database.exec(
    `UPDATE subject_keys SET wrapped = (SELECT wrapped FROM subject_keys WHERE subject = 'customer:1')
     WHERE subject = 'customer:2'`,
  );
  database.close();
  const failure = failureOf(() => temporary.open().subjectKey("customer:2"));
  expect(failure.code).toBe("key-unavailable");
  expect(failure.message).toContain("damaged");
});

test("when keys cannot be stored, nothing protected is written any more", () => {
  using temporary = new TemporaryKeys();
  const store = temporary.open();
  const kept = store.subjectKey("customer:1");
  const disk = new DatabaseSync(join(temporary.directory, KEY_DATABASE_FILE));
  disk.exec(
    "CREATE TRIGGER full BEFORE INSERT ON subject_keys BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  );
  store.beginBatch();
  expect(failureOf(() => store.subjectKey("customer:2"))).toMatchObject({
    code: "ledger-stopped",
    cause: { message: "disk full" },
  });
  expect(failureOf(() => store.commitBatch()).code).toBe("ledger-stopped");
  temporary.closeAll();
  disk.exec("DROP TRIGGER full");
  disk.close();
  const reopened = temporary.open();
  expect(reopened.findSubjectKey("customer:2")).toBeNull();
  expect(reopened.subjectKey("customer:1").equals(kept)).toBe(true);
  expect(reopened.subjectKey("customer:2").length).toBe(32);
});

test("after a failure even a mended disk is not trusted again by the same store", () => {
  using temporary = new TemporaryKeys();
  const store = temporary.open();
  const disk = new DatabaseSync(join(temporary.directory, KEY_DATABASE_FILE));
  disk.exec(
    "CREATE TRIGGER full BEFORE INSERT ON subject_keys BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  );
  expect(failureOf(() => store.subjectKey("customer:1")).code).toBe("ledger-stopped");
  disk.exec("DROP TRIGGER full");
  disk.close();
  expect(failureOf(() => store.subjectKey("customer:1")).code).toBe("ledger-stopped");
});

test("the cache forgets the least recently used key first", () => {
  const cache = new KeyCache(2);
  cache.set("a", Buffer.from("a"));
  cache.set("b", Buffer.from("b"));
  cache.get("a");
  cache.set("c", Buffer.from("c"));
  expect(cache.get("b")).toBeUndefined();
  expect(cache.get("a")?.toString()).toBe("a");
  expect(cache.get("c")?.toString()).toBe("c");
});

test("the master key is kept in the user's configuration directory by default", () => {
  expect(defaultMasterKeyFile()).toMatch(/tracewell.*master\.key$/i);
});
