import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { quarantinePaths } from "#storage/quarantine/quarantine-paths.ts";
import { draftOf, TemporaryQuarantine } from "./temporary-quarantine.ts";

test("a repeat of known input gives the item it has, also after a restart and without the view", () => {
  using temporary = new TemporaryQuarantine();
  const draft = draftOf("{broken", { inputKey: "k1" });
  const [first, twin, other] = temporary
    .open()
    .add([draft, draft, draftOf("{broken", { inputKey: "k2" })]);
  expect([first?.itemId, twin?.itemId, other?.itemId]).toEqual(["q1", "q1", "q2"]);
  temporary.closeAll();
  const reopened = temporary.open();
  reopened.recordOutcome("q1", { status: "resolved", seqs: [7], by: "ana" });
  temporary.closeAll();
  rmSync(quarantinePaths(temporary.directory).view);
  const rebuilt = temporary.open();
  expect(rebuilt.add([draftOf("{new"), draft, draftOf("{new")])).toMatchObject([
    { itemId: "q3", status: "open" },
    { itemId: "q1", status: "resolved", resolvedSeqs: [7] },
    { itemId: "q4", status: "open" },
  ]);
  expect(rebuilt.get("q1")).not.toHaveProperty("inputKey");
});
