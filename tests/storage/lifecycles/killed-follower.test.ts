import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LifecycleStage } from "./lifecycle-stage.ts";
import { minutesMs, paidOrder, told } from "./told-events.ts";

const PROGRAM = fileURLToPath(new URL("dying-follower.ts", import.meta.url));
const ORDERS = 150;

/** Follows until it has told of some pieces, and is killed in the middle of the next ones. */
async function followAndKill(stage: LifecycleStage, file: string, pieces: number): Promise<number> {
  const child = spawn(
    process.execPath,
    [PROGRAM, stage.ledgerDirectory, file, String(stage.nowMs)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let lines = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    lines += text;
    if (lines.split("\n").length > pieces) child.kill("SIGKILL");
  });
  const [, signal] = await once(child, "close");
  expect(signal).toBe("SIGKILL");
  return Number(lines.trimEnd().split("\n").at(-1));
}

test("a killed follower leaves a view that goes on where it was, and ends as one made at once", async () => {
  await using stage = await LifecycleStage.open({ nowMs: minutesMs(90) });
  const orders = Array.from({ length: ORDERS }, (_value, place) => String(100_000_001 + place));
  stage.append(orders.flatMap((order, place) => paidOrder(order, place % 20)));
  stage.append(orders.map((order) => told("order.completed", 40, order)));
  const file = stage.newFile();
  let throughSeq = 0;
  for (const pieces of [3, 9]) {
    const saidSeq = await followAndKill(stage, file, pieces);
    expect(saidSeq).toBeGreaterThan(throughSeq);
    const reader = stage.openReader(file);
    const [watermark] = await reader.watermarks();
    throughSeq = watermark?.throughSeq ?? 0;
    expect(throughSeq).toBeGreaterThanOrEqual(saidSeq);
    expect(throughSeq).toBeLessThan(stage.ledger.headSeq);
    await reader.close();
  }
  await stage.follow(file);
  const whole = stage.newFile();
  await stage.follow(whole);
  expect(await stage.digestOf(file)).toBe(await stage.digestOf(whole));
});
