import { expect, test } from "vitest";
import { withoutPaths } from "#bin/service/without-paths.ts";

const DATA = "/home/a person/data (1)";

test("neither the data directory nor a file below it is named", () => {
  const sentence = `No space is left for ${DATA}: free some. ${DATA}/ledgers/main/00000000000000000001.ndjson ends before seq 5 (EIO, open '${DATA}/index/main/1.db-wal').`;
  expect(withoutPaths(sentence, DATA)).toBe(
    "No space is left for the data directory: free some. the data directory ends before seq 5 (EIO, open 'the data directory').",
  );
});

test("a sentence without a path stays as it is", () => {
  expect(withoutPaths("The index is locked.", DATA)).toBe("The index is locked.");
});
