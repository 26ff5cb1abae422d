import { shortDuration } from "../../time/format-duration.ts";
import { count, plural } from "../format-count.ts";

const OBJECTS: Readonly<Record<string, readonly [string, string]>> = {
  order: ["order", "orders"],
  quote: ["quote", "quotes"],
  payment: ["payment", "payments"],
  giftCard: ["gift card", "gift cards"],
  license: ["license", "licenses"],
  replay: ["replay", "replays"],
  transaction: ["transaction", "transactions"],
};

const objects = (type: string, n: number) => {
  const [one, many] = OBJECTS[type] ?? ["object", "objects"];
  return `${count(n)} ${plural(n, one, many)}`;
};
const wait = (ms: number | null) => (ms === null ? "not known" : shortDuration(ms));
const times = (n: number) => `${count(n)} ${plural(n, "time", "times")}`;
const percent = (share: number) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;

/** `payment.stateRead` → `Payment state read`. */
function activity(type: string): string {
  const words = type
    .replaceAll(".", " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace("cancelled", "canceled")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
const step = (from: string, to: string) => `${activity(from)} → ${activity(to)}`;

export const flow = {
  title: "Flow",
  type: "Objects",
  types: {
    order: "Orders",
    quote: "Quotes",
    payment: "Payments",
    giftCard: "Gift cards",
    license: "Licenses",
    replay: "Replays",
    transaction: "Transactions",
  },
  store: "Store",
  allStores: "All stores",
  storeName: (store: string) => `Store ${store}`,
  from: "First record from",
  to: "before",
  wholeTime: "All time",
  objects,
  facts: (type: string, n: number) => `${objects(type, n)}.`,
  withFindings: (n: number, of: number) =>
    n === 0
      ? "None has a finding."
      : `${count(n)} ${plural(n, "has", "have")} findings (${percent(n / of)}).`,
  views: {
    label: "What is shown of the flow",
    map: "Map",
    steps: "Slowest steps",
    variants: "Variants",
    rates: "Error rates",
    changes: "Changes",
  },
  activity,
  step,
  wait,
  percent,
  times,
  empty: "No object of this type began in this time.",
  emptyWhy: (through: number) =>
    `Looked at all that the view of lifecycles holds, through record ${count(through)}.`,
  emptyNext: "Choose a longer time, another store, or another type of object.",
  map: {
    label: "Process map: which event follows directly on which",
    as: "Shown as",
    asMap: "Drawing",
    asTable: "Table",
    drawn: "Steps drawn",
    drawnOf: (n: number, of: number, share: number) =>
      `the ${count(n)} most frequent of ${count(of)}; they are ${percent(share)} of all steps taken`,
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    zoomFit: "Fit the width",
    keys: "Arrow keys go along the steps, Enter opens, + and − zoom. Drag to move; Ctrl and the wheel zoom.",
    legend:
      "Wider lines were taken more often. On a line: how often, half waited at most, 95 % waited at most.",
    nodeShare: "of its objects have findings",
    nodeCount: (n: number) => times(n),
    nodeCountAgain: (n: number, again: number) => `${times(n)}, ${count(again)} in a row`,
    edge: (n: number, p50Ms: number | null, p95Ms: number | null) =>
      p50Ms === p95Ms
        ? `${count(n)} · ${wait(p50Ms)}`
        : `${count(n)} · ${wait(p50Ms)} · ${wait(p95Ms)}`,
  },
  heads: {
    step: "Step",
    count: "Taken",
    median: "Half at most",
    p95: "95 % at most",
    p99: "99 % at most",
    longest: "Longest",
    spread: "Half to 95 %, by the log of the wait",
    findings: "With findings",
  },
  steps: {
    table: "Steps, the slowest first",
    explain: (type: string, n: number, p50Ms: number | null, p95Ms: number | null) =>
      `From first to last record ${objects(type, n)} took ${wait(p50Ms)} at most for half of them, ${wait(p95Ms)} for 95 %. Steps are listed by the wait that 95 % of them did not exceed.`,
  },
  variants: {
    table: "Stories, the most frequent first",
    explain: (known: number, listed: number) =>
      known > listed
        ? `${count(known)} different stories; the ${count(listed)} most frequent are listed.`
        : `${count(known)} different ${plural(known, "story", "stories")}.`,
    choose: "Open a story to see in which steps the others differ from it.",
    compared: "Steps that the opened story does not have at that place are underlined.",
    head: "Story",
    share: "Share",
    whole: "First to last, half at most",
    inARow: (n: number) => `×${count(n)}`,
  },
  rates: {
    table: "How often something failed",
    explain: (bucket: string) =>
      `Counted from records of all stores in the time that is shown, per ${bucket}. Bars are drawn to the highest share of their own row.`,
    explainNone: "No record in this time.",
    heads: { rate: "What", share: "Share", counts: "Records", over: "Over time" },
    names: {
      declined: "Payments declined",
      unanswered: "Payments without an answer",
      bounced: "Mails that came back",
      handler: "Productions without a handler",
      uncertain: "Orders uncertain",
      cards: "Gift cards not valid",
      tasks: "Tasks failed or missed",
      catalog: "Catalog files rejected",
    },
    ofWhat: (part: number, whole: number) => `${count(part)} of ${count(whole)}`,
    at: (when: string, part: number, whole: number) =>
      `${when}: ${count(part)} of ${count(whole)} (${whole === 0 ? "none" : percent(part / whole)})`,
    peak: (when: string, share: number) => `Highest ${percent(share)}, ${when}`,
  },
  changes: {
    table: "What changed against the period before",
    needsPeriod: "Changes are shown for a period against the one before it, of the same length.",
    needsPeriodNext: "Choose a period: drag over the records above, or set both dates.",
    compared: (days: string, now: string, before: string) =>
      `${now} against the ${days} before: ${before}.`,
    none: "Nothing changed by more than these thresholds.",
    noneBefore: "No object began in the period before, so there is nothing to compare with.",
    thresholds: "What is listed",
    rules: (limits: {
      readonly countFactor: number;
      readonly waitFactor: number;
      readonly sharePoints: number;
      readonly least: number;
    }) => [
      `A step taken at least ${limits.countFactor} times as often, or as rarely, in proportion to the objects of each period, and ${count(limits.least)} times or more in one of them.`,
      `A step whose median wait became at least ${limits.waitFactor} times as long or as short, taken ${count(limits.least)} times or more in both.`,
      `Findings of all objects, if ${limits.sharePoints} points more or less often; and of the objects of an event, if they changed ${limits.sharePoints} points more than those of all, with ${count(limits.least)} objects or more in both.`,
      "Steps that were taken in one of the periods only, as often as that.",
    ],
    kinds: {
      appeared: "New",
      vanished: "Gone",
      count: "Frequency",
      wait: "Wait",
      findings: "Findings",
    },
    heads: { kind: "Kind", what: "What", before: "Before", now: "Now", change: "Change" },
    perObjects: (n: number, of: number) => `${count(n)} in ${count(of)}`,
    factor: (factor: number) =>
      factor >= 1 ? `${factor.toFixed(1)} times as much` : `${(1 / factor).toFixed(1)} times less`,
    waitFactor: (factor: number) =>
      factor >= 1
        ? `${factor.toFixed(1)} times as long`
        : `${(1 / factor).toFixed(1)} times as short`,
    points: (points: number) =>
      `${points > 0 ? "+" : "−"}${Math.abs(points * 100).toFixed(0)} points`,
    never: "never",
    all: (type: string) => {
      const [, many] = OBJECTS[type] ?? ["object", "objects"];
      return `All ${many}`;
    },
  },
  panel: {
    step: "Step",
    event: "Event",
    label: "What stands behind it",
    taken: "Taken",
    median: "Half waited",
    p95: "95 % waited",
    atMost: (ms: number | null) => (ms === null ? "not known" : `${shortDuration(ms)} at most`),
    findings: "With findings",
    ofAll: (share: number, all: number) => `${percent(share)}; of all objects ${percent(all)}`,
    objects: "In objects",
    starts: "First of its object",
    ends: "Last so far",
    after: "Follows on",
    before: "Followed by",
    longest: "Longest waits",
    longestOf: (listed: number, of: number) =>
      listed < of ? `the ${count(listed)} longest of ${times(of)}` : times(of),
    hasFinding: "has findings",
    records: (type: string) => `All records of type ${type}`,
    notInPeriod: "Not in this period.",
    reading: "Reading…",
  },
};
