import type { Case } from "../../case.ts";
import { idOf, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import { ofType, type OrderFacts } from "./order-facts.ts";
import type { OrderLine } from "./order-lines.ts";

/** Why a line that renews a license got none. */
export interface RefusedRenewal {
  readonly line: OrderLine;
  readonly why: "blocked" | "unknown";
  readonly previousId: string;
  readonly requested: LifecycleEvent;
  /** The record that says so; null where it is that no record tells of the license. */
  readonly because: LifecycleEvent | null;
}

/** Of a line that waits for its license: the previous one is blocked, or nobody knows it. Null otherwise. */
export function refusedRenewal(
  line: OrderLine,
  facts: OrderFacts,
  whole: Case,
): RefusedRenewal | null {
  if (line.kind !== "license" || line.state !== "ordered") return null;
  const requested = requestOfRenewal(line, facts);
  const previousId = requested === undefined ? null : previousOf(requested);
  if (requested === undefined || previousId === null) return null;
  const own = whole
    .of("license", previousId)
    .filter((event) => idOf(event, "license") === previousId);
  const blocked = own.find(
    ({ type, timeMs }) => type === "license.blocked" && timeMs <= requested.timeMs,
  );
  if (blocked !== undefined) {
    return { line, why: "blocked", previousId, requested, because: blocked };
  }
  // Who decided to replay the order asked the main database.
  const decided = ofType(facts, "replay.decided").findLast(
    (event) => textOf(event, "previousLicenseId") === previousId,
  );
  const state = textOf(decided, "previousLicenseState");
  if (state === "active" || state === "expired") return null;
  if (own.length > 0 && state !== "blocked") return null;
  const why = state === "blocked" ? "blocked" : "unknown";
  return { line, why, previousId, requested, because: decided ?? null };
}

function requestOfRenewal(line: OrderLine, facts: OrderFacts): LifecycleEvent | undefined {
  return ofType(facts, "license.requested").find(
    (event) => textOf(event, "lineItemId") === line.lineItemId && previousOf(event) !== null,
  );
}

/** LN ID of the license that is to be renewed; null for a new one. */
export function previousOf(event: LifecycleEvent): string | null {
  return idOf(event, "license", "previous") ?? textOf(event, "previousLicenseId");
}
