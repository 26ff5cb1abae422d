import { expect, test } from "vitest";
import { planRemoval } from "#bin/service/plan-removal.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { noteRemoval } from "#storage/ledger/retention.ts";
import { readRetentionNote } from "#storage/ledger/retention-note.ts";
import { temporaryLedger } from "../../storage/index/temporary-ledger.ts";

const BY = { removedAt: "2026-03-01T00:00:00.000Z", by: "a test" };
const LIMITS = { recordedBefore: "2026-02-01T00:00:00.000Z" };

test("what was noted and is still there is not noted again", async () => {
  await using ledger = await temporaryLedger();
  ledger.append(60);
  const place = { files: nodeFiles, directory: ledger.ledgerDirectory, ledger: "main" };
  const [first, second] = planRemoval(place, { ...LIMITS, throughSeq: 60 });
  if (first === undefined || second === undefined) throw new Error("There are no two segments.");
  noteRemoval(place, [first], { ...BY, ...LIMITS });
  const rest = planRemoval(place, { ...LIMITS, throughSeq: second.lastSeq });
  expect(rest).toEqual([second]);
  noteRemoval(place, rest, { ...BY, ...LIMITS });
  const removals = readRetentionNote(nodeFiles, ledger.ledgerDirectory)?.removals;
  expect(removals?.map(({ segments }) => segments)).toEqual([[first], [second]]);
  expect(planRemoval(place, { ...LIMITS, throughSeq: second.lastSeq })).toEqual([]);
});
