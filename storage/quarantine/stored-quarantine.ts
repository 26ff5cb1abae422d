import { TracewellError } from "#domain/errors.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { decryptOfItem, subjectOfItem } from "./item-cipher.ts";
import { readItem } from "./item-texts.ts";
import { itemNumberOf, parseContentRecord } from "./quarantine-records.ts";
import type { QuarantineItem, QuarantineStore } from "./quarantine-store.ts";
import type { QuarantineView } from "./quarantine-view.ts";

/** Most items one list may be asked for: a page of 1,000, and one more that tells of a further page. */
const LIST_ITEMS_MAX = 1_001;

/** The reading half of the quarantine: answers from the view, content from the ledger, clear by the keys. */
export class StoredQuarantine implements Pick<
  QuarantineStore,
  "list" | "get" | "content" | "openCount" | "close"
> {
  readonly #view: QuarantineView;
  readonly #ledger: LedgerReader;
  readonly #keys: KeyStore;

  constructor(view: QuarantineView, ledger: LedgerReader, keys: KeyStore) {
    this.#view = view;
    this.#ledger = ledger;
    this.#keys = keys;
  }

  list(query: Parameters<QuarantineStore["list"]>[0]): QuarantineItem[] {
    const { status, source, before, limit } = query;
    if (!Number.isInteger(limit) || limit < 1 || limit > LIST_ITEMS_MAX) {
      throw invalid(`The limit must be a whole number from 1 to ${LIST_ITEMS_MAX}.`);
    }
    const beforeNumber = before === undefined ? undefined : itemNumberOf(before);
    if (beforeNumber === null) throw invalid(`"${before}" is no item of the quarantine.`);
    const found = this.#view.list({
      ...(status !== undefined && { status }),
      ...(source !== undefined && { source }),
      ...(beforeNumber !== undefined && { beforeNumber }),
      limit,
    });
    return found.map((stored) => readItem(stored, this.#keys));
  }

  get(itemId: string): QuarantineItem | null {
    const number = itemNumberOf(itemId);
    const found = number === null ? null : this.#view.get(number);
    return found === null ? null : readItem(found.item, this.#keys);
  }

  content(itemId: string): Uint8Array {
    const number = itemNumberOf(itemId);
    const found = number === null ? null : this.#view.get(number);
    if (found === null) {
      throw new TracewellError("not-found", `There is no quarantined item ${itemId}.`);
    }
    const key = this.#keys.findSubjectKey(subjectOfItem(itemId));
    if (key === null) {
      throw new TracewellError(
        "key-unavailable",
        `The key of quarantined item ${itemId} is gone; its content cannot be read any more.`,
        { detail: { itemId } },
      );
    }
    const { contentSeqs } = found;
    const parts = contentSeqs.map((seq, part) =>
      decryptOfItem(key, { itemId, part, parts: contentSeqs.length }, this.#encrypted(seq)),
    );
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }

  openCount(): number {
    return this.#view.openCount();
  }

  close(): void {
    this.#view.close();
    this.#ledger.close();
  }

  #encrypted(seq: number): string {
    this.#ledger.advance(seq);
    const line = this.#ledger.readLine(seq);
    if (line === null) {
      throw new TracewellError("ledger-corrupt", `The quarantine has no record ${seq}.`, {
        detail: { seq },
      });
    }
    return parseContentRecord(seq, parseEnvelope(line).eventJson);
  }
}

function invalid(message: string): TracewellError {
  return new TracewellError("invalid-parameter", message);
}
