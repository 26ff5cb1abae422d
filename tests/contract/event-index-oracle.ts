import { createHash } from "node:crypto";
import { TracewellError } from "#domain/errors.ts";
import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import type {
  EventIndexReader,
  EventIndexWriter,
  FacetsRequest,
  FacetValue,
  HistogramBucket,
  HistogramRequest,
  IdentifierQuery,
  IndexBatch,
  IndexEntry,
  IndexExpression,
  IndexHit,
  IndexRange,
  SearchRequest,
  Watermark,
} from "#storage/index/event-index.ts";
import type { PackedBatch } from "#storage/index/packed-batch.ts";
import { asEntries } from "#storage/index/unpack-batch.ts";

interface OraclePartition {
  readonly ledger: string;
  readonly segmentFirstSeq: number;
  readonly entries: IndexEntry[];
  /** That of the last entry, when it was given. */
  lastChecksum: string | undefined;
}

type Match = IndexHit & { readonly tokens: ReadonlySet<string> };

/** Both halves of the port, as plainly as the contract reads: arrays, filters and sorts. */
export class EventIndexOracle implements EventIndexReader, EventIndexWriter {
  readonly supports = { dropWholePartitions: true, immediateVisibility: true };
  #partitions: OraclePartition[] = [];
  #closed = false;

  async index(given: IndexBatch | PackedBatch): Promise<void> {
    this.#assertOpen();
    const batch = asEntries(given);
    const watermark = this.#watermark(batch.ledger);
    const fresh = batch.entries.filter((entry) => entry.seq > watermark);
    const [first] = fresh;
    if (first === undefined) return;
    const starts = watermark === 0 && first.seq === batch.segmentFirstSeq;
    if (first.seq !== watermark + 1 && !starts) {
      throw new TracewellError("internal", `record ${first.seq} follows watermark ${watermark}`);
    }
    let partition = this.#partitionsOf(batch.ledger).find(
      ({ segmentFirstSeq }) => segmentFirstSeq === batch.segmentFirstSeq,
    );
    if (partition === undefined) {
      const { ledger, segmentFirstSeq } = batch;
      partition = { ledger, segmentFirstSeq, entries: [], lastChecksum: undefined };
      this.#partitions.push(partition);
    }
    partition.entries.push(...fresh);
    partition.lastChecksum = batch.lastChecksum;
  }

  async watermark(ledger: string): Promise<number> {
    this.#assertOpen();
    return this.#watermark(ledger);
  }

  async position(ledger: string): Promise<Watermark> {
    this.#assertOpen();
    return this.#position(ledger);
  }

  async dropBefore(ledger: string, seq: number): Promise<void> {
    this.#assertOpen();
    const own = this.#partitionsOf(ledger);
    this.#partitions = this.#partitions.filter((partition) => {
      const next = own[own.indexOf(partition) + 1];
      return partition.ledger !== ledger || next === undefined || next.segmentFirstSeq > seq;
    });
  }

  async discardFrom(ledger: string, seq: number): Promise<number> {
    this.#assertOpen();
    const own = this.#partitionsOf(ledger);
    this.#partitions = this.#partitions.filter((partition) => {
      const next = own[own.indexOf(partition) + 1];
      return partition.ledger !== ledger || (next !== undefined && next.segmentFirstSeq <= seq);
    });
    return this.#watermark(ledger);
  }

  async compact(_pagesMax: number): Promise<boolean> {
    this.#assertOpen();
    return false;
  }

  async clear(): Promise<void> {
    this.#assertOpen();
    this.#partitions = [];
  }

  async search(request: SearchRequest): Promise<IndexHit[]> {
    this.#assertOpen();
    const sign = request.order === "newest" ? -1 : 1;
    const { after } = request;
    return this.#matches(request)
      .filter((hit) => after === undefined || sign * compare(hit, after) > 0)
      .toSorted((a, b) => sign * compare(a, b))
      .slice(0, request.limit)
      .map(({ timeMs, ledger, seq }) => ({ timeMs, ledger, seq }));
  }

  async count(request: IndexRange & { readonly expression: IndexExpression }): Promise<number> {
    this.#assertOpen();
    return this.#matches(request).length;
  }

  async histogram(request: HistogramRequest): Promise<HistogramBucket[]> {
    this.#assertOpen();
    const counts = new Map<number, number>();
    for (const { timeMs } of this.#matches(request)) {
      const startMs = Math.floor(timeMs / request.bucketMs) * request.bucketMs;
      counts.set(startMs, (counts.get(startMs) ?? 0) + 1);
    }
    if (counts.size > request.bucketsMax) {
      throw new TracewellError("invalid-parameter", "too many buckets");
    }
    return [...counts]
      .map(([startMs, count]) => ({ startMs, count }))
      .toSorted((a, b) => a.startMs - b.startMs);
  }

  async facets(request: FacetsRequest): Promise<Record<string, FacetValue[]>> {
    this.#assertOpen();
    const matches = this.#matches(request);
    return Object.fromEntries(
      request.prefixes.map((prefix) => [prefix, facet(matches, prefix, request.valuesMax)]),
    );
  }

  async identifiers(query: IdentifierQuery): Promise<IndexedIdentifier[]> {
    this.#assertOpen();
    const key = (identifier: IndexedIdentifier): string =>
      query.reversed ? Array.from(identifier.skeleton).toReversed().join("") : identifier.skeleton;
    const distinct = new Map<string, IndexedIdentifier>();
    for (const { entries } of this.#partitions) {
      for (const identifier of entries.flatMap((entry) => entry.identifiers)) {
        const { objectType, id, skeleton } = identifier;
        distinct.set(JSON.stringify([skeleton, objectType, id]), { objectType, id, skeleton });
      }
    }
    return [...distinct.values()]
      .filter((found) => text(key(found), query.from) >= 0 && text(key(found), query.to) < 0)
      .toSorted(
        (a, b) => text(key(a), key(b)) || text(a.objectType, b.objectType) || text(a.id, b.id),
      )
      .slice(0, query.limit);
  }

  async identifiersOfEach(queries: readonly IdentifierQuery[]): Promise<IndexedIdentifier[][]> {
    return await Promise.all(queries.map((query) => this.identifiers(query)));
  }

  async watermarks(): Promise<Watermark[]> {
    this.#assertOpen();
    const ledgers = [...new Set(this.#partitions.map(({ ledger }) => ledger))].toSorted();
    return ledgers.map((ledger) => this.#position(ledger));
  }

  async digest(): Promise<string> {
    this.#assertOpen();
    const rows = this.#partitions.flatMap(({ ledger, segmentFirstSeq, entries }) => {
      const identifiers = new Set(
        entries.flatMap((entry) => entry.identifiers.map((found) => JSON.stringify(found))),
      );
      return [
        JSON.stringify([ledger, segmentFirstSeq, [...identifiers].toSorted()]),
        ...entries.map(({ seq, timeMs, tokens }) =>
          JSON.stringify([ledger, seq, timeMs, tokens.split(" ").toSorted()]),
        ),
      ];
    });
    return createHash("sha256").update(rows.toSorted().join("\n")).digest("hex");
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #matches(request: IndexRange & { readonly expression: IndexExpression }): Match[] {
    const { fromMs = -Infinity, toMs = Infinity, throughSeq = {}, expression } = request;
    return this.#partitions
      .flatMap(({ ledger, entries }) =>
        entries.map(({ seq, timeMs, tokens }) => {
          return { timeMs, ledger, seq, tokens: new Set(tokens.split(" ").filter(Boolean)) };
        }),
      )
      .filter(({ ledger, seq }) => seq <= (throughSeq[ledger] ?? Infinity))
      .filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)
      .filter(({ tokens }) => matches(expression, tokens));
  }

  #partitionsOf(ledger: string): OraclePartition[] {
    return this.#partitions.filter((partition) => partition.ledger === ledger);
  }

  #position(ledger: string): Watermark {
    const checksum = this.#partitionsOf(ledger).at(-1)?.lastChecksum;
    const throughSeq = this.#watermark(ledger);
    return checksum === undefined ? { ledger, throughSeq } : { ledger, throughSeq, checksum };
  }

  #watermark(ledger: string): number {
    return this.#partitionsOf(ledger).at(-1)?.entries.at(-1)?.seq ?? 0;
  }

  #assertOpen(): void {
    if (this.#closed) throw new TracewellError("closed", "The oracle is closed.");
  }
}

