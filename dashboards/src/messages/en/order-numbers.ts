import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { count, plural } from "../format-count.ts";

/** What is known of a number and of the numbers beside it. */
export interface NumberFacts {
  readonly number: OrderNumberAnswer;
  /** The nearest numbers before and after it whose reservation is told, where they were read. */
  readonly before?: OrderNumberAnswer | undefined;
  readonly after?: OrderNumberAnswer | undefined;
}

const quote = ({ quote: id }: OrderNumberAnswer) => (id === null ? "A quote" : `Quote ${id}`);
const order = ({ order: id }: OrderNumberAnswer) => (id === null ? "An order" : `Order ${id}`);
const reason = (number: OrderNumberAnswer) => (number.reason === null ? "" : `: ${number.reason}`);
const late = ({ lateMs }: OrderNumberAnswer) =>
  lateMs === null ? "" : `, ${shortDuration(lateMs)} after it was reserved`;
const named = (number: OrderNumberAnswer) => number.number ?? String(number.sequence);

function betweenNeighbors({ before, after }: NumberFacts): string {
  if (before?.reservedAt == null || after?.reservedAt == null) return "";
  const apartMs = Math.abs(Date.parse(after.reservedAt) - Date.parse(before.reservedAt));
  return ` ${named(before)} and ${named(after)} were reserved ${shortDuration(apartMs)} apart.`;
}

const WHY: Readonly<Record<Explanation, (facts: NumberFacts) => string>> = {
  unexplained: (facts) =>
    `No record names it; no quarantined input and no known outage explains it.${betweenNeighbors(facts)}`,
  "source-outage": (facts) =>
    `No record names it. Silent when it should have been told: ${facts.number.sources.join(", ")}.${betweenNeighbors(facts)}`,
  "in-quarantine": ({ number }) =>
    `No record names it, but it can be read in quarantined input ${number.quarantine.join(", ")}.`,
  uncertain: ({ number }) =>
    `${order(number)} was stored, but its payment got no answer. Whether it was paid is not known.`,
  declined: ({ number }) =>
    `${quote(number)}: the payment was declined${reason(number)}. The quote keeps the number.`,
  "session-expired": ({ number }) =>
    `${quote(number)} was lost when its session ended, and the number with it.`,
  abandoned: ({ number }) =>
    number.reason === null
      ? `${quote(number)} keeps it and was not touched for longer than its deadline.`
      : `${quote(number)} keeps it and was not touched for longer than its deadline; the last payment was declined${reason(number)}.`,
  reserved: ({ number }) => `${quote(number)} holds it. No order has come under it yet.`,
  cancelled: ({ number }) => `${order(number)} took it and was canceled later.`,
  "used-late": ({ number }) => `${order(number)} took it late${late(number)}.`,
  used: ({ number }) => `${order(number)} took it${late(number)}.`,
};

export const orderNumbers = {
  title: "Order numbers",
  store: "Store",
  storeName: (store: string) => `Store ${store}`,
  range: (first: string, last: string) => `${first} to ${last}.`,
  unexplained: (n: number, of: number) =>
    `${count(n)} of ${count(of)} ${plural(n, "has", "have")} no explanation.`,
  allExplained: (of: number) => `${plural(of, "It has", `All ${count(of)} have`)} an explanation.`,
  reading: (through: string) => `Read through number ${through} so far.`,
  readOn: "Read on",
  explanations: {
    unexplained: "Unexplained",
    used: "Used",
    "used-late": "Used late",
    reserved: "Reserved",
    declined: "Declined",
    "session-expired": "Session expired",
    abandoned: "Abandoned",
    cancelled: "Canceled",
    uncertain: "Uncertain",
    "in-quarantine": "In quarantine",
    "source-outage": "Source outage",
  } satisfies Record<Explanation, string>,
  why: (facts: NumberFacts) => WHY[facts.number.explanation](facts),
  /** Whether an order may still come under a number. */
  comeBack: {
    head: "Can it come back",
    withQuote: (id: string) => `Yes, with quote ${id}`,
    yes: "Yes",
    never: "No, never",
    used: "It was used",
    inReplays: "In replays",
    notKnown: "Not known",
  },
  filter: "Show only numbers that are",
  filterClear: "Show all",
  counting: "not counted yet",
  strip: {
    number: "Number in the strip",
    onlyPart: (first: string, last: string) =>
      `The strip shows ${first} to ${last}. The table, and Go to number, reach all.`,
    valueText: (number: string, state: string, why: string) => `${number}, ${state}. ${why}`,
    notRead: (number: string) => `${number}, being read`,
    lateUse: (number: string, after: string) => `${number} used ${after} later`,
    hint: "Point at a number, or move along the strip with the arrow keys. e goes to the next one that is not plainly used.",
  },
  map: {
    label: "The whole sequence. A click goes there.",
  },
  jump: "Go to number",
  jumpGo: "Go",
  jumpUnknown: (first: string, last: string) =>
    `Not in this sequence. It goes from ${first} to ${last}.`,
  table: (shown: string) => `Numbers: ${shown}`,
  tableExceptions: "Numbers that were not plainly used, unexplained first",
  heads: {
    number: "Number",
    state: "State",
    why: "Why",
    comeBack: "Can it come back",
    evidence: "Records",
    since: "Since",
  },
  noRecord: "none",
  facts: {
    reserved: "Reserved",
    used: "Used",
    stored: "Order stored",
    after: "After",
    since: "Since",
    causes: "All that holds of it",
    records: "Records",
    order: "Order",
    quote: "Quote",
    quarantine: "Quarantine",
  },
  unknownStore: (store: string) => `No record tells a number of store ${store}.`,
  emptyStores: "No record tells an order number yet.",
  emptyStoresWhy: (through: number) =>
    `${count(through)} ${plural(through, "record was", "records were")} read. Numbers are told by records of type order.numberReserved and order.placed that carry a store and a sequence.`,
  emptyExceptions: "Every number was used without delay.",
  emptyFilter: "No number of this store is of these kinds.",
  emptyWhy: (first: string, last: string) => `Looked at: ${first} to ${last}.`,
  exportTable: "Listed numbers as CSV",
  csvHeads: [
    "store",
    "sequence",
    "number",
    "explanation",
    "causes",
    "why",
    "mayReturn",
    "order",
    "quote",
    "reservedAt",
    "usedAt",
    "since",
    "evidence",
  ],
};
