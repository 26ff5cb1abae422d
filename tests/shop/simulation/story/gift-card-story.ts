import { idOf, minorOf, ofType, text, type ToldEvent, type ToldEvents } from "./told-events.ts";

/** A card's account at a time, from its events alone. */
export type CardStory = {
  readonly id: string;
  readonly issuedMinor: number;
  readonly balanceMinor: number;
  readonly openMinor: number;
  readonly availableMinor: number;
  /** Authorizations that are neither captured nor released. */
  readonly open: readonly string[];
};

/** Events of a card in the order of what happened to it: its issue first, whatever time its record carries. */
export function cardSteps(told: ToldEvents, id: string): ToldEvent[] {
  return told.of("giftCard", id).filter(({ type }) => type.startsWith("giftCard."));
}

/** The account after every step through `time`; at the end without one. */
export function readCard(told: ToldEvents, id: string, time = "9999"): CardStory {
  const open = new Map<string, number>();
  const captured = new Set<string>();
  let issuedMinor = 0;
  let balanceMinor = 0;
  for (const event of cardSteps(told, id)) {
    if (event.time > time) break;
    const hold = text(event, "authorizationId") ?? "";
    const minor = minorOf(event);
    switch (event.type) {
      case "giftCard.issued":
        issuedMinor += minor;
        balanceMinor += minor;
        break;
      case "giftCard.authorized":
      case "giftCard.reauthorized":
        open.set(hold, minor);
        break;
      case "giftCard.captured":
        balanceMinor -= minor;
        open.delete(hold);
        captured.add(hold);
        break;
      case "giftCard.released":
        open.delete(hold);
        break;
      case "giftCard.refunded":
        balanceMinor += minor;
        break;
      default:
    }
  }
  const openMinor = [...open.values()].reduce((sum, held) => sum + held, 0);
  return {
    id,
    issuedMinor,
    balanceMinor,
    openMinor,
    availableMinor: balanceMinor - openMinor,
    open: [...open.keys()].sort(),
  };
}

export function issuedCards(told: ToldEvents): string[] {
  return ofType(told.all, "giftCard.issued")
    .flatMap((event) => idOf(event, "giftCard") ?? [])
    .sort();
}
