import { invariant, TracewellError } from "#domain/errors.ts";
import type { FileLayer } from "#storage/files/file-layer.ts";
import type { WritableKeyStore } from "#storage/keys/key-store.ts";
import { reportCuts } from "#storage/ledger/cut-tail.ts";
import { openLedgerReader } from "#storage/ledger/file-ledger-reader.ts";
import { openLedgerWriter } from "#storage/ledger/file-ledger-writer.ts";
import type { LedgerReader, LedgerWriter } from "#storage/ledger/ledger.ts";
import { belongsTo, catchUp, checksumOf } from "./follow-quarantine.ts";
import { encryptForItem, subjectOfItem } from "./item-cipher.ts";
import { encryptMessage, encryptNote, readItem } from "./item-texts.ts";
import { QUARANTINE_LEDGER, quarantinePaths } from "./quarantine-paths.ts";
import {
  contentRecordJson,
  type ItemAdded,
  itemAfter,
  itemNumberOf,
  itemOf,
  type ItemOutcome,
  type QuarantineRecord,
} from "./quarantine-records.ts";
import type { QuarantineDraft, QuarantineItem, QuarantineStore } from "./quarantine-store.ts";
import { QuarantineView } from "./quarantine-view.ts";
import { StoredQuarantine } from "./stored-quarantine.ts";

/** A part of the content, encrypted and in base64url, takes four thirds of it. */
const LINE_BYTES_MAX = 32 * 1024 * 1024;

/** Larger content (the torn end of a file) is kept in several records. One request's body fits into one. */
const CONTENT_PART_BYTES_MAX = 16 * 1024 * 1024;

/** Bytes committed together; the group stands in memory while it is staged. */
const GROUP_BYTES_MAX = 64 * 1024 * 1024;

const SOURCE_JSON = JSON.stringify({ name: QUARANTINE_LEDGER });

export interface QuarantineOptions {
  readonly files: FileLayer;
  /** The data directory: the ledger stands in `ledgers/quarantine`, the view in `quarantine-view.db`. */
  readonly directory: string;
  readonly keys: WritableKeyStore;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/**
 * Opens the quarantine for its one writer: recovers its ledger, brings the view up to it, and keeps what
 * was torn off its own end as an item. Throws what opening a ledger throws.
 */
export function openQuarantineStore(options: QuarantineOptions): QuarantineStore {
  const { files, directory, keys, clock } = options;
  const paths = quarantinePaths(directory);
  const ledger = QUARANTINE_LEDGER;
  using stack = new DisposableStack();
  const writer = stack.adopt(
    openLedgerWriter({
      files,
      directory: paths.ledger,
      ledger,
      clock,
      lineBytesMax: LINE_BYTES_MAX,
    }),
    (opened) => opened.close(),
  );
  const reader = stack.adopt(
    openLedgerReader({ files, directory: paths.ledger, ledger }),
    (opened) => opened.close(),
  );
  reader.advance(writer.headSeq);
  const view = stack.adopt(openView(paths.view, reader), (opened) => opened.close());
  catchUp(view, reader);
  const quarantine = new LedgerQuarantine({ writer, reader, view, keys, clock });
  reportCuts(
    files,
    paths.ledger,
    ({ bytes, file, offset }) => {
      quarantine.add([
        {
          reason: "torn-tail",
          message: `The last write to ${file} was interrupted at byte ${offset}; what it held was never acknowledged.`,
          sourceName: QUARANTINE_LEDGER,
          format: "ledger",
          content: bytes,
          position: { file, offset },
        },
      ]);
    },
    new Map(),
  );
  stack.move();
  return quarantine;
}

function openView(path: string, reader: LedgerReader): QuarantineView {
  const view = QuarantineView.open(path);
  if (belongsTo(view, reader)) return view;
  view.close();
  return QuarantineView.create(path);
}

type GivenOutcome = Parameters<QuarantineStore["recordOutcome"]>[1];

class LedgerQuarantine extends StoredQuarantine implements QuarantineStore {
  readonly #writer: LedgerWriter;
  readonly #reader: LedgerReader;
  readonly #view: QuarantineView;
  readonly #keys: WritableKeyStore;
  readonly #clock: () => number;
  #lastNumber: number;
  #failure: TracewellError | null = null;

  constructor(ports: {
    writer: LedgerWriter;
    reader: LedgerReader;
    view: QuarantineView;
    keys: WritableKeyStore;
    clock: () => number;
  }) {
    super(ports.view, ports.reader, ports.keys);
    this.#writer = ports.writer;
    this.#reader = ports.reader;
    this.#view = ports.view;
    this.#keys = ports.keys;
    this.#clock = ports.clock;
    this.#lastNumber = ports.view.lastNumber();
  }

