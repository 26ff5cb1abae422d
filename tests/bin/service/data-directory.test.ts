import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { prepareDataDirectory } from "#bin/service/data-directory.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-directory-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("a missing data directory is made, for its owner alone", () => {
  const dataDir = join(directory, "a", "data");
  prepareDataDirectory(dataDir);
  prepareDataDirectory(dataDir);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

test("one that cannot be made is told with its name, the cause and the way out", () => {
  const file = join(directory, "file");
  writeFileSync(file, "");
  for (const dataDir of [file, join(file, "data")]) {
    expect(() => prepareDataDirectory(dataDir)).toThrow(
      expect.objectContaining({
        code: "ledger-unwritable",
        message: expect.stringMatching(
          /file(\/data)? cannot be made or used .* \((EEXIST|ENOTDIR)\)\. A file is in its way\. Or name another with --data-dir\.$/,
        ),
      }),
    );
  }
});
