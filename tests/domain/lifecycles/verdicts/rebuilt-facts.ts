import type { Case } from "#domain/lifecycles/case.ts";
import type { Detail, Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { explainNumber } from "#domain/lifecycles/numbers/explain-number.ts";
import type { JudgedAt } from "#domain/lifecycles/object-lifecycle.ts";
import {
  type Facts,
  heldText,
  type ObjectKind,
} from "../../../shop/simulation/story/told-facts.ts";
import type { RebuiltLife } from "./rebuilt-lives.ts";

/** What our lives say, by the kind of object, in the words in which the key is read. */
export function rebuiltFacts(
  lives: readonly RebuiltLife[],
  judged: JudgedAt,
): Record<ObjectKind, readonly Facts[]> {
  const ofType = (type: string) =>
    lives.flatMap(({ lifecycle }) => (lifecycle.object.type === type ? [lifecycle] : []));
  const foreignIds = new Map(
    ofType("order").map(({ object, details }) => [object.id, details["foreignId"] ?? null]),
  );
  return {
    order: ofType("order")
      .filter(({ details }) => details["placedAt"] !== null)
      .map(orderFacts),
    number: lives.flatMap(({ whole }) => numberFacts(whole, judged)),
    payment: ofType("payment")
      .filter(({ details }) => details["requestedAt"] !== null)
      .map(paymentFacts),
    giftCard: ofType("giftCard")
      .filter(({ details }) => details["issuedAt"] !== null)
      .map(cardFacts),
    license: ofType("license")
      .filter(({ details }) => details["generatedAt"] !== null)
      .map(licenseFacts),
    replay: ofType("replay")
      .filter(({ details }) => details["isDryRun"] === false)
      .map((replay) => replayFacts(replay, foreignIds)),
  };
}

type Entry = { readonly [name: string]: Detail };

function entries(detail: Detail | undefined): readonly Entry[] {
  return Array.isArray(detail) ? (detail as readonly Entry[]) : [];
}

function minor(detail: Detail | undefined): number {
  return (detail as { readonly minor: number } | null)?.minor ?? 0;
}

/** Plain values, with blanks between. */
function words(...values: readonly (Detail | undefined)[]): string {
  return values
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join(" ");
}

function orderFacts({ object, state, money, details }: Lifecycle): Facts {
  return {
    id: object.id,
    foreignId: details["foreignId"],
    store: details["store"],
    transactionId: details["transaction"],
    quoteId: details["quote"],
    customerKind: details["customerKind"],
    placedAt: details["placedAt"],
    amountMinor: money["ordered"]?.minor,
    currency: money["ordered"]?.currency,
    isUncertain: state === "uncertain",
    isCancelled: state === "cancelled",
    isReturned: state === "returned",
    isCompleted: state === "completed",
    isReplicated: details["isReplicated"],
    lines: entries(details["lines"]).map((line) => ({
      lineItemId: line["lineItemId"],
      product: line["product"],
      kind: line["kind"],
      quantity: line["quantity"],
      amountMinor: minor(line["amount"]),
      state: line["state"],
      licenses: [...(line["licenses"] as readonly string[])].sort(),
      giftCards: [...(line["giftCards"] as readonly string[])].sort(),
    })),
    invoices: entries(details["invoices"])
      .map(({ id, kind, amount, issuedAt }) => words(id, kind, minor(amount), issuedAt))
      .sort(),
    mails: entries(details["mails"])
      .map(({ id, kind, sentAt, bouncedAt }) => words(id, kind, sentAt, bouncedAt ?? "arrived"))
      .sort(),
    stockHeld: heldText(
      entries(details["stockHeld"]).map(({ product, quantity }) => [
        words(product),
        Number(quantity),
      ]),
    ),
  };
}

function numberFacts(whole: Case, judged: JudgedAt): Facts[] {
  if (whole.object.type !== "order") return [];
  const explained = explainNumber(whole, judged);
  if (explained === null || explained.reservedMs === null) return [];
  const { number, store, sequence, quote, reservedMs, usedMs, causes } = explained;
  return [
    {
      id: number,
      store,
      sequence,
      quoteId: quote,
      reservedAt: new Date(reservedMs).toISOString(),
      usedAt: usedMs === null ? null : new Date(usedMs).toISOString(),
      causes,
    },
  ];
}

function paymentFacts({ object, money, details }: Lifecycle): Facts {
  return {
    id: object.id,
    orderNumber: details["order"],
    method: details["method"],
    gateway: details["gateway"],
    position: details["position"],
    requestedMinor: money["requested"]?.minor,
    requestedAt: details["requestedAt"],
    capturedMinor: money["captured"]?.minor,
    refundedMinor: money["refunded"]?.minor,
  };
}

function cardFacts({ object, money, details }: Lifecycle): Facts {
  return {
    id: object.id,
    issuedMinor: money["issued"]?.minor,
    balanceMinor: money["balance"]?.minor,
    openMinor: money["authorized"]?.minor,
    availableMinor: money["available"]?.minor,
    open: entries(details["authorizations"])
      .flatMap(({ id, state }) => (state === "open" ? [words(id)] : []))
      .sort(),
  };
}

function licenseFacts({ object, state, details }: Lifecycle): Facts {
  return {
    id: object.id,
    state,
    product: details["product"],
    kind: details["kind"],
    foreignId: details["foreignId"],
    lineItemId: details["lineItemId"],
    previousId: details["previousLicense"],
    generatedAt: details["generatedAt"],
    validFrom: details["validFrom"],
    validUntil: details["validUntil"],
    activatedAt: details["activatedAt"],
  };
}

function replayFacts(
  { object, state, details }: Lifecycle,
  foreignIds: ReadonlyMap<string, Detail>,
): Facts {
  return {
    id: object.id,
    foreignId: foreignIds.get(words(details["order"])) ?? null,
    orderNumber: details["order"],
    decision: details["decision"],
    branch: details["branch"],
    by: details["by"],
    state: ["verified", "failed"].includes(state) ? state : "open",
  };
}
