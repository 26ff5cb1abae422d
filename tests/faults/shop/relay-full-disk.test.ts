import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { LoggedEvent } from "#shop/events/shop-event.ts";
import { storeTracePath } from "#shop/way-out/moodle-trace.ts";
import { TemporaryDirectory } from "../../shop/way-out/temporary-directory.ts";
import { EVENTS_FILE, TRACE_FILE } from "./relayed-directory.ts";

const PROGRAM = fileURLToPath(new URL("full-disk-process.ts", import.meta.url));
const EVENTS = 700;
const numbers = Array.from({ length: EVENTS }, (_, index) => index + 1);

// At these sizes the last write is partly done: in the middle of a line, and of a record of the trace.
test.each([40, 61, 90])(
  "a disk that is full at %i KiB holds nothing up for good",
  async (kibibytes) => {
    using directory = new TemporaryDirectory();
    const command = `ulimit -S -f ${kibibytes} && exec "$0" "$@"`;
    const given = ["-c", command, process.execPath, PROGRAM, directory.path, String(EVENTS)];
    const { stdout } = await promisify(execFile)("bash", given);
    const { waitedBefore, waitedAfter } = JSON.parse(stdout) as Record<string, number>;
    expect(waitedBefore).toBeGreaterThan(0);
    expect(waitedAfter).toBe(0);
    const lines = readFileSync(directory.join(EVENTS_FILE), "utf8").trimEnd().split("\n");
    const told = lines.map((line) => (JSON.parse(line) as LoggedEvent).message);
    expect([...new Set(told)].map((text) => Number(text.split(" ")[1]))).toEqual(numbers);
    const trace = readFileSync(storeTracePath(directory.join(TRACE_FILE), "europe"), "utf8");
    expect([...trace.matchAll(/^Order (\d+)/gm)].map((match) => Number(match[1]))).toEqual(numbers);
  },
);
