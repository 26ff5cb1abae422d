import { evidenceOf, idOf, listOf, textOf } from "../../../event-readers.ts";
import type { Hit, JudgedAt } from "../../../object-lifecycle.ts";
import { ofType, type OrderFacts } from "../order-facts.ts";
import { isDigital } from "../order-lines.ts";
import { paidAndOwed, uninvoiced } from "../owed-after-payment.ts";
import { earliestMs, hitOf, type OrderRule, passedDeadline } from "./order-rule.ts";

function invoiceMissingHit(facts: OrderFacts, judged: JudgedAt): Hit | null {
  const paid = paidAndOwed(facts);
  if (paid === null) return null;
  const dueMs = passedDeadline(paid.dueFromMs, judged.deadlines.invoiceMs, judged);
  const kinds = dueMs === null ? [] : uninvoiced(facts);
  if (dueMs === null || kinds.length === 0) return null;
  return {
    values: {
      kinds,
      paidAt: new Date(paid.atMs).toISOString(),
      deadlineMs: judged.deadlines.invoiceMs,
    },
    evidence: evidenceOf(
      ...paid.evidence,
      facts.placed ?? undefined,
      facts.listed ?? undefined,
      ...ofType(facts, "invoice.issued"),
    ),
    sinceMs: dueMs,
  };
}

/** An order of only one kind of goods has nothing to separate. */
function notSeparatedHit(facts: OrderFacts): Hit | null {
  const { lines } = facts;
  const isMixed = lines.some(isDigital) && !lines.every(isDigital);
  if (lines.length > 0 && !isMixed) return null;
  const combined = ofType(facts, "invoice.issued").filter(
    (event) => textOf(event, "kind") === "combined",
  );
  return hitOf(combined, {
    invoices: combined.flatMap((event) => idOf(event, "invoice") ?? []),
  });
}

function mailMissingHit(facts: OrderFacts, judged: JudgedAt): Hit | null {
  const { mailMs } = judged.deadlines;
  const missing = facts.mails.filter(
    ({ of, mail }) => mail === null && passedDeadline(of.timeMs, mailMs, judged) !== null,
  );
  if (missing.length === 0) return null;
  const kinds = new Set(missing.map(({ kind }) => kind));
  const ofKinds = facts.mails.filter(({ kind }) => kinds.has(kind));
  return {
    values: {
      kinds: [...kinds],
      missing: missing.length,
      since: new Date(earliestMs(missing.map(({ of }) => of))).toISOString(),
      deadlineMs: mailMs,
    },
    // Mails do not say of which license they tell: those that came prove how many did not.
    evidence: evidenceOf(
      ...(kinds.has("license") || kinds.has("giftCard") ? [facts.listed ?? undefined] : []),
      ...ofKinds.flatMap(({ of, mail }) => [of, mail ?? undefined]),
    ),
    sinceMs: earliestMs(missing.map(({ of }) => of)) + mailMs,
  };
}

function mailBouncedHit(facts: OrderFacts): Hit | null {
  const bounced = ofType(facts, "mail.bounced");
  const ids = new Set(bounced.map((event) => idOf(event, "mail")));
  const hit = hitOf(bounced, { mails: [...ids].filter((id) => id !== null) });
  if (hit === null) return null;
  const sent = ofType(facts, "mail.sent").filter((event) => ids.has(idOf(event, "mail")));
  return { ...hit, evidence: [...evidenceOf(...sent), ...hit.evidence] };
}

function templateMismatchHit(facts: OrderFacts): Hit | null {
  const records = ofType(facts, "mail.templateMismatch");
  return hitOf(records, {
    missing: [...new Set(records.flatMap((event) => listOf(event, "missing")))],
    unknown: [...new Set(records.flatMap((event) => listOf(event, "unknown")))],
  });
}

/** Rules on invoices and mails. */
export const PAPER_RULES: readonly OrderRule[] = [
  {
    id: "invoice.missing",
    version: 1,
    severity: "error",
    summary: "It is paid, and no invoice of its digital or its physical goods was issued in time.",
    holds: invoiceMissingHit,
  },
  {
    id: "invoice.not-separated",
    version: 1,
    severity: "warning",
    summary: "Digital and physical goods stand on one invoice.",
    holds: notSeparatedHit,
  },
  {
    id: "mail.missing",
    version: 1,
    severity: "error",
    summary: "Fewer mails were sent than goods were made or invoices issued, after the deadline.",
    holds: mailMissingHit,
  },
  {
    id: "mail.bounced",
    version: 1,
    severity: "warning",
    summary: "A mail of it came back.",
    holds: mailBouncedHit,
  },
  {
    id: "mail.template-mismatch",
    version: 1,
    severity: "error",
    summary: "A mail could not be made, since the survey's fields and the template's do not agree.",
    holds: templateMismatchHit,
  },
];
