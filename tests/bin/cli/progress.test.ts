import { expect, test } from "vitest";
import { describeProgress, formatBytes, formatSeconds, withProgress } from "#bin/cli/progress.ts";
import { Screen } from "./screen.ts";

test("progress tells share, amount, rate and remaining time", () => {
  expect(describeProgress(12_600_000, 30_000_000, "bytes", 3_000)).toBe(
    "42 %, 12.6 MB of 30.0 MB, 4.2 MB/s, 5 s left",
  );
  expect(describeProgress(12_000, 36_000, "records", 2_000)).toBe(
    "33 %, 12,000 records of 36,000 records, 6,000 records/s, 4 s left",
  );
  expect(describeProgress(12, 31, "days", 4_000)).toBe(
    "38 %, 12 days of 31 days, 3 days/s, 7 s left",
  );
  expect(describeProgress(900, null, "bytes", 1_000)).toBe("900 B, 900 B/s");
});

test.each([
  [0, "0 s"],
  [59.2, "1 min 0 s"],
  [3_599, "59 min 59 s"],
  [7_380, "2 h 3 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test.each([
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [2_500_000_000, "2.5 GB"],
])("%d bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

/** Work of ten steps of 100 ms each. */
async function work(screen: Screen, fails = false): Promise<void> {
  let now = 0;
  const clock = () => now;
  await withProgress(screen.terminal, "index", "records", clock, async (progress) => {
    for (let step = 1; step <= 10; step += 1) {
      now += 100;
      progress.update(step, 10, step <= 6 ? "checking" : "indexing");
    }
    if (fails) throw new Error("broken");
  });
}

test("on a terminal the line is drawn, stage by stage, and removed at the end", async () => {
  const screen = new Screen({ isTTY: true });
  await work(screen);
  const { out, note } = await screen.read();
  expect(out).toBe("");
  expect(note).toContain("index, checking: 50 %");
  expect(note).toContain("index, indexing: 70 %");
  expect(note.endsWith("\r\u001B[2K")).toBe(true);
});

test("after a failure no half line is left", async () => {
  const screen = new Screen({ isTTY: true });
  await expect(work(screen, true)).rejects.toThrow("broken");
  expect((await screen.read()).note.endsWith("\r\u001B[2K")).toBe(true);
});

test("in a pipe there is no progress", async () => {
  const screen = new Screen();
  await work(screen);
  expect(await screen.read()).toEqual({ out: "", note: "" });
});