  add(drafts: readonly QuarantineDraft[]): QuarantineItem[] {
    this.#refuseAfterFailure();
    const fresh = new Map<string | symbol, QuarantineDraft>();
    const found = drafts.map((draft) => {
      const { inputKey } = draft;
      const known = inputKey === undefined ? null : this.#view.findInput(inputKey);
      if (known !== null) return readItem(known, this.#keys);
      const key = inputKey ?? Symbol();
      if (!fresh.has(key)) fresh.set(key, draft);
      return key;
    });
    const added = this.#addAll([...fresh.values()]);
    const items = new Map([...fresh.keys()].map((key, place) => [key, added[place]]));
    return found.map((one) => {
      const item = typeof one === "object" ? one : items.get(one);
      invariant(item !== undefined, "every draft has its item");
      return item;
    });
  }

  #addAll(drafts: readonly QuarantineDraft[]): QuarantineItem[] {
    if (drafts.length === 0) return [];
    const numbered = drafts.map((draft, index) => {
      return { draft, itemId: `q${this.#lastNumber + index + 1}` };
    });
    this.#keys.beginBatch();
    for (const { itemId } of numbered) this.#keys.subjectKey(subjectOfItem(itemId));
    this.#keys.commitBatch();
    const quarantinedAt = new Date(this.#clock()).toISOString();
    const added = this.#stoppingOnFailure(() => {
      const records = numbered.map(({ draft, itemId }): ItemAdded => {
        const contentSeqs = this.#stageContent(itemId, draft.content);
        const messageCipher = encryptMessage(this.#keys, itemId, draft.message);
        invariant(messageCipher !== null, "the key was made just now");
        const record = addedRecord(draft, { itemId, messageCipher, quarantinedAt, contentSeqs });
        this.#stage(JSON.stringify(record));
        return record;
      });
      this.#commit(records);
      return records;
    });
    this.#lastNumber += drafts.length;
    return added.map((record) => readItem(itemOf(record), this.#keys));
  }

  recordOutcome(itemId: string, outcome: GivenOutcome): QuarantineItem {
    this.#refuseAfterFailure();
    const number = itemNumberOf(itemId);
    const found = number === null ? null : this.#view.get(number);
    if (found === null) {
      throw new TracewellError("not-found", `There is no quarantined item ${itemId}.`);
    }
    const record: ItemOutcome = {
      type: "quarantine.outcome",
      itemId,
      at: new Date(this.#clock()).toISOString(),
      by: outcome.by,
      outcome: this.#storedOutcome(itemId, outcome),
    };
    this.#stoppingOnFailure(() => {
      this.#stage(JSON.stringify(record));
      this.#commit([record]);
    });
    return readItem(itemAfter(found.item, record), this.#keys);
  }

  override close(): void {
    super.close();
    this.#writer.close();
  }

  #storedOutcome(itemId: string, given: GivenOutcome): ItemOutcome["outcome"] {
    const { status } = given;
    if (status === "resolved") return { status, seqs: [...given.seqs] };
    return status === "dismissed"
      ? { status, noteCipher: encryptNote(this.#keys, itemId, given.note) }
      : { status, messageCipher: encryptMessage(this.#keys, itemId, given.message) };
  }

  /** Stages the encrypted content and returns the seqs of its records. */
  #stageContent(itemId: string, content: Uint8Array): number[] {
    const key = this.#keys.subjectKey(subjectOfItem(itemId));
    const parts = Math.max(1, Math.ceil(content.length / CONTENT_PART_BYTES_MAX));
    return Array.from({ length: parts }, (_, part) => {
      const start = part * CONTENT_PART_BYTES_MAX;
      const clear = content.subarray(start, start + CONTENT_PART_BYTES_MAX);
      const encrypted = encryptForItem(key, { itemId, part, parts }, clear);
      return this.#stage(contentRecordJson(itemId, part, encrypted));
    });
  }

  #stage(eventJson: string): number {
    // Content without its item yet may be committed early: an item counts from its own record on.
    if (this.#writer.stagedBytes > GROUP_BYTES_MAX) this.#writer.commit();
    const result = this.#writer.stage({
      sourceName: QUARANTINE_LEDGER,
      sourceJson: SOURCE_JSON,
      eventJson,
    });
    invariant(result.status === "staged", `a quarantine record is ${result.status}`);
    return result.seq;
  }

  /**
   * What was staged by a call that failed must never be committed by the next one, and a view that missed
   * a record must not be written on: opening the quarantine again puts both right.
   */
  #stoppingOnFailure<Result>(write: () => Result): Result {
    try {
      return write();
    } catch (cause) {
      this.#failure =
        cause instanceof TracewellError && cause.code === "ledger-stopped"
          ? cause
          : new TracewellError(
              "ledger-stopped",
              "The quarantine could not be written. Mend the disk and start again.",
              { cause },
            );
      throw this.#failure;
    }
  }

  #refuseAfterFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /** Durable first, then visible. */
  #commit(records: readonly QuarantineRecord[]): void {
    const group = this.#writer.commit();
    invariant(group !== null, "something was staged");
    this.#reader.advance(group.lastSeq);
    const line = this.#reader.readLine(group.lastSeq);
    invariant(line !== null, "what was committed can be read");
    this.#view.apply(records, { throughSeq: group.lastSeq, checksum: checksumOf(line) });
  }
}

function addedRecord(
  draft: QuarantineDraft,
  facts: Pick<ItemAdded, "itemId" | "messageCipher" | "quarantinedAt" | "contentSeqs">,
): ItemAdded {
  const { reason, sourceName, format, position, options, id, inputKey, content } = draft;
  return {
    type: "quarantine.added",
    itemId: facts.itemId,
    reason,
    messageCipher: facts.messageCipher,
    sourceName,
    format,
    position: { ...position },
    ...(options !== undefined && { options: { ...options } }),
    ...(id !== undefined && { id }),
    quarantinedAt: facts.quarantinedAt,
    contentBytes: content.length,
    contentSeqs: facts.contentSeqs,
    ...(inputKey !== undefined && { inputKey }),
  };
}
