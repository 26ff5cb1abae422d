import type { CardViolation } from "#domain/gift-cards/violations.ts";
import { evidenceOf, idOf, idsOf } from "../../event-readers.ts";
import type { Hit, JudgedAt, Rule } from "../../object-lifecycle.ts";
import type { CardFacts, CardStep, HoldSpan } from "./card-facts.ts";
import {
  amountOf,
  before,
  eventsOfSteps,
  hitOf,
  money,
  orderOf,
  stepsBefore,
  sumMinor,
  type Wrong,
} from "./card-steps.ts";
import { overdrawnHit } from "./overdrawn-rule.ts";

type ToldWrong = (step: CardStep, facts: CardFacts) => Wrong;

/** A hit where one step or more has the violation; the values are of the first, with how many there are. */
function violationHit(violation: CardViolation, tell: ToldWrong): Rule<CardFacts>["holds"] {
  return (facts) => {
    const wrong = facts.steps.filter(({ violations }) => violations.includes(violation));
    const [first] = wrong;
    if (first === undefined) return null;
    // What proves the last wrong step of an authorization proves those before it.
    const last = new Map(wrong.map((step) => [authorizationOf(step), step]));
    const proofs = [...last.values()].flatMap((step) => tell(step, facts).events);
    return hitOf(first, wrong, { ...tell(first, facts), events: proofs });
  };
}

function authorizationOf({ entry }: CardStep): string | null {
  return entry.kind === "issued" ? null : entry.authorizationId;
}

const doubleCapture = violationHit("double-capture", (step, facts) => {
  const captures = before(step, facts, "captured");
  return {
    events: eventsOfSteps(captures),
    values: { at: step.event.time, amount: amountOf(step), order: orderOf(step) },
  };
});

const captureWithoutAuthorization = violationHit(
  "capture-without-authorization",
  (step, facts) => ({
    events: eventsOfSteps(before(step, facts, "authorized", "released")),
    values: { at: step.event.time, amount: amountOf(step), order: orderOf(step) },
  }),
);

const captureExceeds = violationHit("capture-exceeds-authorization", (step, facts) => {
  const holds = before(step, facts, "authorized", "reauthorized");
  const held = holds.at(-1);
  return {
    events: eventsOfSteps(holds),
    values: {
      at: step.event.time,
      amount: amountOf(step),
      authorized: held === undefined ? null : amountOf(held),
      order: orderOf(step),
    },
  };
});

const releaseAfterCapture = violationHit("release-after-capture", (step, facts) => ({
  events: eventsOfSteps(before(step, facts, "captured")),
  values: { at: step.event.time, order: orderOf(step) },
}));

const refundExceeds = violationHit("refund-exceeds-captured", (step, facts) => {
  const { entry } = step;
  const isOfAll = entry.kind === "refunded" && entry.authorizationId === null;
  // A refund that names no authorization is measured by everything that was taken from the card.
  const earlier = (kind: string): CardStep[] =>
    isOfAll ? stepsBefore(step, facts, kind) : before(step, facts, kind);
  const captures = earlier("captured");
  const refunds = earlier("refunded");
  return {
    events: eventsOfSteps([...captures, ...refunds]),
    values: {
      at: step.event.time,
      amount: amountOf(step),
      captured: money(sumMinor(captures), facts),
      refunded: money(sumMinor([...refunds, step]), facts),
      order: orderOf(step),
    },
  };
});

function usedBeforeIssue(facts: CardFacts): Hit | null {
  const issued = facts.steps.find(({ entry }) => entry.kind === "issued");
  const used = facts.steps.filter(
    ({ violations, event }) =>
      // Within one millisecond nothing proves that the use came first.
      violations.includes("used-before-issue") && event.timeMs !== issued?.event.timeMs,
  );
  const [first] = used;
  if (first === undefined) return null;
  return {
    values: {
      at: first.event.time,
      issuedAt: issued?.event.time ?? null,
      order: orderOf(first),
      times: used.length,
    },
    evidence: evidenceOf(...eventsOfSteps(used), issued?.event),
    sinceMs: first.event.timeMs,
  };
}

/** On the card that was paid with: its money went elsewhere. */
function refundToOtherCard(facts: CardFacts): Hit | null {
  const [first] = facts.refundsElsewhere;
  if (first === undefined) return null;
  const captures = facts.refundsElsewhere.flatMap((refund) => {
    const id = refund.attributes["authorizationId"];
    const steps = typeof id === "string" ? (facts.byAuthorization.get(id) ?? []) : [];
    return eventsOfSteps(steps.filter(({ entry }) => entry.kind === "captured"));
  });
  return {
    values: {
      at: first.time,
      amount: first.amount,
      cards: [...new Set(facts.refundsElsewhere.flatMap((event) => idsOf(event, "giftCard")))],
      order: idOf(first, "order"),
      times: facts.refundsElsewhere.length,
    },
    evidence: evidenceOf(...captures, ...facts.refundsElsewhere),
    sinceMs: first.timeMs,
  };
}

function authorizationStale({ holds }: CardFacts, { atMs, deadlines }: JudgedAt): Hit | null {
  const dueMs = (hold: HoldSpan): number => hold.opened.timeMs + deadlines.authorizationStaleMs;
  const stale = holds.filter((hold) => (hold.closed?.timeMs ?? atMs) > dueMs(hold));
  const [first] = stale;
  if (first === undefined) return null;
  const open = stale.filter(({ closed }) => closed === null);
  return {
    values: {
      at: first.opened.time,
      amount: first.opened.amount,
      closedAt: first.closed?.time ?? null,
      order: idOf(first.opened, "order"),
      times: stale.length,
      open: open.length,
    },
    evidence: evidenceOf(...stale.flatMap(({ opened, closed }) => [opened, closed ?? undefined])),
    sinceMs: dueMs(first),
  };
}

/** What can be wrong with a gift card's account. */
export const GIFT_CARD_RULES: readonly Rule<CardFacts>[] = [
  {
    id: "gift-card.overdrawn",
    version: 1,
    severity: "error",
    summary: "An authorization exceeded what was available on the card.",
    holds: overdrawnHit,
  },
  {
    id: "gift-card.double-capture",
    version: 1,
    severity: "critical",
    summary: "One authorization was captured more than once.",
    holds: doubleCapture,
  },
  {
    id: "gift-card.capture-without-authorization",
    version: 1,
    severity: "error",
    summary: "The card was captured though no authorization was open for it.",
    holds: captureWithoutAuthorization,
  },
  {
    id: "gift-card.capture-exceeds-authorization",
    version: 1,
    severity: "error",
    summary: "More was captured than the authorization held.",
    holds: captureExceeds,
  },
  {
    id: "gift-card.release-after-capture",
    version: 1,
    severity: "warning",
    summary: "An authorization was released after it was captured; that changes nothing.",
    holds: releaseAfterCapture,
  },
  {
    id: "gift-card.refund-exceeds-captured",
    version: 1,
    severity: "critical",
    summary: "More was given back to the card than was taken from it.",
    holds: refundExceeds,
  },
  {
    id: "gift-card.refund-to-other-card",
    version: 1,
    severity: "error",
    summary: "Money taken from this card was given back to another.",
    holds: refundToOtherCard,
  },
  {
    id: "gift-card.used-before-issue",
    version: 1,
    severity: "error",
    summary: "The card was used before its issue, or its issue is not told at all.",
    holds: usedBeforeIssue,
  },
  {
    id: "gift-card.authorization-stale",
    version: 1,
    severity: "warning",
    summary: "An authorization was neither captured nor released for longer than its deadline.",
    holds: authorizationStale,
  },
];
