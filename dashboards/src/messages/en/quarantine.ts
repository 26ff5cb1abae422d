import { count, plural } from "../format-count.ts";

export const quarantine = {
  title: "Quarantine",
  heading: "Quarantine",
  explain:
    "Input that could not become a record, kept whole. Each open item makes answers partial, because it may belong to them.",
  status: "Status",
  open: "Open",
  resolved: "Resolved",
  dismissed: "Dismissed",
  source: "Source",
  allSources: "All sources",
  list: "Quarantined inputs, newest first",
  facts: (n: number) =>
    n === 0 ? "No input is open." : `${count(n)} ${plural(n, "input is", "inputs are")} open.`,
  retryAll: {
    act: "Retry all…",
    heading: (source: string | undefined) =>
      source === undefined ? "Retry every open item?" : `Retry every open item of ${source}?`,
    effect:
      "Each is read again as it is, one after another, oldest first. What can be read now becomes a record and the item is resolved; what cannot stays open. Each retry is recorded with the item.",
    confirm: "Retry all",
    listing: "Listing the open items…",
    progress: (done: number, all: number) => `${count(done)} of ${count(all)} read again:`,
    outcome: (accepted: number, still: number) =>
      `${count(accepted)} accepted, ${count(still)} still not readable.`,
    stop: "Stop",
    stopped: "Stopped.",
    done: "Done.",
    none: "Nothing is open.",
  },
  columns: {
    item: "Item",
    when: "Quarantined",
    source: "Source",
    reason: "What is wrong",
    size: "Size",
  },
  empty: {
    open: "Nothing is in quarantine. Every input became a record.",
    other: "No item has this status.",
    source: (source: string) => `No item of ${source} has this status.`,
  },
  bytes: (n: number) => `${count(n)} ${plural(n, "byte", "bytes")}`,
  retries: (n: number) => `retried ${n} ${plural(n, "time", "times")}`,
  place: (index: number) => `item ${count(index + 1)} of its request`,
  content: "Input, verbatim; correct it here to retry",
  contentClosed: "Input, verbatim",
  notText: "This input is not UTF-8 text. It can be retried as it is, or dismissed.",
  retryAsIs: "Retry as it is",
  retryCorrected: "Retry corrected",
  retried: (accepted: number, quarantined: number) =>
    quarantined > 0
      ? "Still not readable. The reason is beside it; the item stays open."
      : `Accepted: ${count(accepted)} ${plural(accepted, "record", "records")}. The original input stays kept.`,
  dismiss: "Dismiss…",
  dismissHeading: (itemId: string) => `Dismiss ${itemId}?`,
  dismissEffect:
    "It no longer makes answers partial. The input itself is kept; nothing is deleted. Your reason is recorded with it.",
  dismissReason: "Reason",
  dismissConfirm: "Dismiss item",
  note: "Reason given",
  positions: "Recorded as",
  reasons: {
    undecodable: "Not decodable",
    oversized: "Too large",
    "id-conflict": "Same ID, other content",
    "invalid-event": "Not a valid event",
    "invalid-time": "Impossible time",
    "torn-tail": "Cut off at a crash",
  } as Readonly<Record<string, string>>,
  select: "Choose an item to see it.",
};
