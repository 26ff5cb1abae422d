import { TracewellError } from "#domain/errors.ts";
import type { JudgedAt } from "#domain/lifecycles/object-lifecycle.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import type { ObjectRow, WorklistRequest } from "#storage/lifecycles/lifecycle-store.ts";
import type { Coverage } from "../answers/coverage.ts";
import type {
  OrderReplays,
  PastReplay,
  PastReplays,
  UncertainOrder,
  UncertainOrders,
} from "../answers/replay-answers.ts";
import {
  coverageOf,
  currentPositions,
  isBehind,
  judgedByRest,
  type Positions,
} from "../coverage.ts";
import { findObject } from "../objects/find-object.ts";
import { ObjectEvents } from "../objects/object-events.ts";
import type { QueryRequest } from "../query-engine.ts";
import { advanceLedgers, lifecyclesOf, type QuerySources } from "../query-sources.ts";
import { movedReasons, readJudgedState } from "../view-coverage.ts";
import { readViewCursor, writeViewCursor } from "../view-cursor.ts";
import { pastReplayAnswer } from "./past-replay.ts";
import type { ReplaysRequest } from "./replays-request.ts";
import { readOrderReplays } from "./read-order-replays.ts";

interface Page {
  readonly rows: readonly ObjectRow[];
  readonly events: ObjectEvents;
  readonly judged: JudgedAt;
  readonly nextCursor: string | null;
  coverage(reasons: readonly string[]): Coverage;
}

/** Uncertain orders, longest uncertain first, each with what the log says is to be done. */
export async function listUncertainOrders(
  sources: QuerySources,
  request: ReplaysRequest,
): Promise<UncertainOrders> {
  const page = await readPage(sources, request, {
    name: "uncertain",
    filter: { type: "order", state: "uncertain", order: "stuck" },
  });
  const items: UncertainOrder[] = [];
  const reasons: string[] = [];
  for (const row of page.rows) {
    const read = await readOrderReplays(page.events, row.object, page.judged);
    if (read === null) continue;
    reasons.push(...read.reasons);
    items.push(uncertainOrder(row, read.replays, page.judged.atMs));
  }
  return { items, nextCursor: page.nextCursor, coverage: page.coverage(reasons) };
}

/** Replays so far, the last touched first, each with what is to be thought of it. */
export async function listPastReplays(
  sources: QuerySources,
  request: ReplaysRequest,
): Promise<PastReplays> {
  const page = await readPage(sources, request, {
    name: "past",
    filter: { type: "replay", order: "newest" },
  });
  const items: PastReplay[] = [];
  for (const { object } of page.rows) {
    const whole = await page.events.caseOf(object);
    if (whole !== null) items.push(pastReplayAnswer(reconstruct(whole, page.judged)));
  }
  return { items, nextCursor: page.nextCursor, coverage: page.coverage([]) };
}

/**
 * Everything about the replay of one order that the log tells. `foreignId` may be the order's number too.
 * Throws `not-found`, `query-timeout`.
 */
export async function readReplaysOf(
  sources: QuerySources,
  request: QueryRequest & { readonly foreignId: string },
): Promise<OrderReplays> {
  const { facts, nowMs } = request;
  advanceLedgers(sources.ledgers, facts);
  const positions = currentPositions(facts, await sources.index.watermarks());
  const sight = { positions, isBehind: isBehind(facts, positions) };
  const order = await findObject(sources, { type: "order", id: request.foreignId }, sight);
  const events = new ObjectEvents(sources, { throughSeq: positions });
  const judged = { atMs: nowMs, deadlines: sources.deadlines };
  const read = await readOrderReplays(events, order, judged);
  if (read === null) {
    throw new TracewellError("not-found", `The records of the order ${order.id} were removed.`);
  }
  const reasons = [...judgedByRest(facts), ...read.reasons, ...events.reasons()];
  return { ...read.replays, coverage: coverageOf(facts, positions, { reasons }) };
}

async function readPage(
  sources: QuerySources,
  request: ReplaysRequest,
  list: {
    readonly name: string;
    readonly filter: Pick<WorklistRequest, "type" | "state" | "order">;
  },
): Promise<Page> {
  const { facts, limit, store } = request;
  advanceLedgers(sources.ledgers, facts);
  const lifecycles = lifecyclesOf(sources);
  const parts = ["replays", list.name, store];
  const cursor = request.cursor === undefined ? null : readViewCursor(parts, request.cursor);
  const nowMs = cursor?.nowMs ?? request.nowMs;
  const view = await readJudgedState(lifecycles, facts, request.nowMs);
  const indexed = currentPositions(facts, await sources.index.watermarks());
  const page = await lifecycles.objects({
    ...list.filter,
    nowMs,
    limit,
    ...(store !== undefined && { store }),
    ...(cursor !== null && { after: cursor.after }),
  });
  const first = cursor?.throughSeq ?? view.positions;
  const events = new ObjectEvents(sources, { throughSeq: indexed });
  const reasons = [...view.reasons, ...judgedByRest(facts), ...movedReasons(first, view.positions)];
  return {
    rows: page.rows,
    events,
    judged: { atMs: nowMs, deadlines: sources.deadlines },
    nextCursor:
      page.next === null
        ? null
        : writeViewCursor(parts, { nowMs, throughSeq: first, after: page.next }),
    coverage: (further) =>
      coverageOf(facts, lowest(view.positions, indexed), {
        behind: "not followed",
        reasons: [...reasons, ...further, ...events.reasons()],
      }),
  };
}

/** Through where both the view and the index have read. */
function lowest(one: Positions, other: Positions): Positions {
  const names = Object.keys(one);
  return Object.fromEntries(
    names.map((name) => [name, Math.min(one[name] ?? 0, other[name] ?? 0)]),
  );
}

function uncertainOrder(
  { stateSinceMs }: ObjectRow,
  { lifecycle, replays, ...same }: Omit<OrderReplays, "coverage">,
  atMs: number,
): UncertainOrder {
  const { order, foreignId, store, amount, decisions } = same;
  return {
    order,
    foreignId,
    store,
    amount,
    uncertainSince: new Date(stateSinceMs).toISOString(),
    uncertainForMs: Math.max(0, atMs - stateSinceMs),
    decisions,
    replays: replays.length,
    lastReplay: replays.at(-1) ?? null,
    findings: [...lifecycle.findings],
  };
}
