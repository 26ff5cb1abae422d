import type { GiftCardTruth } from "#shop/simulation/answer-key-objects.ts";
import type { AnswerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import { recordsOf } from "../run-simulation.ts";
import { readCard } from "./gift-card-story.ts";
import { keyFacts } from "./key-facts.ts";
import { readNumbers } from "./number-story.ts";
import type { ToldEvents } from "./told-events.ts";
import { type Facts, type ObjectKind, toldFacts } from "./told-facts.ts";

/** One fact of which the events and the key tell something else. */
export interface Difference {
  readonly kind: ObjectKind;
  readonly id: string;
  readonly fact: string;
  readonly told: unknown;
  readonly key: unknown;
}

/** Every fact of every order, number, payment, card, license and replay that the two do not tell alike. */
export function storyDifferences(told: ToldEvents, key: readonly AnswerKeyRecord[]): Difference[] {
  const endMs = Date.parse(recordsOf(key, "run")[0]?.to ?? "");
  const one = toldFacts(told, endMs);
  const other = keyFacts(key);
  return [
    ...KINDS.flatMap((kind) => compare(kind, one[kind], other[kind])),
    ...declineDifferences(told, key, endMs),
    ...cardsAtTimes(told, recordsOf(key, "giftCard")),
  ];
}

const KINDS: readonly ObjectKind[] = [
  "order",
  "number",
  "payment",
  "giftCard",
  "license",
  "replay",
];

function compare(kind: ObjectKind, told: readonly Facts[], key: readonly Facts[]): Difference[] {
  const toldById = new Map(told.map((facts) => [facts.id, facts]));
  const keyById = new Map(key.map((facts) => [facts.id, facts]));
  const ids = [...new Set([...toldById.keys(), ...keyById.keys()])].sort();
  return ids.flatMap((id): Difference[] => {
    const one = toldById.get(id);
    const other = keyById.get(id);
    if (one === undefined || other === undefined) {
      return [{ kind, id, fact: "known", told: one !== undefined, key: other !== undefined }];
    }
    return Object.keys(other).flatMap((fact) =>
      JSON.stringify(one[fact]) === JSON.stringify(other[fact])
        ? []
        : [{ kind, id, fact, told: one[fact], key: other[fact] }],
    );
  });
}

/** The key knows the reasons also of refusals that were only read later. */
function declineDifferences(
  told: ToldEvents,
  key: readonly AnswerKeyRecord[],
  endMs: number,
): Difference[] {
  const known = new Map(recordsOf(key, "number").map((one) => [one.number, one.declines]));
  return readNumbers(told, endMs).flatMap(({ number, declines }): Difference[] => {
    const reasons = known.get(number) ?? [];
    if (declines.every((reason) => reasons.includes(reason))) return [];
    return [{ kind: "number", id: number, fact: "declines", told: declines, key: reasons }];
  });
}

/** Balance and open authorizations after each step of each account. */
function cardsAtTimes(told: ToldEvents, cards: readonly GiftCardTruth[]): Difference[] {
  return cards.flatMap((card) => {
    const times = [
      ...card.account.map(({ at }) => at),
      ...card.authorizations.flatMap(({ authorizedAt, closedAt }) =>
        closedAt === null ? [authorizedAt] : [authorizedAt, closedAt],
      ),
    ];
    return times.flatMap((time): Difference[] => {
      const { balanceMinor, openMinor } = readCard(told, card.id, time);
      const keyBalance = card.account
        .filter(({ at }) => at <= time)
        .reduce(
          (sum, { kind, amountMinor }) => sum + (kind === "capture" ? -amountMinor : amountMinor),
          0,
        );
      const keyOpen = card.authorizations
        .filter(
          ({ authorizedAt, closedAt }) =>
            authorizedAt <= time && (closedAt === null || closedAt > time),
        )
        .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      if (balanceMinor === keyBalance && openMinor === keyOpen) return [];
      return [
        {
          kind: "giftCard",
          id: card.id,
          fact: `at ${time}`,
          told: [balanceMinor, openMinor],
          key: [keyBalance, keyOpen],
        },
      ];
    });
  });
}
