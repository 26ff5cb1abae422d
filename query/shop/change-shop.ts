import { invariant } from "#domain/errors.ts";
import type { IngestGateway } from "#ingest/pipeline/ingest-gateway.ts";
import type { CoverageFacts } from "../answers/coverage.ts";
import type { ShopChangeAnswer } from "../answers/shop-answers.ts";
import type { ShopChange, ShopControl } from "./shop-control.ts";
import { shopRequestEvent } from "./shop-request-event.ts";

export interface ShopChangePorts {
  readonly ingest: Pick<IngestGateway, "ingest">;
  readonly shopControl: ShopControl;
  readonly newId: () => string;
}

/** Who wants what of the shop. */
export interface ShopWish {
  readonly change: ShopChange;
  readonly by: string;
}

/**
 * Has the shop make a change. Who asked is recorded before anything is done; what is done the shop's own
 * events tell. Rejects as `ShopControl.change` and `IngestGateway.ingest` do.
 */
export async function changeShop(
  { ingest, shopControl, newId }: ShopChangePorts,
  {
    facts,
    nowMs,
    wish: { change, by },
  }: { readonly facts: CoverageFacts; readonly nowMs: number; readonly wish: ShopWish },
): Promise<ShopChangeAnswer> {
  // Nothing is recorded of what cannot be tried.
  if (!shopControl.isConfigured) await shopControl.schedule();
  const answer = await ingest.ingest(
    shopRequestEvent(change, { by, timeMs: nowMs, newId: newId() }),
  );
  const [ledger] = facts.heads;
  invariant(answer.firstSeq !== null && ledger !== undefined, "an event of our own is accepted");
  const outcome = await shopControl.change(change);
  return { requested: `${ledger.ledger}:${answer.firstSeq}`, ...outcome };
}
