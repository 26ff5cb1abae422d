import { spawnSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { holdDirectory } from "#shop/live/shop-directory.ts";
import { TemporaryDirectory } from "../way-out/temporary-directory.ts";

const MODULE = new URL("../../../shop/live/shop-directory.ts", import.meta.url).href;

/** What another process says who wants the directory. */
function elsewhere(directory: string): string {
  const script = `
    const { holdDirectory } = await import(${JSON.stringify(MODULE)});
    try { holdDirectory(${JSON.stringify(directory)}); console.log("held"); }
    catch (error) { console.log(error.code, error.message); }
    process.kill(process.pid, "SIGKILL");
  `;
  return spawnSync(process.execPath, ["--input-type=module", "-e", script]).stdout.toString();
}

test("a directory is one shop's, until it is released or its process is gone", () => {
  using temporary = new TemporaryDirectory();
  const directory = temporary.join("shop");
  // It holds the directory and is killed.
  expect(elsewhere(directory)).toBe("held\n");
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  const held = holdDirectory(directory);
  expect(() => holdDirectory(directory)).toThrow(`Another shop runs in ${directory}.`);
  expect(elsewhere(directory)).toMatch(/^wrong-state Another shop runs in .*Stop it, or give/);
  held.release();
  held.release();
  holdDirectory(directory).release();
});

const refusalOf = (directory: string): RegExp =>
  new RegExp(`^The shop cannot use its directory ${directory}: .*this user may write\\.$`);

test("a directory that cannot be used is refused by name", () => {
  using temporary = new TemporaryDirectory();
  const file = temporary.join("file");
  writeFileSync(file, "");
  for (const directory of [file, `${file}/below`]) {
    expect(() => holdDirectory(directory)).toThrow(refusalOf(directory));
  }
});
