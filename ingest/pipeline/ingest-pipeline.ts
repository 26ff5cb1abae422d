import type { AuditEvent } from "#domain/events/event.ts";
import { PlainEventScanner } from "#domain/plain-events/plain-event-scanner.ts";
import { DEFAULT_DECLARATIONS } from "#domain/protection/declarations.ts";
import type { Decoded, Format } from "#ingest/formats/format.ts";
import type { WritableKeyStore } from "#storage/keys/key-store.ts";
import type { PackedBatchBuilder } from "#storage/index/packed-batch-builder.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";
import type {
  CommittedGroup,
  LedgerWriter,
  RecordDraft,
  StageResult,
} from "#storage/ledger/ledger.ts";
import type { QuarantineDraft, QuarantineStore } from "#storage/quarantine/quarantine-store.ts";
import { AnswerBuilder } from "./answer-builder.ts";
import { chooseFormat } from "./choose-format.ts";
import { decodeBody } from "./decode-body.ts";
import type { IngestAnswer, IngestRequest } from "./ingest-gateway.ts";
import { explainRefusal, type LedgerRefusal } from "./ledger-refusal.ts";
import { PlainLane, type RecordCount } from "./plain-lane.ts";
import { RecordPlanner, type PlannedRecord } from "./record-planner.ts";
import type { Source, SourceRegistry } from "./source-registry.ts";

/** Sources that the records of one request may name: a collector gathers those of tens of services. */
const NAMED_SOURCES_MAX = 256;

export interface PipelinePorts {
  readonly writer: LedgerWriter;
  readonly quarantine: QuarantineStore;
  readonly keys: WritableKeyStore;
  readonly sources: SourceRegistry;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Packs each group for the index; absent where nobody takes what is packed. */
  readonly packed?: PackedBatchBuilder;
  /** Usual events go the short way; off only to compare it with the long one. */
  readonly usesPlainLane?: boolean;
}

export type GroupResult =
  | { readonly ok: true; readonly answer: IngestAnswer }
  | { readonly ok: false; readonly error: unknown };

interface StagedRequest {
  readonly answer: AnswerBuilder;
  readonly quarantined: QuarantineDraft[];
  /** Places in the body of the quarantined records, beside `quarantined`. */
  readonly indexes: number[];
}

/**
 * Decode → validate → protect → identify → append → sync, for a group of requests at once. Synchronous:
 * it lives in the ledger's writer thread. Bad records go to quarantine and never stop their neighbors.
 */
export class IngestPipeline {
  readonly #ports: PipelinePorts;
  readonly #scanner = new PlainEventScanner((name) => DEFAULT_DECLARATIONS.isAlwaysClear(name));
  #packedBatch: PackedBatch | null = null;

  constructor(ports: PipelinePorts) {
    this.#ports = ports;
  }

  /**
   * One group: one sync for all. Results stand in the order of the requests. A request that cannot be
   * read at all fails alone; a failed write fails every request of the group and stops the ledger.
   */
  run(requests: readonly IngestRequest[]): {
    results: GroupResult[];
    group: CommittedGroup | null;
  } {
    this.#ports.keys.beginBatch();
    const staged: (StagedRequest | { error: unknown })[] = requests.map((request) => {
      try {
        return this.#stage(request, undefined);
      } catch (error) {
        return { error };
      }
    });
    const group = this.#commit();
    const results = staged.map((one): GroupResult => {
      if ("error" in one) return { ok: false, error: one.error };
      try {
        this.#quarantine(one);
        return { ok: true, answer: one.answer.build() };
      } catch (error) {
        return { ok: false, error };
      }
    });
    return { results, group };
  }

  /**
   * Reads quarantined input again. What is accepted has the identity the input had when it first came, or
   * else one made from the item: a second retry, and a repeat of the input, are duplicates and no second
   * record. Nothing new is quarantined.
   */
  retry(
    request: IngestRequest,
    itemId: string,
  ): { answer: IngestAnswer; group: CommittedGroup | null } {
    this.#ports.keys.beginBatch();
    const staged = this.#stage({ ...request, allItems: true }, itemId);
    const group = this.#commit();
    return { answer: staged.answer.build(), group };
  }

  /**
   * What the index keeps of the group committed last, once. Null when there is nothing, or the index must
   * read the ledger.
   */
  takePacked(): PackedBatch | null {
    const batch = this.#packedBatch;
    this.#packedBatch = null;
    return batch;
  }

