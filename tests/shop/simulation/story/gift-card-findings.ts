import { DAY_MS, type IdContext, type Rules } from "./rule-context.ts";
import { idOf, minorOf, ofType, sumMinor, text, timeMs, type ToldEvent } from "./told-events.ts";

function holds(events: readonly ToldEvent[], type: string): Map<string, ToldEvent[]> {
  return Map.groupBy(ofType(events, type), (event) => text(event, "authorizationId") ?? "");
}

export const CARD_RULES: Rules<IdContext> = {
  "gift-card.overdrawn": ({ events }) => {
    const open = new Map<string, number>();
    let balance = 0;
    let isIssued = false;
    for (const event of events) {
      if (event.type === "giftCard.issued") isIssued = true;
      const hold = text(event, "authorizationId") ?? "";
      const minor = minorOf(event);
      if (event.type === "giftCard.issued" || event.type === "giftCard.refunded") balance += minor;
      if (event.type === "giftCard.captured") balance -= minor;
      if (event.type === "giftCard.captured" || event.type === "giftCard.released")
        open.delete(hold);
      if (event.type !== "giftCard.authorized" && event.type !== "giftCard.reauthorized") continue;
      open.delete(hold);
      const available = balance - [...open.values()].reduce((sum, one) => sum + one, 0);
      // Of a card that was not issued yet nothing is known to be available.
      if (isIssued && minor > available) return true;
      open.set(hold, minor);
    }
    return false;
  },
  "gift-card.double-capture": ({ events }) =>
    [...holds(events, "giftCard.captured").values()].some((group) => group.length > 1),
  "gift-card.capture-without-authorization": ({ events }) => {
    const authorized = holds(events, "giftCard.authorized");
    return ofType(events, "giftCard.captured").some(
      (event) => !authorized.has(text(event, "authorizationId") ?? ""),
    );
  },
  "gift-card.capture-exceeds-authorization": ({ events }) => {
    const authorized = new Map<string, number>();
    return events.some((event) => {
      const hold = text(event, "authorizationId") ?? "";
      if (event.type === "giftCard.authorized" || event.type === "giftCard.reauthorized")
        authorized.set(hold, minorOf(event));
      return (
        event.type === "giftCard.captured" && minorOf(event) > (authorized.get(hold) ?? Infinity)
      );
    });
  },
  "gift-card.release-after-capture": ({ events }) => {
    const captured = new Set<string>();
    return events.some((event) => {
      const hold = text(event, "authorizationId") ?? "";
      if (event.type === "giftCard.captured") captured.add(hold);
      return event.type === "giftCard.released" && captured.has(hold);
    });
  },
  "gift-card.refund-exceeds-captured": ({ events }) => {
    const sums = Map.groupBy(
      ofType(events, "giftCard.captured", "giftCard.refunded").filter(
        (event) => idOf(event, "giftCard", "original") === null,
      ),
      (event) => idOf(event, "payment") ?? "",
    );
    return [...sums.values()].some(
      (group) =>
        sumMinor(ofType(group, "giftCard.refunded")) > sumMinor(ofType(group, "giftCard.captured")),
    );
  },
  "gift-card.refund-to-other-card": ({ told, id }) =>
    ofType(told.all, "giftCard.refunded").some(
      (event) => idOf(event, "giftCard", "original") === id,
    ),
  "gift-card.used-before-issue": ({ events }) => {
    const issued = ofType(events, "giftCard.issued")[0];
    const used = ofType(events, "giftCard.authorized", "giftCard.captured")[0];
    return used !== undefined && (issued === undefined || used.time < issued.time);
  },
  "gift-card.authorization-stale": ({ events, endMs }) => {
    const since = new Map<string, number>();
    const stale = (ms: number): boolean =>
      [...since.values()].some((from) => ms - from > 7 * DAY_MS);
    for (const event of events) {
      if (stale(timeMs(event))) return true;
      const hold = text(event, "authorizationId") ?? "";
      if (event.type === "giftCard.authorized" || event.type === "giftCard.reauthorized")
        since.set(hold, timeMs(event));
      if (event.type === "giftCard.captured" || event.type === "giftCard.released")
        since.delete(hold);
    }
    return stale(endMs);
  },
};
