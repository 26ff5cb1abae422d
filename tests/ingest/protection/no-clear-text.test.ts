import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { AuditEvent } from "#domain/events/event.ts";
import { protectEvent } from "#ingest/protection/protect-event.ts";
import { nodeFiles } from "#storage/files/node-files.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import { openQuarantineStore } from "#storage/quarantine/ledger-quarantine.ts";
import { TemporaryKeys } from "../../storage/keys/temporary-keys.ts";

const code = "GC-7777-8888-9999";
const email = "jan.novak@example.org";
const pin = "470911";

const event: AuditEvent = {
  id: "e1",
  type: "giftCard.issued",
  time: "2026-01-31T09:05:00.120Z",
  transactionId: "TU80WKRYTI9QUMJ4",
  message: `card ${code} (${pin}) sent to ${email}`,
  raw: `-- 2026-1-31 -- card gc777788889999 ${pin} ${email}`,
  attributes: { code, pin, recipient: email, note: "code 7777 8888 9999" },
};

function clock(): number {
  return Date.UTC(2026, 0, 31);
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test("nothing in the data directory shows what was protected or quarantined", () => {
  using temporary = new TemporaryKeys();
  const keys = temporary.open();
  const { directory } = temporary;
  const writer = openLedgerWriter({
    files: nodeFiles,
    directory: join(directory, "ledgers", "main"),
    ledger: "main",
    clock,
  });
  const quarantine = openQuarantineStore({ files: nodeFiles, directory, keys, clock });
  keys.beginBatch();
  const result = protectEvent(event, {
    ledger: "main",
    sourceName: "shop",
    identity: "e1",
    keys,
    protectRaw: false,
  });
  if (!result.changed) throw new Error("nothing was protected");
  const draft = {
    id: "e1",
    sourceName: "shop",
    sourceJson: '{"name":"shop"}',
    eventJson: result.eventJson,
  };
  expect(writer.stage(draft)).toEqual({ status: "staged", seq: 1 });
  expect(writer.stage(draft)).toEqual({ status: "duplicate", seq: 1 });
  keys.commitBatch();
  writer.commit();
  quarantine.add([
    {
      reason: "invalid-event",
      message: `Not valid: ${JSON.stringify(event)}`,
      sourceName: "shop",
      format: "events",
      content: Buffer.from(JSON.stringify(event)),
      position: { index: 0 },
    },
  ]);
  quarantine.close();
  writer.close();
  temporary.closeAll();

  const files = filesBelow(directory);
  const contents = files.map((file) => readFileSync(file, "latin1").toLowerCase());
  expect(contents.some((content) => content.includes("giftcard.issued"))).toBe(true);
  expect(contents.some((content) => content.includes("quarantine.added"))).toBe(true);
  const planted = [code, code.replaceAll("-", ""), "7777 8888", email, "jan.novak", pin];
  for (const [index, content] of contents.entries()) {
    for (const text of planted) {
      const spellings = [
        text,
        Buffer.from(text).toString("base64url"),
        Buffer.from(text).toString("hex"),
      ];
      for (const spelling of spellings) {
        expect(content.includes(spelling.toLowerCase()), `${text} in ${files[index]}`).toBe(false);
      }
    }
  }
});
