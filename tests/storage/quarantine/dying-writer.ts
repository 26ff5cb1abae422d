/**
 * Quarantines and decides in turns: `dying-writer.ts DATA_DIRECTORY MASTER_KEY_FILE FIRST_NUMBER DYING_TURN`.
 * Says `done` after each turn it was told is durable. In turn DYING_TURN (from 1; 0: never) it kills itself
 * as soon as the quarantine's ledger is synced, before the view hears of it.
 */
import { writeSync } from "node:fs";
import type { FileLayer } from "#storage/files/file-layer.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openFileKeyStore } from "#storage/keys/file-key-store.ts";
import { openQuarantineStore } from "#storage/quarantine/ledger-quarantine.ts";
import { inputOf, messageOf, noteOf, secondMessageOf } from "./dying-writer-texts.ts";
import { draftOf } from "./temporary-quarantine.ts";

const [directory = "", masterKeyFile = "", firstNumber = "", dyingTurn = ""] =
  process.argv.slice(2);
let turn = 0;

const files: FileLayer = {
  ...nodeFiles,
  openAppend(path, options) {
    const handle = nodeFiles.openAppend(path, options);
    const sync = handle.sync.bind(handle);
    handle.sync = () => {
      sync();
      if (turn > 0 && turn === Number(dyingTurn)) process.kill(process.pid, "SIGKILL");
    };
    return handle;
  },
};

const keys = openFileKeyStore({ masterKeyFile, directory });
const store = openQuarantineStore({ files, directory, keys, clock: Date.now });

function inTurn(act: () => void): void {
  turn += 1;
  act();
  writeSync(1, "done\n");
}

for (let number = Number(firstNumber); ; number += 2) {
  const numbers = [number, number + 1];
  const drafts = numbers.map((index) =>
    draftOf(inputOf(index), { message: messageOf(index), position: { index } }),
  );
  let itemIds: string[] = [];
  inTurn(() => (itemIds = store.add(drafts).map(({ itemId }) => itemId)));
  const [retried = "", dismissed = ""] = itemIds;
  const message = secondMessageOf(number);
  inTurn(() => store.recordOutcome(retried, { status: "open", message, by: "ada" }));
  const note = noteOf(number + 1);
  inTurn(() => store.recordOutcome(dismissed, { status: "dismissed", note, by: "ada" }));
}
