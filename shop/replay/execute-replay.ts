import { decideReplay } from "#domain/replay/decide-replay.ts";
import { pairName } from "#domain/replay/choose-pair.ts";
import { REPLAY_ATTEMPTS_MAX } from "#domain/replay/replay-steps.ts";
import type { ShopContext } from "../context.ts";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { type LoadAnswer, loadKeyRequest, loadOrderInfo } from "../main-database/load-document.ts";
import { linesOf, type OrderRow, type OrderState, requireOrder } from "../orders/order-rows.ts";
import { markPaid, REPLICATE_JOB } from "../orders/order-state.ts";
import { checkReplay } from "./check-replay.ts";
import { gatherFacts } from "./gather-facts.ts";
import { checksOf } from "./plan-documents.ts";
import { documentLoadedEvent, failedEvent, verifiedEvent } from "./replay-events.ts";
import type { ReplayChecks } from "./replay-outcome.ts";
import { findReplay, type PlannedDocument, type ReplayRow } from "./replay-rows.ts";

/** Why a replay has nothing to load. */
export const NO_DOCUMENTS = "The documents it needs are not there, or do not fit together.";

/** Orders that were given up meanwhile get nothing into the main database. */
const GIVEN_UP: ReadonlySet<OrderState> = new Set(["cancelled", "returned"]);

/**
 * Does what was decided: loads, waits, verifies, and tries again where something is still missing. Can be
 * called again after a crash at any point: what is loaded is loaded once, and told once. The row at its end.
 * One that broke for another reason than its documents is failed, unless the databases are closed: then the
 * next start takes it up.
 */
export async function executeReplay(shop: ShopContext, replayId: string): Promise<ReplayRow> {
  try {
    return await attempts(shop, replayId);
  } catch (cause) {
    try {
      end(shop, requireReplay(shop, replayId), "failed", {}, "The shop could not execute it.");
    } catch (error) {
      const message = "A replay could neither be executed nor given up.";
      throw new AggregateError([cause, error], message, { cause: error });
    }
    throw cause;
  }
}

async function attempts(shop: ShopContext, replayId: string): Promise<ReplayRow> {
  const { synchronizationMs } = shop.settings;
  let replay = requireReplay(shop, replayId);
  let checks: ReplayChecks = {};
  if (replay.state === "waiting") {
    // Taken up after a crash: the databases had time meanwhile.
    checks = check(shop, replay);
    if (allHold(checks)) return end(shop, replay, "verified", checks, null);
  }
  while (replay.attempts < REPLAY_ATTEMPTS_MAX) {
    const refusal = loadDocuments(shop, replay);
    if (refusal !== null) return end(shop, replay, "failed", {}, refusal);
    replay = beginWaiting(shop, replay);
    await shop.clock.sleep(synchronizationMs * 2 ** (replay.attempts - 1));
    checks = check(shop, replay);
    if (allHold(checks)) return end(shop, replay, "verified", checks, null);
  }
  return end(shop, replay, "failed", checks, missingText(checks));
}

/** Loads what is planned; why it could not, or null. Each document that came is told of with its step. */
function loadDocuments(shop: ShopContext, replay: ReplayRow): string | null {
  if (replay.plan.length === 0) return NO_DOCUMENTS;
  const order = requireOrder(shop.web, replay.orderNumber);
  if (GIVEN_UP.has(order.state)) return `The order is ${order.state} now.`;
  shop.web.transaction((tx) => setState(tx, replay, "loading"));
  for (const [index, document] of replay.plan.entries()) {
    const answer = loadPlanned(shop, replay.foreignId, document);
    if (answer.outcome === "refused") return refusalText(document, answer);
    // After a crash a document may be there without having been told of.
    if (index >= replay.loaded) noteLoaded(shop, replay, order, index, document);
  }
  return null;
}

function loadPlanned(
  shop: ShopContext,
  foreignId: string,
  { kind, name, lineItemId }: PlannedDocument,
): LoadAnswer {
  return kind === "orderInfo"
    ? loadOrderInfo(shop, foreignId, name, lineItemId, "paid")
    : loadKeyRequest(shop, foreignId, name, lineItemId);
}

/** One sentence for people, with the place in the document. */
export function refusalText(
  { name }: Pick<PlannedDocument, "name">,
  { reason = "No reason was given.", place }: LoadAnswer,
): string {
  return `${name} was refused: ${reason}${place === undefined ? "" : ` (${place})`}`;
}

