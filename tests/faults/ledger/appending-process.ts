/**
 * Appends to a ledger until it is killed: `appending-process.ts DIRECTORY FIRST_NUMBER SEED`. Says
 * `starting` before it opens the ledger, then `NUMBER SEQ .` for each record after its commit returned.
 */
import { writeSync } from "node:fs";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import { randomInteger, seededRandom } from "../../storage/files/seeded-random.ts";
import { APPENDED_LEDGER, eventOf } from "./appended-records.ts";

const [directory = "", firstNumber = "", seed = ""] = process.argv.slice(2);
const random = seededRandom(Number(seed));

writeSync(1, "starting\n");
const writer = openLedgerWriter({
  ...APPENDED_LEDGER,
  files: nodeFiles,
  directory,
  clock: Date.now,
});

let number = Number(firstNumber);
for (;;) {
  // A large group now and then: the kernel may stop a long write in the middle when it kills.
  const count = random() < 0.15 ? 1500 : randomInteger(random, 1, 40);
  const answers: string[] = [];
  for (let staged = 0; staged < count; staged += 1) {
    const result = writer.stage({
      id: `e${number}`,
      sourceName: "api",
      sourceJson: '{"name":"api","format":"events"}',
      eventJson: eventOf(number),
    });
    if (!("seq" in result) || result.status === "conflict") throw new Error(result.status);
    answers.push(`${number} ${result.seq} .\n`);
    number += 1;
  }
  writer.commit();
  writeSync(1, answers.join(""));
}
