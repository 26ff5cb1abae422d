import { count, plural } from "../format-count.ts";
import { enEvents } from "./events.ts";

/** Read one after another; the last stands out. */
type ThreePieces = readonly [string, string, string];

const objectName = (type: string) => enEvents.objectTypes[type] ?? type;
const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

/** What a rule of absence waits for. */
const awaited: Readonly<Record<string, string>> = {
  "license.missing": "License",
  "invoice.missing": "Invoice",
  "mail.missing": "Mail",
  "order.paid-not-delivered": "Delivery",
  "order.not-replicated": "Copy in the main database",
  "order.account-missing": "Customer account",
  "order.stuck": "Payment",
  "order.uncertain-unresolved": "End of the doubt about the payment",
  "payment.unanswered": "Answer of the gateway",
  "gift-card.authorization-stale": "Capture or release",
  "replay.unverified": "Check of the replay",
};

const withAmount = (words: string) => (amount: string | null) =>
  amount === null ? words : `${amount} ${words}`;

export const timeline = {
  title: (type: string, id: string) => `${objectName(type)} ${id}`,
  kind: (type: string, span: string, store: string | null) =>
    `${objectName(type)}, ${span}${store === null ? "" : `, store ${store}`}`,
  kindPlain: objectName,
  /** The state, the gravest of its own findings, and how many are on what belongs with it. */
  verdict: (state: string, findings: readonly string[], others: number) => {
    const [first, ...rest] = findings;
    const own = first === undefined ? "" : ` ${[first, ...rest.map(lowered)].join("; ")}.`;
    const elsewhere =
      others === 0
        ? ""
        : ` ${count(others)} ${plural(others, "finding", "findings")} on what belongs with it.`;
    return `${state}.${own}${elsewhere}`;
  },
  verdictPending: "The verdict is being made…",
  verdictMissing: "No verdict: the service did not make it. The records stand without it.",
  stateSince: "since",
  aliases: "Also",
  /** Opens what proves a finding and what can be said of it. */
  openFinding: "Evidence and decision",
  allFindings: (n: number) => `All ${count(n)}`,
  fewerFindings: "Fewer",
  noFindingsExplain: "No rule holds for what was read.",
  belongsWith: "Belongs with",
  relatedFindings: (n: number) => `${count(n)} ${plural(n, "finding", "findings")}`,
  money: {
    ordered: "Ordered",
    captured: "Captured",
    refunded: "Refunded",
    invoiced: "Invoiced",
    issued: "Issued",
    balance: "Balance",
    authorized: "Authorized",
    available: "Available",
    requested: "Requested",
  } as Readonly<Record<string, string>>,
  views: {
    label: "View",
    records: "Records",
    states: "States",
    narrative: "Narrative",
    compare: "Compare",
  },
  moment: {
    asOf: "As of",
    knownAt: "Known at",
    now: "now",
    heading: { asOf: "As it was", knownAt: "As it was known" },
    explain: {
      asOf: "Only what occurred up to this millisecond. Deadlines are judged at it.",
      knownAt: "Only what had been recorded by then, judged at that moment.",
    },
    slider: {
      asOf: "As of, a stop at each record’s time",
      knownAt: "Known at, a stop at each time of recording",
    },
    exact: "Exact time, UTC",
    apply: "Go to it",
    toNow: "Back to now",
    bad: "This is no time. It is written like 2026-03-08T01:58:49.507Z.",
    leftOut: {
      asOf: (left: number, all: number) =>
        left === 0
          ? `All ${count(all)} records had occurred.`
          : `${count(left)} of ${count(all)} records occurred later and ${plural(left, "is", "are")} left out:`,
      knownAt: (left: number, all: number) =>
        left === 0
          ? `All ${count(all)} records had been recorded.`
          : `${count(left)} of ${count(all)} records were recorded later; what ${plural(left, "it tells", "they tell")} was not known:`,
    },
    moreLeftOut: (n: number) => `and ${count(n)} more`,
    nothing: "No record of it is left at this moment.",
    nothingWhy: {
      asOf: "Its first record occurred later. This says nothing about what was not recorded.",
      knownAt: "Its first record was recorded later. This says nothing about what had happened.",
    },
  },
  /** Links to the screen of an object's type. */
  own: {
    account: "Account over time",
    chain: "Chain of renewals",
    decision: "Decide about a replay",
  },
  missing: "missing",
  due: {
    overdue: (rule: string): ThreePieces => [
      awaited[rule] ?? rule,
      " due by now; ",
      "not recorded",
    ],
    open: (rule: string): ThreePieces => [awaited[rule] ?? rule, " due by then; ", "not due yet"],
    noRecord: "none",
  },
  /** What became of a payment or an authorization, for the overview. */
  outcomes: {
    "payment.captured": withAmount("captured"),
    "payment.declined": () => "declined",
    "payment.released": () => "released",
    "payment.refunded": withAmount("refunded"),
    "payment.timedOut": () => "no answer",
    "giftCard.captured": withAmount("captured"),
    "giftCard.released": () => "released",
    "giftCard.refunded": withAmount("refunded"),
    "license.blocked": () => "blocked",
    "license.expired": () => "expired",
  } as Readonly<Record<string, (amount: string | null) => string>>,
  stayed: {
    state: (type: string, id: string, state: string) =>
      `${objectName(type)} ${id} stayed “${lowered(state)}”.`,
    numberHeld: (quote: string, order: string) => `Quote ${quote} kept the number ${order}.`,
    owed: (rules: readonly string[]) =>
      `Still owed: ${rules.map((rule) => lowered(awaited[rule] ?? rule)).join(", ")}.`,
  },
  facts: (records: number, took: string | null, longest: string | null) =>
    `${count(records)} ${plural(records, "record", "records")}${took === null ? "" : ` in ${took}`}${longest === null ? "." : `; the longest wait is ${longest}.`}`,
  factsRefused: (n: number) =>
    `${n} ${plural(n, "record says", "records say")} that something was refused or failed.`,
  moreObjects: (n: number) => `and ${count(n)} more`,
  readAloud: "Read aloud",
  allRecords: "As a list",
  share: "Copy link",
  shared: "Link copied",
  print: "Print",
  overview: (lanes: number) =>
    `Overview, ${lanes} ${plural(lanes, "lane", "lanes")}. Each wait is drawn at the logarithm of its length.`,
  waitsAtLog: "Waits at log length",
  thisId: "this ID",
  recordsIn: (n: number, took: string) => `${count(n)} records in ${took}`,
  columns: {
    time: (zone: string) => `Time, ${zone}`,
    since: "Since last",
    lanes: "Objects",
    what: "What happened",
    type: "Type",
    seq: "Record",
  },
  records: (type: string) => `Records of this ${lowered(objectName(type))}`,
  sameMs: "same ms",
  sameMsExplain: "Same millisecond from another source: which came first is not proven.",
  gap: "with no record.",
  gapAfterDue: "since it was due, with no record.",
  gapOpen: "What was recorded meanwhile?",
  gapClose: "Close",
  gapOther: (n: number) =>
    n === 0
      ? "No source wrote anything in this time: they may have been silent or away."
      : `${count(n)} other ${plural(n, "record was", "records were")} written in this time.`,
  gapShow: "Show them",
  gapFromTo: (from: string, to: string) => `From ${from} to ${to}`,
  more: "More records",
  nearby: (n: number) => `${n} unattributed ${plural(n, "record", "records")} nearby`,
  nearbyExplain: "They carry no ID. They may belong here; they are not part of this timeline.",
  before: (wait: string) => `${wait} before`,
  after: (wait: string) => `${wait} after`,
  within: "within it",
  notKnown: "Not known",
  unknown: {
    order: (at: string) =>
      `Which of the records at ${at} came first: they come from different sources.`,
    silence: (gap: string) =>
      `What happened in ${gap} without a record. No record does not mean that nothing happened.`,
    late: "Whether more was written after this answer. Read it again to see.",
    partial: "What the unread part of the ledger or the quarantine holds for this ID.",
    nearby: "Whether the unattributed records nearby belong here.",
  },
  notFound: "No record carries this ID.",
  notFoundWhy: (type: string) =>
    `Looked for a${type === "order" ? "n" : ""} ${lowered(objectName(type))} under this ID, its other IDs and what it is named by. “No record” does not mean that it does not exist: its source may not write here.`,
  notFoundNext: "Look for what is close to it",
  copyId: "Copy",
};

