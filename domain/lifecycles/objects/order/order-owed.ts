import type { Deadlines } from "../../deadlines.ts";
import { evidenceOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { JudgedAt, Owed } from "../../object-lifecycle.ts";
import type { Spell } from "./order-course.ts";
import { ofType, type OrderFacts } from "./order-facts.ts";
import { isDigital, isWaiting, type OrderLine } from "./order-lines.ts";
import { accountsMade, uninvoiced } from "./owed-after-payment.ts";
import type { PaidInFull } from "./paid-in-full.ts";

/** What must follow for an order, and what came of it. */
export function readOwed(facts: OrderFacts, { deadlines }: JudgedAt): Owed[] {
  const { course, paid } = facts;
  return [
    ...course.doubts.map((doubt) => ofSpell("resolution", doubt, deadlines.uncertainResolvedMs)),
    ...course.waits.map((wait) => ofSpell("progress", wait, deadlines.orderStuckMs)),
    ...(paid === null ? [] : owedOncePaid(facts, paid, deadlines)),
    ...facts.mails.map(({ of, mail }): Owed => ({
      name: "mail",
      sinceMs: of.timeMs,
      dueMs: of.timeMs + deadlines.mailMs,
      metMs: mail === null ? null : Math.max(mail.timeMs, of.timeMs),
      lapsedMs: null,
      evidence: evidenceOf(of, mail ?? undefined),
    })),
  ];
}

function ofSpell(name: string, { since, until }: Spell, deadlineMs: number): Owed {
  return {
    name,
    sinceMs: since.timeMs,
    dueMs: since.timeMs + deadlineMs,
    metMs: until?.timeMs ?? null,
    lapsedMs: null,
    evidence: evidenceOf(since, until ?? undefined),
  };
}

function owedOncePaid(facts: OrderFacts, paid: PaidInFull, deadlines: Deadlines): Owed[] {
  const end = facts.course.end?.kind === "cancelled" ? facts.course.end.by : null;
  // What was cancelled before the money came was never owed.
  const { dueFromMs: sinceMs } = paid;
  if (end !== null && end.timeMs <= sinceMs) return [];
  const owed = (
    name: string,
    deadlineMs: number,
    metBy: LifecycleEvent | null,
    lapsedBy: LifecycleEvent | null = end,
  ): Owed => ({
    name,
    sinceMs,
    dueMs: sinceMs + deadlineMs,
    metMs: metBy === null ? null : Math.max(metBy.timeMs, sinceMs),
    lapsedMs: metBy === null ? (lapsedBy?.timeMs ?? null) : null,
    evidence: evidenceOf(...paid.evidence, metBy ?? lapsedBy ?? undefined),
  });
  const digital = facts.lines.filter(isDigital);
  const isAllMade = !digital.some(isWaiting);
  const made = isAllMade ? latest(digital.map((line) => line.made)) : null;
  const given = isAllMade ? latest(digital.map(givenUp)) : end;
  const isInvoiced = facts.lines.length > 0 && uninvoiced(facts).length === 0;
  const invoice = isInvoiced ? (ofType(facts, "invoice.issued").at(-1) ?? null) : null;
  const copied = ofType(facts, "order.replicated")[0] ?? null;
  const account = accountsMade(facts)[0] ?? null;
  return [
    ...(digital.length > 0 ? [owed("delivery", deadlines.deliveryMs, made, given)] : []),
    ...(facts.lines.length > 0 ? [owed("invoice", deadlines.invoiceMs, invoice)] : []),
    owed("replication", deadlines.replicationMs, copied),
    ...(facts.customerKind === "registering"
      ? [owed("account", deadlines.accountMs, account)]
      : []),
  ];
}

/** The record with which a line that was not made is owed no more. */
function givenUp({ made, cancelled, returned }: OrderLine): LifecycleEvent | null {
  return made === null ? (cancelled ?? returned) : cancelled;
}

function latest(events: readonly (LifecycleEvent | null)[]): LifecycleEvent | null {
  let last: LifecycleEvent | null = null;
  for (const event of events) {
    if (event !== null && (last === null || event.timeMs >= last.timeMs)) last = event;
  }
  return last;
}