function noteLoaded(
  shop: ShopContext,
  replay: ReplayRow,
  order: OrderRow,
  index: number,
  document: PlannedDocument,
): void {
  const pair = pairName(replay.plan.map(({ name }) => name));
  shop.web.transaction((tx) => {
    tx.run("UPDATE replays SET loaded = ? WHERE id = ?", index + 1, replay.id);
    if (document.wasLoaded && document.kind === "orderInfo") return;
    tx.emit(documentLoadedEvent(replay.id, order, document, pair));
  });
}

function beginWaiting(shop: ShopContext, replay: ReplayRow): ReplayRow {
  shop.web.transaction((tx) => {
    setState(tx, replay, "waiting");
    tx.run("UPDATE replays SET attempts = attempts + 1 WHERE id = ?", replay.id);
  });
  return requireReplay(shop, replay.id);
}

function check(shop: ShopContext, { foreignId, decision, plan }: ReplayRow): ReplayChecks {
  const [first] = plan;
  if (first === undefined) return {};
  const isLicensed = plan.some(({ kind }) => kind === "getKeyRequest");
  return checkReplay(shop, {
    foreignId,
    lineItemId: first.lineItemId,
    state: "paid",
    checks: checksOf(decision, isLicensed),
  });
}

/** Ends it, with its event. A verified one was paid: the order is uncertain no more. */
function end(
  shop: ShopContext,
  replay: ReplayRow,
  state: "verified" | "failed",
  checks: ReplayChecks,
  reason: string | null,
): ReplayRow {
  shop.web.transaction((tx) => {
    const order = requireOrder(tx, replay.orderNumber);
    endReplay(tx, shop, replay.id, { state, checks, reason });
    if (state === "failed") {
      tx.emit(failedEvent(replay.id, order, checks, reason ?? "unknown"));
      return;
    }
    tx.emit(verifiedEvent(replay.id, order, checks));
    settlePaid(tx, shop, order);
  });
  return requireReplay(shop, replay.id);
}

/**
 * What follows for a paid order that is in the main database: it is uncertain no more, and once nothing of it
 * is missing there, replicated.
 */
export function settlePaid(tx: Transaction, shop: ShopContext, order: OrderRow): void {
  markPaid(tx, shop, order.number);
  const units = gatherFacts(shop, order, true);
  const licensed = new Set(
    units.flatMap(({ facts, lineItemId }) => (facts.licenseGenerated ? [lineItemId] : [])),
  );
  const waits = linesOf(tx, order.number).some(
    ({ kind, state, lineItemId }) =>
      kind === "license" && state === "ordered" && licensed.has(lineItemId),
  );
  // Replication sees to it that the web database hears of licenses, whatever way they came.
  if (waits) tx.enqueue({ kind: REPLICATE_JOB, subject: order.number });
  if (units.some(({ facts }) => decideReplay(facts).decision !== "none")) return;
  tx.run(
    "UPDATE orders SET replicatedMs = ? WHERE number = ? AND replicatedMs IS NULL",
    shop.clock.nowMs(),
    order.number,
  );
}

/** Notes how a replay ended. */
export function endReplay(
  tx: Transaction,
  shop: ShopContext,
  replayId: string,
  { state, checks, reason }: { state: string; checks: ReplayChecks; reason: string | null },
): void {
  tx.run(
    "UPDATE replays SET state = ?, checks = ?, reason = ?, endedMs = ? WHERE id = ?",
    state,
    JSON.stringify(checks),
    reason,
    shop.clock.nowMs(),
    replayId,
  );
}

function setState(tx: Transaction, { id }: ReplayRow, state: string): void {
  tx.run("UPDATE replays SET state = ? WHERE id = ?", state, id);
}

/** Throws `not-found`. */
export function requireReplay(shop: ShopContext, replayId: string): ReplayRow {
  const replay = findReplay(shop.web, replayId);
  if (replay === undefined) throw new ShopError("not-found", "There is no such replay.");
  return replay;
}

export function allHold(checks: ReplayChecks): boolean {
  return Object.values(checks).every(Boolean);
}

/** Which checks do not hold. */
export function missingText(checks: ReplayChecks): string {
  const missing = Object.entries(checks).flatMap(([name, holds]) => (holds ? [] : [name]));
  return `These checks do not hold: ${missing.join(", ")}.`;
}
