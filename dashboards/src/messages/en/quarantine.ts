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
  list: "Quarantined inputs",
  columns: {
    item: "Item",
    when: "Quarantined",
    source: "Source",
    reason: "What is wrong",
    size: "Size",
  },
  empty: {
    open: "Nothing is in quarantine. Every input became a record.",
    other: "No such item.",
  },
  bytes: (n: number) => `${count(n)} ${plural(n, "byte", "bytes")}`,
  retries: (n: number) => `retried ${n} ${plural(n, "time", "times")}`,
  more: "More items",
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
