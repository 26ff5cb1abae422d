import { keyText, type ObjectKey } from "#domain/lifecycles/object-key.ts";
import type { Watermark } from "#storage/index/event-index.ts";
import type {
  CardRow,
  CountRow,
  FindingChange,
  LifecycleReader,
  NumberRow,
  ObjectRow,
  PathRow,
  SilenceRow,
  StoreRow,
  WorklistFilter,
  WorklistPage,
  WorklistRequest,
} from "#storage/lifecycles/lifecycle-store.ts";

/** A view of lifecycles that holds what a test puts into it, and answers as the port says. */
export class StagedLifecycles implements LifecycleReader {
  throughSeq = 0;
  judgedMs = 0;
  rows: ObjectRow[] = [];
  numberRows: NumberRow[] = [];
  silenceRows: SilenceRow[] = [];
  cardRows: CardRow[] = [];
  pathRows: (PathRow & { readonly type: ObjectKey["type"] })[] = [];
  countRows: CountRow[] = [];
  readonly asked: { readonly method: string; readonly request: unknown }[] = [];

  async watermarks(): Promise<Watermark[]> {
    return [{ ledger: "main", throughSeq: this.throughSeq }];
  }

  async judgedThroughMs(): Promise<number> {
    return this.judgedMs;
  }

  async objects(request: WorklistRequest): Promise<WorklistPage> {
    this.asked.push({ method: "objects", request });
    const { order, after, limit } = request;
    const sorted = this.rows
      .filter((row) => fulfills(row, request))
      .sort((left, right) =>
        order === "stuck" ? left.stateSinceMs - right.stateSinceMs : right.lastMs - left.lastMs,
      );
    const start = after === undefined ? 0 : sorted.findIndex((row) => row.object.id === after) + 1;
    const rows = sorted.slice(start, start + limit);
    const isLast = start + limit >= sorted.length;
    return { rows, next: isLast ? null : (rows.at(-1)?.object.id ?? null) };
  }

  async counts(): Promise<CountRow[]> {
    return this.countRows;
  }

  async stores(): Promise<StoreRow[]> {
    const byStore = Map.groupBy(this.numberRows, ({ store }) => store);
    return [...byStore]
      .map(([store, rows]) => {
        const sequences = rows.map(({ sequence }) => sequence);
        return {
          store,
          firstSequence: Math.min(...sequences),
          lastSequence: Math.max(...sequences),
          numbers: rows.length,
        };
      })
      .sort((left, right) => (left.store < right.store ? -1 : 1));
  }

  async numbers({
    store,
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY,
    limit,
  }: Parameters<LifecycleReader["numbers"]>[0]): Promise<NumberRow[]> {
    return this.numberRows
      .filter((row) => row.store === store && row.sequence >= from && row.sequence <= to)
      .sort(
        (left, right) => left.sequence - right.sequence || (left.number < right.number ? -1 : 1),
      )
      .slice(0, limit);
  }

  async silences({
    store,
    fromMs,
    toMs,
  }: Parameters<LifecycleReader["silences"]>[0]): Promise<SilenceRow[]> {
    return this.silenceRows
      .filter(({ stores }) => stores.includes(store))
      .filter((row) => row.fromMs < toMs && (row.toMs ?? Number.POSITIVE_INFINITY) > fromMs)
      .sort((left, right) => left.fromMs - right.fromMs);
  }

  async cards({
    after = "",
    limit,
    asOfMs = Number.POSITIVE_INFINITY,
    throughSeq = Number.POSITIVE_INFINITY,
  }: Parameters<LifecycleReader["cards"]>[0]): Promise<CardRow[]> {
    return this.cardRows
      .filter(({ card }) => card > after)
      .sort((left, right) => (left.card < right.card ? -1 : 1))
      .slice(0, limit)
      .map(({ card, store, currency, entries }) => {
        const known = entries.filter(({ atMs, seq }) => atMs <= asOfMs && seq <= throughSeq);
        return { card, store, currency, entries: known };
      });
  }

  async paths({
    type,
    fromMs = Number.NEGATIVE_INFINITY,
    toMs = Number.POSITIVE_INFINITY,
    after = "",
    limit,
  }: Parameters<LifecycleReader["paths"]>[0]): Promise<PathRow[]> {
    return this.pathRows
      .filter((row) => row.type === type && row.id > after)
      .filter(
        ({ steps: [first] }) => first !== undefined && first.atMs >= fromMs && first.atMs < toMs,
      )
      .sort((left, right) => (left.id < right.id ? -1 : 1))
      .slice(0, limit);
  }

  async lateRecords(): Promise<ReadonlyMap<number, number>> {
    return new Map();
  }

  async findingChanges(): Promise<FindingChange[]> {
    return [];
  }

  async findingFeed(): Promise<{ id: string; last: number }> {
    return { id: "staged", last: 0 };
  }

  async hasFinding(on: ObjectKey, rule: string): Promise<boolean> {
    const row = this.rows.find(({ object }) => object.type === on.type && object.id === on.id);
    return row?.findings.some((finding) => finding.rule === rule) ?? false;
  }

  async digest(): Promise<string> {
    return "";
  }

  async close(): Promise<void> {}
}

function fulfills(row: ObjectRow, filter: WorklistFilter): boolean {
  const { finding } = filter;
  const isThis = (key: ObjectKey) => keyText(key) === keyText(row.object);
  const checks = [
    filter.among?.some(isThis) ?? true,
    filter.type === undefined || row.object.type === filter.type,
    filter.state === undefined || row.state === filter.state,
    filter.notIn?.every(({ type, state }) => row.object.type !== type || row.state !== state) ??
      true,
    finding === undefined ||
      row.findings.some(({ rule }) => rule === finding || rule.startsWith(`${finding}.`)),
    filter.withOpenFinding !== true ||
      row.findings.some(({ triage }) => !isSettled(triage?.status ?? null)),
    filter.severity === undefined ||
      row.findings.some(({ severity }) => severity === filter.severity),
    filter.stateSinceBeforeMs === undefined || row.stateSinceMs < filter.stateSinceBeforeMs,
    filter.expiresBeforeMs === undefined ||
      (row.expiresMs !== null &&
        row.expiresMs < filter.expiresBeforeMs &&
        row.expiresMs > filter.nowMs),
    filter.store === undefined || row.store === filter.store,
    filter.fromMs === undefined || row.lastMs >= filter.fromMs,
    filter.toMs === undefined || row.lastMs < filter.toMs,
  ];
  return checks.every(Boolean);
}

function isSettled(status: string | null): boolean {
  return status === "acknowledged" || status === "explained";
}

/** An object of a worklist; what a test does not care about is filled in. */
export function objectRow(id: string, more: Partial<ObjectRow> = {}): ObjectRow {
  return {
    object: { type: "order", id },
    aliases: [],
    state: "placed",
    stateSinceMs: 0,
    firstMs: 0,
    lastMs: 0,
    records: 1,
    store: null,
    amount: null,
    dueMs: null,
    expiresMs: null,
    findings: [],
    ...more,
  };
}

/** An order's own story: event types with milliseconds since its first. */
export function orderPath(
  id: string,
  steps: readonly (readonly [string, number])[],
  more: Partial<PathRow> = {},
): StagedLifecycles["pathRows"][number] {
  return {
    type: "order",
    id,
    place: id,
    store: "1",
    hasFinding: false,
    steps: steps.map(([type, atMs]) => ({ type, atMs })),
    ...more,
  };
}
