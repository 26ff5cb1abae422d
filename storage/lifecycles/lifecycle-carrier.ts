import { TracewellError } from "#domain/errors.ts";
import type { Deadlines } from "#domain/lifecycles/deadlines.ts";
import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { LedgerReader } from "#storage/ledger/ledger.ts";
import { readPiece } from "./ledger-batch.ts";
import { LedgerEvents, type LedgerPiece } from "./ledger-events.ts";
import type { LifecycleBatch, LifecycleWriter } from "./lifecycle-store.ts";
import { ObjectJudge, type TouchedObject } from "./object-judge.ts";
import { SourceTimes } from "./source-times.ts";

/** Objects judged at once because time passed, or because retention removed records of them: some 50 ms. */
const OBJECTS_MAX = 500;

/** A clock that was set back further is no small correction: what was judged ahead of it is judged anew. */
export const SET_BACK_MS_MAX = 3_600_000;

/** Least time between two notes of how far deadlines were judged, when nothing else is written. */
const NOTE_MS_MIN = 10_000;

const NOTHING = { postings: [], late: [], stores: [], signs: [], latest: new Map() } as const;

export interface CarrierOptions {
  readonly reader: LedgerReader;
  readonly writer: LifecycleWriter;
  /** Those of the writer's basis. */
  readonly deadlines: Deadlines;
  /** Epoch milliseconds: when deadlines are judged. */
  readonly nowMs: () => number;
}

/** Turns records, and the passing of time, into batches of the view. */
export class LifecycleCarrier {
  readonly #options: CarrierOptions;
  readonly #events: LedgerEvents;
  /** Null until they are asked for, and after a failure. */
  #times: SourceTimes | null = null;
  #judgedMs: number | null = null;
  #notedMs = 0;

  constructor(options: CarrierOptions) {
    this.#options = options;
    this.#events = new LedgerEvents(options.reader);
  }

  /** The next records; null at the head. Throws `ledger-corrupt`. */
  next(fromSeq: number, recordsMax: number): LedgerPiece | null {
    return this.#events.next(fromSeq, recordsMax);
  }

  /** Puts records into the view with everything that they change. */
  async carry(
    piece: LedgerPiece,
    { fromSeq, isAtHead }: { readonly fromSeq: number; readonly isAtHead: () => boolean },
  ): Promise<void> {
    const { writer, reader } = this.#options;
    const { firstSeq, records, lastChecksum } = piece;
    // Retention was faster.
    if (firstSeq > fromSeq) await writer.dropBefore(reader.ledger, firstSeq);
    const times = await this.#sourceTimes();
    const read = readPiece(piece, this.#events, times);
    const atMs = await this.#nowMs();
    const judge = this.#judgeAt(atMs, read.touched);
    await judge.judgeWithReaders(read.touched.values());
    const due = await writer.due(atMs, OBJECTS_MAX);
    await judge.judge(due);
    await this.#write({
      ...judge.result(),
      judgedMs: atMs,
      firstSeq,
      throughSeq: firstSeq + records.length - 1,
      checksum: lastChecksum,
      postings: [...read.touched.values()],
      late: read.late,
      stores: read.stores,
      signs: read.signs,
      latest: times.takeMoved(),
      renewed: [],
      isAtHead: isAtHead(),
      isJudgedThrough: due.length < OBJECTS_MAX,
    });
  }

  /** Does a little of what is left when every record is in the view; returns whether there is more. */
  async tidy(throughSeq: number): Promise<boolean> {
    const { writer } = this.#options;
    const atMs = await this.#nowMs();
    if (await writer.tell(atMs)) return true;
    const outdated = await writer.outdated(OBJECTS_MAX);
    if (outdated.length > 0) {
      await this.#renew(outdated, throughSeq, atMs);
      return true;
    }
    const due = await writer.due(atMs, OBJECTS_MAX);
    const isJudgedThrough = due.length < OBJECTS_MAX;
    if (due.length === 0 && atMs - this.#notedMs < NOTE_MS_MIN) return false;
    const judge = this.#judgeAt(atMs, new Map());
    await judge.judge(due);
    await this.#writeAt(throughSeq, {
      ...judge.result(),
      judgedMs: atMs,
      renewed: [],
      isJudgedThrough,
    });
    return !isJudgedThrough;
  }

  /** Everything is asked and read again: what was taken may not be in the view. */
  forget(): void {
    this.#times = null;
    this.#judgedMs = null;
    this.#events.forget();
  }

  async #renew(
    outdated: readonly ObjectKey[],
    throughSeq: number,
    judgedMs: number,
  ): Promise<void> {
    const touched = new Map<string, TouchedObject>();
    for (const object of outdated) {
      touched.set(keyText(object), { object, seqs: [], tellsStore: true });
    }
    const judge = this.#judgeAt(judgedMs, touched);
    await judge.judgeWithReaders(touched.values());
    const batch = { ...judge.result(), judgedMs, renewed: outdated, isJudgedThrough: false };
    await this.#writeAt(throughSeq, batch);
  }

  #judgeAt(atMs: number, touched: ReadonlyMap<string, TouchedObject>): ObjectJudge {
    const { writer, deadlines } = this.#options;
    return new ObjectJudge({
      events: this.#events,
      writer,
      touched,
      judgedAt: { atMs, deadlines },
    });
  }

  /** A batch without records. */
  async #writeAt(
    throughSeq: number,
    batch: Pick<LifecycleBatch, "judged" | "gone" | "judgedMs" | "renewed" | "isJudgedThrough">,
  ): Promise<void> {
    const place = { firstSeq: throughSeq + 1, throughSeq, isAtHead: true };
    await this.#write({ ...NOTHING, ...batch, ...place });
  }

  async #write(batch: Omit<LifecycleBatch, "ledger">): Promise<void> {
    const { reader, writer } = this.#options;
    await writer.write({ ...batch, ledger: reader.ledger });
    if (batch.isJudgedThrough) this.#notedMs = batch.judgedMs;
  }

  async #sourceTimes(): Promise<SourceTimes> {
    const { writer, deadlines } = this.#options;
    this.#times ??= new SourceTimes(deadlines.recordedLateMs, await writer.latestTimes());
    return this.#times;
  }

  /** Never goes back where the clock goes back a little; throws `index-unavailable` where it does by more. */
  async #nowMs(): Promise<number> {
    const nowMs = this.#options.nowMs();
    this.#judgedMs ??= await this.#options.writer.judgedMs();
    if (this.#judgedMs - nowMs > SET_BACK_MS_MAX) throw setBack(this.#judgedMs, nowMs);
    this.#judgedMs = Math.max(this.#judgedMs, nowMs);
    return this.#judgedMs;
  }
}

/** What was judged in a time that has not come may hold falsely, and would until then. */
function setBack(judgedMs: number, nowMs: number): TracewellError {
  const [judged, now] = [judgedMs, nowMs].map((ms) => new Date(ms).toISOString());
  const reason = `it was judged at ${judged}, and the clock shows ${now}`;
  return new TracewellError(
    "index-unavailable",
    `The view of lifecycles must be made anew: ${reason}.`,
    { detail: { reason, damaged: true } },
  );
}
