import { z } from "zod";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import { tellRefused, tellUnattributed } from "./tell-refusal.ts";
import { findSession, findVisit, isOver, sessionIdOf } from "./visit-rows.ts";

const claimed = z.object({ transactionId: z.string(), session: z.string() });

/**
 * Records a request whose form is wrong: as its visit's where the visitor shows to be in it, else without
 * transaction ID. Answers the field that is wrong, and how, for the visitor.
 */
export function tellMalformed(
  shop: ShopContext,
  operation: string,
  input: unknown,
  error: z.ZodError | undefined,
): { place: string; message: string } {
  const issue = error?.issues[0];
  // Of the fields within, names may be the visitor's own.
  const place = String(issue?.path[0] ?? "request");
  const message = issue?.message ?? "unreadable";
  const transactionId = provenTransactionId(shop, input);
  if (transactionId === undefined) tellUnattributed(shop, operation, `malformed ${place}`);
  else tellRefused(shop, operation, transactionId, new ShopError("invalid-request", message));
  return { place, message };
}

function provenTransactionId(shop: ShopContext, input: unknown): string | undefined {
  const { data } = claimed.safeParse(input);
  if (data === undefined) return undefined;
  const visit = findVisit(shop.web, data.transactionId);
  const session = findSession(shop.web, sessionIdOf(data.session));
  const isTheirs = session !== undefined && visit?.sessionId === session.id;
  return isTheirs && !isOver(session, shop.clock.nowMs()) ? visit.transactionId : undefined;
}
