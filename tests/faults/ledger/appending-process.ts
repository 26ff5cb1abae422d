/**
 * Appends to a ledger until it is killed: `appending-process.ts DIRECTORY FIRST_NUMBER SEED`. Says
 * `starting` before it opens the ledger, `appending` when it begins to write a large group, and
 * `NUMBER SEQ .` for each record after its commit returned.
 */
import { writeSync } from "node:fs";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import { randomInteger, seededRandom } from "../../storage/files/seeded-random.ts";
import { APPENDED_LEDGER, eventOf } from "./appended-records.ts";

/** The kernel may write as little as it likes at once: here it always does, so that kills tear groups. */
const WRITTEN_AT_ONCE = 1000;

const LARGE_GROUP_BYTES = 200_000;

const piecemealFiles: FileLayer = {
  ...nodeFiles,
  openAppend(path, options) {
    const handle = nodeFiles.openAppend(path, options);
    const append = handle.append.bind(handle);
    handle.append = (bytes) => {
      if (bytes.length > LARGE_GROUP_BYTES) writeSync(1, "appending\n");
      for (let start = 0; start < bytes.length; start += WRITTEN_AT_ONCE) {
        append(bytes.subarray(start, start + WRITTEN_AT_ONCE));
      }
    };
    return handle;
  },
};

const [directory = "", firstNumber = "", seed = ""] = process.argv.slice(2);
const random = seededRandom(Number(seed));

writeSync(1, "starting\n");
const writer = openLedgerWriter({
  ...APPENDED_LEDGER,
  files: piecemealFiles,
  directory,
  clock: Date.now,
});

let number = Number(firstNumber);
for (;;) {
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
