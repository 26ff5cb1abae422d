import type { LifecycleModel, TransitionModel } from "../../lifecycle-model.ts";

/** States of an issued card, each with the signal that it came into it. */
const STATES_BY_SIGNAL = [
  ["becameActive", "active"],
  ["becameHeld", "held"],
  ["becameSpent", "spent"],
  ["becameOverdrawn", "overdrawn"],
] as const;

/** What an issued card may be in, by what is left of it. */
export type CardStanding = (typeof STATES_BY_SIGNAL)[number][1];

export const SIGNAL_OF_STANDING: Readonly<Record<CardStanding, string>> = {
  active: "becameActive",
  held: "becameHeld",
  spent: "becameSpent",
  overdrawn: "becameOverdrawn",
};

const ENTRIES = [
  "giftCard.issued",
  "giftCard.authorized",
  "giftCard.reauthorized",
  "giftCard.captured",
  "giftCard.released",
  "giftCard.refunded",
];
const USES = ENTRIES.slice(1);

/** Any standing may follow any other: what is left decides, not where it was before. */
const TRANSITIONS: readonly TransitionModel[] = STATES_BY_SIGNAL.flatMap(([signal, to]) =>
  ["unissued", ...STATES_BY_SIGNAL.map(([, from]) => from)]
    .filter((from) => from !== to)
    .map((from) =>
      to === "overdrawn" ? { from, to, signal, rule: "gift-card.overdrawn" } : { from, to, signal },
    ),
);

export const GIFT_CARD_MODEL: LifecycleModel = {
  type: "giftCard",
  version: 1,
  states: [
    { name: "unissued", title: "Not issued" },
    { name: "active", title: "Active", isResting: true },
    { name: "held", title: "Held by an authorization" },
    { name: "spent", title: "Spent", isFinal: true },
    { name: "overdrawn", title: "Overdrawn" },
  ],
  initial: "unissued",
  transitions: TRANSITIONS,
  signals: [
    { name: "issued", title: "Card issued", events: ["giftCard.issued"], isMilestone: true },
    {
      name: "authorized",
      title: "Amount authorized",
      events: ["giftCard.authorized"],
      isMilestone: true,
    },
    { name: "reauthorized", title: "Authorization renewed", events: ["giftCard.reauthorized"] },
    {
      name: "captured",
      title: "Amount captured",
      events: ["giftCard.captured"],
      isMilestone: true,
    },
    { name: "released", title: "Authorization released", events: ["giftCard.released"] },
    { name: "refunded", title: "Amount refunded", events: ["giftCard.refunded"] },
    { name: "rejected", title: "Card not accepted", events: ["giftCard.rejected"] },
    { name: "validationFailed", title: "Code refused", events: ["giftCard.validationFailed"] },
    {
      name: "becameActive",
      title: "Money is available",
      events: ENTRIES,
      when: "it is issued, nothing is held, and its balance is above zero",
    },
    {
      name: "becameHeld",
      title: "An authorization holds money",
      events: ENTRIES,
      when: "it is issued, and an authorization is open",
    },
    {
      name: "becameSpent",
      title: "Nothing is left",
      events: ENTRIES,
      when: "it is issued, nothing is held, and its balance is zero",
    },
    {
      name: "becameOverdrawn",
      title: "More is taken or held than there is",
      events: ENTRIES,
      when: "it is issued, and less than zero is available",
    },
  ],
  obligations: [
    {
      name: "settlement",
      title: "Capture or release of the authorization",
      from: ["authorized", "reauthorized"],
      metBy: ["captured", "released"],
      deadline: "authorizationStaleMs",
      rule: "gift-card.authorization-stale",
    },
  ],
  money: [
    { event: "giftCard.issued", sum: "issued", effect: "adds" },
    { event: "giftCard.captured", sum: "captured", effect: "adds" },
    { event: "giftCard.refunded", sum: "refunded", effect: "adds" },
    { event: "giftCard.issued", sum: "balance", effect: "adds" },
    { event: "giftCard.captured", sum: "balance", effect: "takes" },
    { event: "giftCard.refunded", sum: "balance", effect: "adds" },
    { event: "giftCard.authorized", sum: "authorized", effect: "adds" },
    { event: "giftCard.reauthorized", sum: "authorized", effect: "sets" },
    { event: "giftCard.captured", sum: "authorized", effect: "takes" },
    { event: "giftCard.released", sum: "authorized", effect: "takes" },
  ],
  links: [
    {
      type: "order",
      relation: "boughtIn",
      events: ["giftCard.issued"],
      isRead: true,
      isTold: true,
    },
    { type: "order", relation: "usedFor", events: USES },
    { type: "payment", relation: "payment", events: USES, isTold: true },
    { type: "giftCard", relation: "refundOf", role: "original", events: ["giftCard.refunded"] },
    { type: "giftCard", relation: "refundedTo", as: "original", events: ["giftCard.refunded"] },
  ],
  normalPath: ["issued", "authorized", "captured"],
};
