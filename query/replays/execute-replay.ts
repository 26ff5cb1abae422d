import { TracewellError } from "#domain/errors.ts";
import type { IngestGateway, IngestRequest } from "#ingest/pipeline/ingest-gateway.ts";
import type { ExecutedReplay, ReplayView } from "../answers/replay-answers.ts";
import { OWN_SOURCE } from "../own-source.ts";
import type { QueryEngine, QueryRequest } from "../query-engine.ts";
import type { ShopDesk } from "./shop-desk.ts";

export interface ReplayPorts {
  readonly engine: Pick<QueryEngine, "replaysOf">;
  readonly ingest: Pick<IngestGateway, "ingest">;
  readonly shop: ShopDesk;
  readonly newId: () => string;
}

/** Who wants an order replayed. */
export interface ReplayWish {
  /** Or the order's number. */
  readonly foreignId: string;
  readonly dryRun: boolean;
  readonly by: string;
}

/** What log and shop say of the replay of an order. A shop that does not answer leaves its part empty. */
export async function viewReplay(
  { engine, shop }: Pick<ReplayPorts, "engine" | "shop">,
  request: QueryRequest & { readonly foreignId: string },
): Promise<ReplayView> {
  const told = await engine.replaysOf(request);
  const { isConfigured } = shop;
  const foreignId = told.foreignId ?? told.order;
  try {
    const { decision, undecidedReason } = await shop.view(foreignId);
    return { ...told, shop: { isConfigured, decision, reason: undecidedReason } };
  } catch (error) {
    if (!(error instanceof TracewellError) || error.code === "internal") throw error;
    return { ...told, shop: { isConfigured, decision: null, reason: error.message } };
  }
}

/**
 * Has the shop decide anew, and without `dryRun` replay the order. Who asked is recorded before anything is
 * done; what is done the shop's own events tell. Rejects as `ShopDesk.replay` and `IngestGateway.ingest` do.
 */
export async function executeReplay(
  { engine, ingest, shop, newId }: ReplayPorts,
  request: QueryRequest & { readonly wish: ReplayWish },
): Promise<ExecutedReplay> {
  const { facts, nowMs, wish } = request;
  const { order, foreignId } = await engine.replaysOf({ facts, nowMs, foreignId: wish.foreignId });
  const named = foreignId ?? order;
  if (wish.dryRun) {
    return { dryRun: true, requested: null, replay: await shop.replay(named, { dryRun: true }) };
  }
  // Nothing is recorded of what cannot be tried.
  if (!shop.isConfigured) await shop.view(named);
  const answer = await ingest.ingest(requestedEvent({ order, foreignId }, wish, { newId, nowMs }));
  const [ledger] = facts.heads;
  const requested =
    answer.firstSeq === null || ledger === undefined ? null : `${ledger.ledger}:${answer.firstSeq}`;
  return { dryRun: false, requested, replay: await shop.replay(named, { dryRun: false }) };
}

function requestedEvent(
  { order, foreignId }: { readonly order: string; readonly foreignId: string | null },
  { by }: ReplayWish,
  { newId, nowMs }: { readonly newId: () => string; readonly nowMs: number },
): IngestRequest {
  const objects = [
    { type: "order", id: order },
    ...(foreignId === null || foreignId === order
      ? []
      : [{ type: "order", id: foreignId, role: "foreignId" }]),
  ];
  const event = {
    id: `replay:${newId()}`,
    type: "replay.requested",
    time: new Date(nowMs).toISOString(),
    unattributed: "replay",
    objects,
    actor: { type: "operator", id: by },
    message: "Somebody asked the shop to replay the order.",
    attributes: { by },
  };
  return {
    body: new TextEncoder().encode(`${JSON.stringify(event)}\n`),
    sourceName: OWN_SOURCE,
    format: "events",
    waitIndexed: false,
    allItems: true,
  };
}
