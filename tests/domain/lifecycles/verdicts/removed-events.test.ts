import { beforeAll, expect, test } from "vitest";
import type { Case } from "#domain/lifecycles/case.ts";
import { idOf, listOf, textOf } from "#domain/lifecycles/event-readers.ts";
import { caseOf } from "#domain/lifecycles/gather-case.ts";
import type { LifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import { runSimulation } from "../../../shop/simulation/run-simulation.ts";
import { everyCase, judgedAt } from "./rebuilt-lives.ts";
import { recordedEvents } from "./recorded-events.ts";

/** All waits are over by then, but no cart is abandoned. */
const LATER_MS = 20 * 86_400_000;

const cases: Case[] = [];
let endMs = 0;

beforeAll(async () => {
  const { files, summary } = await runSimulation({ customers: 80, days: 14, seed: 2 });
  cases.push(...everyCase(recordedEvents(files["events.ndjson"] ?? "")));
  endMs = Date.parse(summary.to) + LATER_MS;
});

function rulesOf(of: Case, events: readonly LifecycleEvent[]): string[] {
  const whole = caseOf(of.object, events);
  return whole === null ? [] : reconstruct(whole, judgedAt(endMs)).findings.map(({ rule }) => rule);
}

/** What must be found on an object when one of its events is missing; nothing where no entry is. */
type Expected = Readonly<Record<string, (of: Case, missing: LifecycleEvent) => readonly string[]>>;

/** How each type of event is missed, on every object of a type in which nothing is wrong. */
function missedEvents(type: string, isTaken: (of: Case) => boolean, expected: Expected): string[] {
  const missed: string[] = [];
  for (const of of cases) {
    if (of.object.type !== type || !isTaken(of) || rulesOf(of, of.events).length > 0) continue;
    for (const event of of.own) {
      const rules = rulesOf(
        of,
        of.events.filter((other) => other !== event),
      );
      expect({ id: of.object.id, missing: event, rules }).toEqual({
        id: of.object.id,
        missing: event,
        rules: expected[event.type]?.(of, event) ?? [],
      });
      if (rules.length > 0) missed.push(event.type);
    }
  }
  return [...new Set(missed)].sort();
}

const has = ({ own }: Case, ...types: string[]) => own.some(({ type }) => types.includes(type));
const count = ({ own }: Case, type: string) => own.filter((event) => event.type === type).length;

function isPlain(of: Case): boolean {
  const isUndone = has(of, "order.cancelled", "order.returned", "payment.refunded");
  return has(of, "order.completed") && !isUndone;
}

function isCaptured(of: Case): boolean {
  return count(of, "payment.captured") === 1 && !has(of, "payment.refunded");
}

/** How an authorization of a card ended. */
function endsOf({ own }: Case, id: string | null): LifecycleEvent[] {
  return own.filter(
    (event) =>
      ["giftCard.captured", "giftCard.released"].includes(event.type) &&
      textOf(event, "authorizationId") === id,
  );
}

/** Without this end, its authorization stays open. */
function isOnlyEnd(of: Case, end: LifecycleEvent): boolean {
  return endsOf(of, textOf(end, "authorizationId")).length === 1;
}

/** Of the lines of a record those of which no license and no gift card is told. */
function linesWithoutGoods({ own }: Case, event: LifecycleEvent): string[] {
  const made = new Set(
    own
      .filter(({ type }) => ["license.generated", "giftCard.issued"].includes(type))
      .map((one) => textOf(one, "lineItemId")),
  );
  return listOf(event, "lineItemIds").filter((line) => !made.has(line));
}

test("a completed order misses just what is gone", () => {
  const missed = missedEvents("order", isPlain, {
    "customer.registered": () => ["order.account-missing"],
    "giftCard.issued": () => ["order.paid-not-delivered"],
    "invoice.issued": () => ["invoice.missing"],
    "license.generated": () => ["license.missing", "order.paid-not-delivered"],
    "mail.sent": () => ["mail.missing"],
    "order.replicated": (of) => (count(of, "order.replicated") > 1 ? [] : ["order.not-replicated"]),
    "payment.captured": (of) => [
      ...(has(of, "license.generated") ? ["license.without-payment"] : []),
      "order.delivered-not-paid",
    ],
    // Licenses and gift cards show for themselves that they were made.
    "fulfillment.completed": (of, event) =>
      textOf(event, "kind") === "digital" && linesWithoutGoods(of, event).length > 0
        ? ["order.paid-not-delivered"]
        : [],
  });
  expect(missed.length).toBeGreaterThan(6);
});

test("a captured payment misses its authorization, and its only answer", () => {
  const missed = missedEvents("payment", isCaptured, {
    "payment.authorized": () => ["payment.capture-without-authorization"],
    "payment.captured": (of) =>
      has(of, "payment.authorized", "payment.timedOut", "payment.stateRead")
        ? []
        : ["payment.unanswered"],
  });
  expect(missed).toEqual(["payment.authorized", "payment.captured"]);
});

test("a gift card that is used misses its issue, its authorizations, and how they ended", () => {
  const missed = missedEvents("giftCard", (of) => has(of, "giftCard.issued"), {
    "giftCard.issued": (of) =>
      has(of, "giftCard.authorized") ? ["gift-card.used-before-issue"] : [],
    "giftCard.authorized": (of, event) =>
      endsOf(of, textOf(event, "authorizationId")).some(({ type }) => type === "giftCard.captured")
        ? ["gift-card.capture-without-authorization"]
        : [],
    "giftCard.captured": (of, event) =>
      isOnlyEnd(of, event) ? ["gift-card.authorization-stale"] : [],
    "giftCard.released": (of, event) =>
      isOnlyEnd(of, event) ? ["gift-card.authorization-stale"] : [],
  });
  expect(missed).toContain("giftCard.captured");
  expect(missed).toContain("giftCard.issued");
});

test("every finding rests on records of its own case, in the order of time", () => {
  for (const of of cases) {
    const places = new Map(of.events.map(({ reference }, place) => [reference, place]));
    for (const { evidence, on } of reconstruct(of, judgedAt(endMs)).findings) {
      const order = evidence.map((reference) => places.get(reference) ?? -1);
      expect(order).toEqual(order.toSorted((one, other) => one - other));
      expect(order[0]).toBeGreaterThanOrEqual(0);
      expect(on).toEqual(of.object);
    }
  }
  expect(cases.some((of) => idOf(of.own[0], "order") !== null)).toBe(true);
});
