import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { QUARANTINE_LEDGER, quarantinePaths } from "#storage/quarantine/quarantine-paths.ts";
import type { QuarantineItem, QuarantineStore } from "#storage/quarantine/quarantine-store.ts";
import { QuarantineView } from "#storage/quarantine/quarantine-view.ts";
import { inputOf, messageOf, noteOf, secondMessageOf } from "./dying-writer-texts.ts";
import { TemporaryQuarantine } from "./temporary-quarantine.ts";

const PROGRAM = fileURLToPath(new URL("dying-writer.ts", import.meta.url));

/** Each kind of turn once: adding, a failed retry, a dismissal; and an adding that is not the first. */
const DYING_TURNS = [1, 2, 3, 4];

/** Killed from outside after so many acknowledged turns, wherever it is then. */
const TURNS_BEFORE_KILL = [5, 12];

/** Runs the process until it is killed; how many turns it was told are durable. */
async function turnsUntilKilled(
  temporary: TemporaryQuarantine,
  options: { firstNumber: number; dyingTurn?: number; turnsBeforeKill?: number },
): Promise<number> {
  const { directory, keys } = temporary;
  const { firstNumber, dyingTurn = 0, turnsBeforeKill } = options;
  const given = [directory, keys.masterKeyFile, String(firstNumber), String(dyingTurn)];
  const child = spawn(process.execPath, [PROGRAM, ...given]);
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const exit = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once("exit", (_code, signal) => resolve(signal));
  });
  let turns = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== "done") continue;
    turns += 1;
    if (turns === turnsBeforeKill) child.kill("SIGKILL");
  }
  const signal = await exit;
  if (signal !== "SIGKILL") throw new Error(`the process ended by itself: ${complaint}`);
  return turns;
}

/** How many records of the ledger the view has not heard of. */
function viewLag({ directory }: TemporaryQuarantine): number {
  const paths = quarantinePaths(directory);
  const view = QuarantineView.open(paths.view);
  const ledger = openLedgerReader({
    files: nodeFiles,
    directory: paths.ledger,
    ledger: QUARANTINE_LEDGER,
    headFromFiles: true,
  });
  try {
    return ledger.headSeq - view.watermark().throughSeq;
  } finally {
    ledger.close();
    view.close();
  }
}

/** Every item is whole, and the turns that can be seen in them. */
function checkedTurns(store: QuarantineStore): number {
  const items = store.list({ limit: 1000 });
  for (const item of items) expectWhole(store, item);
  const ids = items.map(({ itemId }) => itemId);
  expect(ids).toEqual(Array.from(ids, (_, index) => `q${ids.length - index}`));
  const retries = items.reduce((sum, item) => sum + item.retries, 0);
  return items.length / 2 + retries + items.filter(({ note }) => note !== undefined).length;
}

function expectWhole(store: QuarantineStore, item: QuarantineItem): void {
  const number = item.position.index ?? 0;
  expect(Buffer.from(store.content(item.itemId)).toString()).toBe(inputOf(number));
  expect(item.message).toBe(item.retries === 0 ? messageOf(number) : secondMessageOf(number));
  expect(item.note).toBe(item.status === "dismissed" ? noteOf(number) : undefined);
}

test("kill -9 between ledger and view, or anywhere, loses nothing acknowledged", async () => {
  using temporary = new TemporaryQuarantine();
  let seen = 0;
  let firstNumber = 1;
  for (const dyingTurn of DYING_TURNS) {
    const turns = await turnsUntilKilled(temporary, { firstNumber, dyingTurn });
    expect(turns).toBe(dyingTurn - 1);
    expect(viewLag(temporary)).toBeGreaterThan(0);
    const store = temporary.open();
    // The turn it died in was durable, though nobody was told.
    expect(checkedTurns(store)).toBe(seen + dyingTurn);
    seen += dyingTurn;
    firstNumber = store.list({ limit: 1000 }).length + 1;
    temporary.closeAll();
  }
  for (const turnsBeforeKill of TURNS_BEFORE_KILL) {
    const turns = await turnsUntilKilled(temporary, { firstNumber, turnsBeforeKill });
    expect(turns).toBeGreaterThanOrEqual(turnsBeforeKill);
    const store = temporary.open();
    const now = checkedTurns(store);
    expect([seen + turns, seen + turns + 1]).toContain(now);
    seen = now;
    firstNumber = store.list({ limit: 1000 }).length + 1;
    temporary.closeAll();
  }
}, 60_000);
