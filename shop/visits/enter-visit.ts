import type { ShopContext } from "../context.ts";
import type { Reads } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { endSession } from "../quotes/expire-sessions.ts";
import { UnattributedError } from "./tell-refusal.ts";
import {
  findSession,
  findVisit,
  isOver,
  type SessionRow,
  sessionIdOf,
  type VisitRow,
} from "./visit-rows.ts";

/** Who asks: the visit and the session it belongs to, which lasts on from now. */
export interface Visitor {
  readonly visit: VisitRow;
  readonly session: SessionRow;
}

/**
 * The visit that a request belongs to; its session lasts on from now. Throws an `UnattributedError`:
 * `not-found` for a visit that is not there, `unauthorized` where the session is not that of the visit,
 * `session-expired`.
 */
export function enterVisit(
  shop: ShopContext,
  request: { readonly transactionId: string; readonly session: string },
): Visitor {
  const visit = findVisit(shop.web, request.transactionId);
  if (visit === undefined) {
    throw new UnattributedError("not-found", "There is no such visit.", "unknown transaction ID");
  }
  const session = enterSession(shop, request.session);
  if (session.id !== visit.sessionId) {
    throw new UnattributedError(
      "unauthorized",
      "The session is not that of the visit.",
      "session of another visit",
    );
  }
  return { visit, session };
}

/** The session of this secret, lasting on from now. Throws as `enterVisit`. */
export function enterSession(shop: ShopContext, secret: string): SessionRow {
  const session = findSession(shop.web, sessionIdOf(secret));
  if (session === undefined) {
    throw new UnattributedError("unauthorized", "There is no such session.", "unknown session");
  }
  const nowMs = shop.clock.nowMs();
  if (isOver(session, nowMs)) {
    // It may be that nobody has noticed yet.
    if (session.endedMs === null) shop.web.transaction((tx) => endSession(tx, shop, session.id));
    throw new UnattributedError(
      "session-expired",
      "The session has ended: select a product anew.",
      "expired session",
    );
  }
  const expiresMs = nowMs + shop.settings.sessionMs;
  shop.web.transaction((tx) => {
    tx.run("UPDATE sessions SET expiresMs = ? WHERE id = ?", expiresMs, session.id);
  });
  return { ...session, expiresMs };
}

/** The visitor's session as it is after a wait. Throws `session-expired` where it ended meanwhile. */
export function stillOpen(reads: Reads, shop: ShopContext, { session }: Visitor): SessionRow {
  const now = findSession(reads, session.id);
  if (now === undefined || isOver(now, shop.clock.nowMs())) {
    throw new ShopError("session-expired", "The session has ended: select a product anew.");
  }
  return now;
}
