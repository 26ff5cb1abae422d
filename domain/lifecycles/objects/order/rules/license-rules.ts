import type { Case } from "../../../case.ts";
import { evidenceOf, idOf } from "../../../event-readers.ts";
import type { Hit, JudgedAt } from "../../../object-lifecycle.ts";
import { ofType, type OrderFacts } from "../order-facts.ts";
import { lineIds } from "../order-lines.ts";
import { paidAndOwed, waitingLines } from "../owed-after-payment.ts";
import { refusedRenewal } from "../renewals.ts";
import { type OrderRule, passedDeadline } from "./order-rule.ts";

function duplicateHit({ lines, listed }: OrderFacts): Hit | null {
  const doubled = lines
    // A record that names no license may be of the one that another names.
    .map(({ licenses, ...line }) => ({
      ...line,
      licenses: licenses.filter((event) => idOf(event, "license") !== null),
    }))
    .filter(({ licenses }) => licenses.length > 1)
    .toSorted((one, other) => (one.licenses[1]?.timeMs ?? 0) - (other.licenses[1]?.timeMs ?? 0));
  const records = doubled.flatMap(({ licenses }) => licenses);
  const second = doubled[0]?.licenses[1];
  if (second === undefined) return null;
  return {
    values: {
      lines: doubled.map(({ lineItemId }) => lineItemId),
      licenses: records.flatMap((event) => idOf(event, "license") ?? []),
    },
    evidence: evidenceOf(listed ?? undefined, ...records),
    sinceMs: second.timeMs,
  };
}

/** Also of an order whose lines no record lists. */
function withoutPaymentHit(facts: OrderFacts): Hit | null {
  const { paid, placed } = facts;
  const early = ofType(facts, "license.generated").filter(
    ({ timeMs }) => paid === null || timeMs < paid.atMs,
  );
  const [first] = early;
  if (first === undefined) return null;
  return {
    values: {
      licenses: early.flatMap((event) => idOf(event, "license") ?? []),
      at: first.time,
      paidAt: paid === null ? null : new Date(paid.atMs).toISOString(),
    },
    evidence: evidenceOf(placed ?? undefined, ...early, ...(paid?.evidence ?? [])),
    sinceMs: first.timeMs,
  };
}

function missingHit(facts: OrderFacts, judged: JudgedAt, whole: Case): Hit | null {
  const paid = paidAndOwed(facts);
  if (paid === null) return null;
  const dueMs = passedDeadline(paid.dueFromMs, judged.deadlines.deliveryMs, judged);
  if (dueMs === null) return null;
  const missing = waitingLines(facts).filter(
    (line) => line.kind === "license" && refusedRenewal(line, facts, whole) === null,
  );
  if (missing.length === 0) return null;
  const requests = missing.flatMap(({ requested }) => requested ?? []);
  return {
    values: {
      lines: lineIds(missing),
      products: missing.flatMap(({ product }) => product ?? []),
      paidAt: new Date(paid.atMs).toISOString(),
      deadlineMs: judged.deadlines.deliveryMs,
      wasRequested: requests.length > 0,
    },
    evidence: evidenceOf(
      ...paid.evidence,
      facts.placed ?? undefined,
      facts.listed ?? undefined,
      ...requests,
    ),
    sinceMs: dueMs,
  };
}

function renewalHit(
  why: "blocked" | "unknown",
): (facts: OrderFacts, judged: JudgedAt, whole: Case) => Hit | null {
  return (facts, _judged, whole) => {
    const paid = paidAndOwed(facts);
    if (paid === null) return null;
    const refused = facts.lines
      .flatMap((line) => refusedRenewal(line, facts, whole) ?? [])
      .filter((one) => one.why === why);
    const [first] = refused;
    if (first === undefined) return null;
    return {
      values: {
        previous: refused.map(({ previousId }) => previousId),
        lines: lineIds(refused.map(({ line }) => line)),
        requestedAt: first.requested.time,
      },
      evidence: evidenceOf(
        facts.listed ?? undefined,
        ...paid.evidence,
        ...refused.flatMap(({ requested, because }) => [requested, because ?? undefined]),
      ),
      sinceMs: Math.max(paid.dueFromMs, first.requested.timeMs),
    };
  };
}

/** Rules on the licenses of an order. */
export const LICENSE_RULES: readonly OrderRule[] = [
  {
    id: "license.duplicate",
    version: 1,
    severity: "error",
    summary: "Two licenses were made for one line.",
    holds: duplicateHit,
  },
  {
    id: "license.without-payment",
    version: 1,
    severity: "critical",
    summary: "A license was made before the order was paid.",
    holds: withoutPaymentHit,
  },
  {
    id: "license.missing",
    version: 1,
    severity: "error",
    summary: "The order is paid, and no license was made for a line within the deadline.",
    holds: missingHit,
  },
  {
    id: "license.renewal-of-unknown",
    version: 1,
    severity: "error",
    summary: "A paid renewal got no license, since no record knows the license that it renews.",
    holds: renewalHit("unknown"),
  },
  {
    id: "license.renewal-of-blocked",
    version: 1,
    severity: "warning",
    summary: "A paid renewal got no license, since the license that it renews is blocked.",
    holds: renewalHit("blocked"),
  },
];