/** Whether a record with these tokens matches; an empty prefix is every record. */
export function matches(expression: IndexExpression, tokens: ReadonlySet<string>): boolean {
  switch (expression.kind) {
    case "all":
      return true;
    case "none":
      return false;
    case "token":
      return tokens.has(expression.token);
    case "prefix":
      return (
        expression.prefix === "" || [...tokens].some((token) => token.startsWith(expression.prefix))
      );
    case "and":
      return expression.operands.every((operand) => matches(operand, tokens));
    case "or":
      return expression.operands.some((operand) => matches(operand, tokens));
    default:
      return !matches(expression.operand, tokens);
  }
}

function facet(found: readonly Match[], prefix: string, valuesMax: number): FacetValue[] {
  const counts = new Map<string, number>();
  for (const { tokens } of found) {
    for (const token of tokens) {
      if (!token.startsWith(prefix)) continue;
      const value = token.slice(prefix.length);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, valuesMax);
}

function compare(a: IndexHit, b: IndexHit): number {
  if (a.timeMs !== b.timeMs) return a.timeMs - b.timeMs;
  if (a.ledger !== b.ledger) return a.ledger < b.ledger ? -1 : 1;
  return a.seq - b.seq;
}

/** Order of code points, as UTF-8 bytes have it. */
function text(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
