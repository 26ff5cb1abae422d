import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quarantinePaths } from "#storage/quarantine/quarantine-paths.ts";
import type { QuarantineStore } from "#storage/quarantine/quarantine-store.ts";
import { draftOf, TemporaryQuarantine } from "./temporary-quarantine.ts";

/** One for each way in: content, message, message of a retry, note of a dismissal. */
const SECRETS = {
  content: "GC-7777-8888-9999",
  message: "Countess of Lovelace",
  retry: "jan.novak@example.org",
  note: "+420 603 771 905",
};

/** A text as bytes may hide it: plain, UTF-16, hexadecimal, base64 at each of the three places. */
function spellingsOf(text: string): string[] {
  const base64 = [0, 1, 2].map((shift) => {
    const bytes = Buffer.from("-".repeat(shift) + text);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString("base64url");
    return shift === 0 ? whole : whole.slice(4);
  });
  const utf16 = Buffer.from(text, "utf16le").toString("latin1");
  return [text, utf16, Buffer.from(text).toString("hex"), ...base64];
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function shownBelow(directory: string, secrets: readonly string[]): string[] {
  return filesBelow(directory).flatMap((file) => {
    const content = readFileSync(file, "latin1");
    return secrets
      .flatMap(spellingsOf)
      .filter((spelling) => content.includes(spelling))
      .map((spelling) => `${spelling} in ${file}`);
  });
}

function plantSecrets(store: QuarantineStore): void {
  const { content, message, retry, note } = SECRETS;
  store.add([
    draftOf(`{"code":"${content}"`, { message: `The field name of "${message}" has no end.` }),
    draftOf(message, { message: `${message} is no JSON, nor is ${content}` }),
  ]);
  store.recordOutcome("q1", { status: "open", message: `Still no JSON: ${retry}`, by: "ada" });
  store.recordOutcome("q2", { status: "dismissed", note: `She called: ${note}`, by: "ada" });
}

test("nothing of content, messages and notes stands in clear in the data directory", () => {
  using temporary = new TemporaryQuarantine();
  const { directory } = temporary;
  const { view } = quarantinePaths(directory);
  const secrets = Object.values(SECRETS);
  const store = temporary.open();
  plantSecrets(store);
  expect(statSync(`${view}-wal`).size).toBeGreaterThan(0);
  expect(statSync(join(directory, "keys.db-wal")).size).toBeGreaterThan(0);
  expect(shownBelow(directory, secrets)).toEqual([]);
  // What stands in clear by design is found, so the search looks at the right files.
  expect(shownBelow(directory, ["quarantine.outcome"])).toHaveLength(1);
  expect(shownBelow(directory, ["undecodable"]).length).toBeGreaterThanOrEqual(2);

  temporary.closeAll();
  expect(shownBelow(directory, secrets)).toEqual([]);
  rmSync(view);
  const rebuilt = temporary.open();
  expect(rebuilt.get("q1")?.message).toContain(SECRETS.retry);
  expect(rebuilt.get("q2")?.note).toContain(SECRETS.note);
  expect(shownBelow(directory, secrets)).toEqual([]);
});
