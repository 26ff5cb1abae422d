import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import type { GiftCardTruth } from "#shop/simulation/answer-key-objects.ts";
import { judgedAt, type RebuiltLife } from "./rebuilt-lives.ts";

/** Balance and open authorizations of a card at a time that the key tells otherwise. */
export interface BalanceDifference {
  readonly kind: "giftCard";
  readonly id: string;
  readonly fact: string;
  readonly ours: readonly unknown[];
  readonly key: readonly number[];
}

/** Each account after each of its steps: the life as of that millisecond against the key's books. */
export function balanceDifferences(
  lives: readonly RebuiltLife[],
  cards: readonly GiftCardTruth[],
): BalanceDifference[] {
  const byId = new Map(
    lives.flatMap(({ whole }) =>
      whole.object.type === "giftCard" ? [[whole.object.id, whole] as const] : [],
    ),
  );
  return cards.flatMap((card) => {
    const whole = byId.get(card.id);
    return timesOf(card).flatMap((time): BalanceDifference[] => {
      const money = whole && reconstruct(whole, judgedAt(Date.parse(time))).money;
      const ours = [money?.["balance"]?.minor, money?.["authorized"]?.minor];
      const key = booksAt(card, time);
      return ours[0] === key[0] && ours[1] === key[1]
        ? []
        : [{ kind: "giftCard", id: card.id, fact: `at ${time}`, ours, key }];
    });
  });
}

function timesOf({ account, authorizations }: GiftCardTruth): string[] {
  return [
    ...account.map(({ at }) => at),
    ...authorizations.flatMap(({ authorizedAt, closedAt }) =>
      closedAt === null ? [authorizedAt] : [authorizedAt, closedAt],
    ),
  ];
}

function booksAt({ account, authorizations }: GiftCardTruth, time: string): [number, number] {
  const balance = account
    .filter(({ at }) => at <= time)
    .reduce(
      (sum, { kind, amountMinor }) => sum + (kind === "capture" ? -amountMinor : amountMinor),
      0,
    );
  const open = authorizations
    .filter(
      ({ authorizedAt, closedAt }) =>
        authorizedAt <= time && (closedAt === null || closedAt > time),
    )
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return [balance, open];
}
