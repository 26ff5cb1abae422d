import type { ObjectReference } from "#domain/events/event.ts";
import type { OrderTruth } from "../answer-key-objects.ts";
import type { FaultTruth } from "../answer-key-schema.ts";

/** Longer between payment and goods is late. */
const DELIVERY_MS = 15 * 60_000;

type Finding = FaultTruth["findings"][number];

/** Whether what a fault left undone was still undone at the end of the run. */
const STILL_SO: Readonly<Record<string, (order: OrderTruth) => boolean>> = {
  "license.missing": ({ lines }) =>
    lines.some(
      ({ kind, licenses, state }) =>
        kind === "license" && state !== "cancelled" && licenses.length === 0,
    ),
  "order.paid-not-delivered": waitsForDigital,
  "order.not-replicated": ({ inMainDb }) => inMainDb === null,
  "invoice.missing": ({ invoices, lines }) =>
    invoices.length === 0 || (invoices.length === 1 && hasBothKinds(lines)),
};

function waitsForDigital({ lines }: OrderTruth): boolean {
  return lines.some(({ kind, state }) => kind !== "physical" && state === "ordered");
}

function hasBothKinds(lines: OrderTruth["lines"]): boolean {
  return (
    lines.some(({ kind }) => kind === "physical") && lines.some(({ kind }) => kind !== "physical")
  );
}

/**
 * The findings that a fault's own `rules` lead to in the end, given what became of the orders: what was put
 * right later is only late, what was cancelled is no longer owed.
 */
export function findingsInTheEnd(
  rules: readonly string[],
  on: ObjectReference,
  atMs: number,
  order: OrderTruth | undefined,
): Finding[] {
  return rules.flatMap((rule): Finding[] => {
    const isStillSo = STILL_SO[rule];
    // Until they come, nobody can tell for what they wait.
    if (rule === "fulfillment.digital-delayed" && order !== undefined && waitsForDigital(order)) {
      return [{ rule: "order.paid-not-delivered", on }];
    }
    if (rule === "fulfillment.digital-delayed" && order !== undefined && wasLate(order, atMs)) {
      return [
        { rule, on },
        { rule: "order.delivered-late", on },
      ];
    }
    if (order === undefined || isStillSo === undefined) return [{ rule, on }];
    if (order.state === "cancelled" || order.paid === "none") return [];
    if (isStillSo(order)) return [{ rule, on }];
    return wasLate(order, atMs) ? [{ rule: "order.delivered-late", on }] : [];
  });
}

function wasLate({ lines }: OrderTruth, sinceMs: number): boolean {
  return lines.some(
    ({ kind, deliveredAt }) =>
      kind !== "physical" &&
      deliveredAt !== null &&
      Date.parse(deliveredAt) - sinceMs > DELIVERY_MS,
  );
}
