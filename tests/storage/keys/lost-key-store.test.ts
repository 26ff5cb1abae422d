import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { KEY_DATABASE_FILE, openFileKeyStore } from "#storage/keys/file-key-store.ts";
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

test.each(["missing", "empty"])(
  "a %s key store beside records is refused, not made anew",
  (what) => {
    using temporary = new TemporaryKeys();
    const kept = temporary.open().subjectKey("customer:1");
    temporary.closeAll();
    const { masterKeyFile, directory } = temporary;
    const database = join(directory, KEY_DATABASE_FILE);
    const backup = readFileSync(database);
    for (const name of readdirSync(directory)) rmSync(join(directory, name));
    if (what === "empty") writeFileSync(database, "");
    const reopen = (records: boolean) =>
      openFileKeyStore({ masterKeyFile, directory, holdsRecords: () => records });
    const failure = failureOf(() => reopen(true));
    expect(failure.code).toBe("key-unavailable");
    expect(failure.message).toContain(database);
    expect(failure.message).toContain("Restore keys.db from the backup");
    expect(statSync(database, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    writeFileSync(database, backup);
    const restored = reopen(true);
    expect(restored.subjectKey("customer:1").equals(kept)).toBe(true);
    restored.close();
  },
);

test("without records a new key store is made", () => {
  using temporary = new TemporaryKeys();
  const { masterKeyFile, directory } = temporary;
  const store = openFileKeyStore({ masterKeyFile, directory, holdsRecords: () => false });
  expect(store.created).toBe(true);
  store.close();
});

test("a lost key store makes no master key either", () => {
  using temporary = new TemporaryKeys();
  const { masterKeyFile, directory } = temporary;
  const open = () => openFileKeyStore({ masterKeyFile, directory, holdsRecords: () => true });
  expect(failureOf(open).code).toBe("key-unavailable");
  expect(existsSync(masterKeyFile)).toBe(false);
  expect(existsSync(directory)).toBe(false);
});

test("a key store that cannot be opened is told with directory, cause and cure", () => {
  using temporary = new TemporaryKeys();
  temporary.open();
  temporary.closeAll();
  const database = join(temporary.directory, KEY_DATABASE_FILE);
  writeFileSync(database, "no database at all, though long enough to be taken for one");
  const { message } = failureOf(() => temporary.open());
  expect(message).toContain("file is not a database");
  expect(message).toContain(`the directory ${temporary.directory}:`);
  expect(message).toContain("restore it from the backup");
});
