import { TracewellError } from "#domain/errors.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import { parseEnvelope } from "#storage/ledger/envelope.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { decryptContent } from "./content-cipher.ts";
import { belongsTo, catchUp } from "./follow-quarantine.ts";
import { QUARANTINE_LEDGER, quarantinePaths } from "./quarantine-paths.ts";
import { itemNumberOf, parseContentRecord } from "./quarantine-records.ts";
import type { QuarantineItem, QuarantineStore } from "./quarantine-store.ts";
import { QuarantineView } from "./quarantine-view.ts";

/** Most items one list may be asked for. */
export const QUARANTINE_LIST_MAX = 1_000;

/** The reading half of the quarantine. */
export type QuarantineReader = Pick<
  QuarantineStore,
  "list" | "get" | "content" | "openCount" | "close"
>;

/** The subject under whose key an item's content is kept. */
export function subjectOfItem(itemId: string): string {
  return `quarantine:${itemId}`;
}

/**
 * Opens the quarantine for reading, in any thread or process. It follows the view that the writer keeps;
 * where there is no current one (no writer ran since it was deleted or fell behind) it reads the ledger
 * once, and shows what was there when it was opened.
 */
export function openQuarantineReader(options: {
  files: FileLayer;
  /** The data directory. */
  directory: string;
  keys: KeyStore;
}): QuarantineReader {
  const paths = quarantinePaths(options.directory);
  using stack = new DisposableStack();
  const ledger = stack.adopt(
    openLedgerReader({
      files: options.files,
      directory: paths.ledger,
      ledger: QUARANTINE_LEDGER,
      headFromFiles: true,
    }),
    (reader) => reader.close(),
  );
  const kept = QuarantineView.openReadOnly(paths.view);
  const view = stack.adopt(
    kept !== null && isCurrent(kept, ledger) ? kept : QuarantineView.openInMemory(),
    (opened) => opened.close(),
  );
  if (view !== kept) {
    kept?.close();
    catchUp(view, ledger);
  }
  const reader = new StoredQuarantine(view, ledger, options.keys);
  stack.move();
  return reader;
}

function isCurrent(view: QuarantineView, ledger: LedgerReader): boolean {
  return belongsTo(view, ledger) && view.watermark().throughSeq === ledger.headSeq;
}

/** Answers from the view; content from the ledger. */
export class StoredQuarantine implements QuarantineReader {
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
    if (!Number.isInteger(limit) || limit < 1 || limit > QUARANTINE_LIST_MAX) {
      throw invalid(`The limit must be a whole number from 1 to ${QUARANTINE_LIST_MAX}.`);
    }
    const beforeNumber = before === undefined ? undefined : itemNumberOf(before);
    if (beforeNumber === null) throw invalid(`"${before}" is no item of the quarantine.`);
    return this.#view.list({
      ...(status !== undefined && { status }),
      ...(source !== undefined && { source }),
      ...(beforeNumber !== undefined && { beforeNumber }),
      limit,
    });
  }

  get(itemId: string): QuarantineItem | null {
    const number = itemNumberOf(itemId);
    return number === null ? null : (this.#view.get(number)?.item ?? null);
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
      decryptContent(key, { itemId, part, parts: contentSeqs.length }, this.#encrypted(seq)),
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