export const evidence = {
  label: "Evidence",
  record: (seq: string) => `Record ${seq}`,
  back: "Back",
  next: "Next",
  occurred: "Occurred",
  recorded: "Recorded",
  later: (wait: string) => `${wait} later`,
  earlier: (wait: string) => `${wait} before it occurred, by these clocks`,
  source: "Source",
  line: (line: number) => `line ${count(line)}`,
  byte: (offset: number) => `byte ${count(offset)}`,
  objects: "Objects",
  actor: "Actor",
  amount: "Amount",
  outcome: "Outcome",
  reason: "Reason",
  message: "Message",
  level: "Level",
  eventId: "Event ID",
  trace: "Trace",
  unattributed: "No ID",
  raw: "Raw text, verbatim",
  rawNone: "The source was JSON. This is the record as the service answers it.",
  rawBytes: "Not UTF-8: the bytes, in base64",
  copyRaw: "Copy raw",
  copyJson: "Copy JSON",
  showJson: "All fields",
  usedBy: "Used by",
  through: "Belongs here",
  throughObject: (type: string) => `by ${lowered(objectName(type))}`,
  around: (n: number) => `${n} records around`,
  aroundHeading: "In the ledger, around it",
  attributes: "Attributes",
  schema: (version: number) => `schema ${version}`,
  protectedValue: "protected",
};