  #commit(): CommittedGroup | null {
    // A key must be durable before the ciphertext made with it.
    this.#ports.keys.commitBatch();
    const group = this.#ports.writer.commit();
    if (group !== null) this.#packedBatch = this.#ports.packed?.take(group) ?? null;
    return group;
  }

  #stage(request: IngestRequest, retriedItemId: string | undefined): StagedRequest {
    const { format, source } = this.#formatAndSource(request);
    const plannerOf = this.#planners(request, format, source, retriedItemId);
    const answer = new AnswerBuilder({ allItems: request.allItems });
    const staged: StagedRequest = { answer, quarantined: [], indexes: [] };
    const count = { records: 0 };
    const lane = this.#laneOf(request, source, retriedItemId, { answer, count, plannerOf });
    const slices = decodeBody(format, request, source, this.#ports.clock(), lane);
    let slice = slices.next();
    for (; slice.done !== true; slice = slices.next()) {
      for (const decoded of slice.value) {
        const index = count.records;
        const planner = plannerOf(decoded.sourceName);
        const refusal = this.#stageRecord(planner, decoded, index, answer);
        if (refusal !== null && retriedItemId === undefined) {
          staged.quarantined.push(refusal);
          staged.indexes.push(index);
        } else if (refusal !== null) {
          answer.quarantined(index, undefined, refusal);
        }
        count.records += 1;
      }
    }
    answer.end(slice.value);
    return staged;
  }

  /** The short way for the request's usual events; null where every event must go the long one. */
  #laneOf(
    request: IngestRequest,
    source: Source,
    retriedItemId: string | undefined,
    staging: {
      readonly answer: AnswerBuilder;
      readonly count: RecordCount;
      readonly plannerOf: (named: string | undefined) => RecordPlanner;
    },
  ): PlainLane | null {
    const { writer, packed, usesPlainLane } = this.#ports;
    const isMessage = request.message !== undefined;
    const isRead = retriedItemId !== undefined || isMessage || source.protectRaw === true;
    if (usesPlainLane === false || isRead) return null;
    const { body, idempotencyKey, fingerprint } = request;
    return new PlainLane({
      scanner: this.#scanner,
      writer,
      packed,
      answer: staging.answer,
      count: staging.count,
      source: staging.plannerOf(undefined).plainSource(),
      mayLackId: idempotencyKey === undefined && fingerprint === undefined,
      body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
    });
  }

  /** The planner for the records of a source: the request's, or one that its records may name. */
  #planners(
    request: IngestRequest,
    format: Format,
    source: Source,
    retriedItemId: string | undefined,
  ): (named: string | undefined) => RecordPlanner {
    const { writer, keys } = this.#ports;
    const plannerFor = (owner: Source): RecordPlanner =>
      new RecordPlanner({
        ledger: writer.ledger,
        keys,
        request,
        source: owner,
        format: format.name,
        protectSourceText: format.protectsSourceText,
        retriedItemId,
      });
    if (request.sourceFromRecords !== true) {
      const planner = plannerFor(source);
      return () => planner;
    }
    const planners = new Map<string, RecordPlanner>();
    return (named = source.name) => {
      const name = planners.size < NAMED_SOURCES_MAX || planners.has(named) ? named : source.name;
      const known = planners.get(name);
      if (known !== undefined) return known;
      const made = plannerFor(this.#registered(name, format, request.timezone));
      planners.set(name, made);
      return made;
    };
  }

  /** What is to be quarantined of a record, or null. */
  #stageRecord(
    planner: RecordPlanner,
    decoded: Decoded,
    index: number,
    answer: AnswerBuilder,
  ): QuarantineDraft | null {
    const planned = planner.plan(decoded, index);
    if (planned.kind === "quarantine") return planned.draft;
    return this.#append(planned, answer, index, (reason, message) =>
      planner.refused(reason, message, decoded, index, planned.draft.id),
    );
  }

  #append(
    { draft, recordedEvent }: PlannedRecord,
    answer: AnswerBuilder,
    index: number,
    refuse: (reason: LedgerRefusal["reason"], message: string) => QuarantineDraft,
  ): QuarantineDraft | null {
    const result: StageResult = this.#ports.writer.stage(draft);
    switch (result.status) {
      case "staged":
        answer.accepted(index, result.seq, draft.id);
        this.#pack(draft, result.seq, recordedEvent);
        return null;
      case "duplicate":
        answer.duplicate(index, result.seq, draft.id);
        return null;
      default: {
        const { reason, message } = explainRefusal(result, draft);
        return refuse(reason, message);
      }
    }
  }

  #pack({ id, sourceName }: RecordDraft, seq: number, recordedEvent: () => AuditEvent): void {
    const { packed, writer } = this.#ports;
    if (packed === undefined) return;
    const { ledger } = writer;
    packed.add({ ledger, seq, id, source: { name: sourceName }, event: recordedEvent() });
  }

  #quarantine(staged: StagedRequest): void {
    if (staged.quarantined.length === 0) return;
    const items = this.#ports.quarantine.add(staged.quarantined);
    items.forEach((item, at) => {
      const index = staged.indexes[at] ?? at;
      const [seq] = item.resolvedSeqs ?? [];
      // A repeat of input that somebody has mended since.
      if (seq !== undefined) staged.answer.duplicate(index, seq, item.id);
      else staged.answer.quarantined(index, item.itemId, item);
    });
  }

  #formatAndSource(request: IngestRequest): { format: Format; source: Source } {
    const known = this.#ports.sources.get(request.sourceName);
    const format = chooseFormat(request, known);
    // What no record turns out to belong to is not registered.
    const source =
      known === null && request.sourceFromRecords === true
        ? ({
            name: request.sourceName,
            format: format.name,
            managedBy: "api",
            registeredAt: "",
          } as const)
        : this.#registered(request.sourceName, format, request.timezone);
    return { format, source };
  }

  #registered(name: string, format: Format, timezone: string | undefined): Source {
    const { sources } = this.#ports;
    return (
      sources.get(name) ??
      sources.configure({ name, format: format.name, ...(timezone !== undefined && { timezone }) })
    );
  }
}
