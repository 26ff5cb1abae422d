import { TracewellError } from "#domain/errors.ts";
import { parseTimeRange } from "#domain/identifiers/time-parameter.ts";
import { MODELS } from "#domain/lifecycles/lifecycle-models.ts";
import { keyText, LIFECYCLE_TYPES } from "#domain/lifecycles/object-key.ts";
import type { ObjectRow, WorklistFilter } from "#storage/lifecycles/lifecycle-store.ts";
import type { ObjectCounts, ObjectRowAnswer, Worklist } from "../answers/worklist-answers.ts";
import { lifecyclesOf, type QuerySources } from "../query-sources.ts";
import type { QueryRequest } from "../query-engine.ts";
import { parseSpanMs } from "../statistics/bucket-width.ts";
import { movedReasons, readJudgedState, viewCoverage } from "../view-coverage.ts";
import { readViewCursor, writeViewCursor } from "../view-cursor.ts";
import { refuseUnknownNames } from "./refuse-unknown-names.ts";
import type { ObjectsRequest } from "./worklist-request.ts";

/** States after which nothing has to follow: nobody is stuck in them. */
const QUIET_STATES = LIFECYCLE_TYPES.flatMap((type) =>
  MODELS[type].states
    .filter(({ isFinal, isResting }) => isFinal === true || isResting === true)
    .map(({ name }) => ({ type, state: name })),
);

/**
 * One page of the objects that fulfill every filter: longest in their state first, last touched first, or soonest at
 * their end first.
 * The view has no past: a later page says in its coverage what was taken over since the first. Throws
 * `invalid-parameter`, also for a state or rule that no object can have, `invalid-cursor`, and
 * `index-unavailable` where there is no view.
 */
export async function listObjects(
  sources: QuerySources,
  request: ObjectsRequest,
): Promise<Worklist> {
  refuseUnknownNames(request);
  const lifecycles = lifecyclesOf(sources);
  const { facts, order, limit } = request;
  const parts = partsOf(request);
  const cursor = request.cursor === undefined ? null : readViewCursor(parts, request.cursor);
  const nowMs = cursor?.nowMs ?? request.nowMs;
  const filter = filterOf(request, nowMs);
  const state = await readJudgedState(lifecycles, facts, request.nowMs);
  const page = await lifecycles.objects({
    ...filter,
    order,
    limit,
    ...(cursor !== null && { after: cursor.after }),
  });
  const throughSeq = cursor?.throughSeq ?? state.positions;
  return {
    items: page.rows.map((row) => rowAnswer(row, nowMs)),
    nextCursor:
      page.next === null ? null : writeViewCursor(parts, { nowMs, throughSeq, after: page.next }),
    coverage: viewCoverage(facts, state, movedReasons(throughSeq, state.positions)),
  };
}

/** How many objects are in each state and have each finding. Throws `index-unavailable`. */
export async function countObjects(
  sources: QuerySources,
  { facts, nowMs }: QueryRequest,
): Promise<ObjectCounts> {
  const lifecycles = lifecyclesOf(sources);
  const state = await readJudgedState(lifecycles, facts, nowMs);
  return { items: await lifecycles.counts(), coverage: viewCoverage(facts, state) };
}

/** Everything that makes it another list. */
function partsOf(request: ObjectsRequest): (string | undefined)[] {
  const { type, state, finding, severity, open, stuckFor, expiresWithin, store, from, to, order } =
    request;
  const among = request.among?.map(keyText).join("\n");
  const opened = open === true ? "open" : undefined;
  return [
    "objects",
    among,
    type,
    state,
    finding,
    severity,
    opened,
    stuckFor,
    expiresWithin,
    store,
    from,
    to,
    order,
  ];
}

function filterOf(request: ObjectsRequest, nowMs: number): WorklistFilter {
  const { among, type, state, finding, severity, open, stuckFor, expiresWithin, store } = request;
  return {
    nowMs,
    ...(among !== undefined && { among }),
    ...(type !== undefined && { type }),
    ...(state !== undefined && { state }),
    ...(finding !== undefined && { finding }),
    ...(severity !== undefined && { severity }),
    ...(open === true && { withOpenFinding: true }),
    // What has come to its end stands still rightly, but for who asks for that very state.
    ...(stuckFor !== undefined && state === undefined && { notIn: QUIET_STATES }),
    // In it for exactly so long counts; the port's range is open.
    ...(stuckFor !== undefined && { stateSinceBeforeMs: nowMs - readSpan(stuckFor) + 1 }),
    ...(expiresWithin !== undefined && { expiresBeforeMs: nowMs + readSpan(expiresWithin) }),
    ...(store !== undefined && { store }),
    ...parseTimeRange(request, nowMs),
  };
}

function readSpan(text: string): number {
  const spanMs = parseSpanMs(text);
  if (spanMs !== null) return spanMs;
  throw new TracewellError(
    "invalid-parameter",
    `\`${text.slice(0, 32)}\` is not a length of time up to ten years: write a number and ms, s, m, h, d or w, such as 2h.`,
  );
}

function rowAnswer(row: ObjectRow, nowMs: number): ObjectRowAnswer {
  const { stateSinceMs, firstMs, lastMs, dueMs, expiresMs, aliases, findings, ...same } = row;
  return {
    ...same,
    aliases: [...aliases],
    stateSince: timeText(stateSinceMs),
    inStateMs: Math.max(0, nowMs - stateSinceMs),
    first: timeText(firstMs),
    last: timeText(lastMs),
    dueAt: dueMs === null ? null : timeText(dueMs),
    expiresAt: expiresMs === null ? null : timeText(expiresMs),
    findings: [...findings],
  };
}

function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
