import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchConfigFile } from "#bin/service/watch-config-file.ts";

let directory: string;
let end: (() => void) | null = null;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tracewell-watch-"));
});
afterEach(() => {
  end?.();
  rmSync(directory, { recursive: true });
});

/** Watches, and gives the next call each time it is asked for. */
function watch(file: string): () => Promise<void> {
  let next = Promise.withResolvers<void>();
  end = watchConfigFile(file, () => {
    next.resolve();
    next = Promise.withResolvers<void>();
  });
  return () => next.promise;
}

test("a file that is made, written, replaced by rename and removed is seen each time", async () => {
  const file = join(directory, "tracewell.config.json");
  const changed = watch(file);
  const steps = [
    () => writeFileSync(file, "{}"),
    () => writeFileSync(file, '{"sources":[]}'),
    () => {
      writeFileSync(`${file}~`, "{ }");
      renameSync(`${file}~`, file);
    },
    () => rmSync(file),
  ];
  for (const step of steps) {
    const seen = changed();
    step();
    await seen;
  }
  expect(steps).toHaveLength(4);
});

test("a link that is turned to another file is seen", async () => {
  for (const name of ["a", "b"]) writeFileSync(join(directory, name), "{}");
  const file = join(directory, "tracewell.config.json");
  symlinkSync("a", file);
  const seen = watch(file)();
  symlinkSync("b", join(directory, "turned"));
  renameSync(join(directory, "turned"), file);
  await expect(seen).resolves.toBeUndefined();
});
