import { count, plural } from "../format-count.ts";

export const licenses = {
  parts: "Parts of licenses",
  partNames: {
    deliveries: "Deliveries",
    expiring: "Expiring",
    renewals: "Renewals",
    all: "All licenses",
  },
  opened: "Opened license or order",
  back: "Back to the list",
  readAloud: "Read aloud",
  openTimeline: "Open timeline",
  findingChoice: "Finding",
  anyFinding: "Any about licenses",
  deliveries: "Orders whose licenses were not delivered as they should",
  noDelivery: (finding: string | null) =>
    finding === null
      ? "No order has a finding about its licenses."
      : `No order has the finding “${finding}”.`,
  noDeliveryNext:
    "All orders were looked at, through the position that stands below. Choose another finding, or look at all licenses.",
  spanChoice: "Ends within",
  spans: {
    "7d": "7 days",
    "30d": "30 days",
    "90d": "90 days",
    "365d": "1 year",
  },
  expiring: "Licenses whose term ends soon",
  noExpiry: (span: string) => `No license’s term ends within ${span}.`,
  noExpiryNext: "All licenses with a known term were looked at. Choose a longer time.",
  notRenewed: "no renewal recorded",
  renewedBy: "renewed by",
  renewals: "Chains of renewals, the last renewed first",
  noRenewal: "No record makes a license that renews another one.",
  noRenewalNext:
    "Records of type license.generated with kind renewal were looked for, over all time.",
  notInView: "no record of its own",
  termsHead: (from: string, to: string) => `Terms, ${from} to ${to}; dotted: now`,
  joints: {
    gap: (length: string) => `a gap of ${length} between the terms`,
    overlap: (length: string) => `the terms overlap by ${length}`,
    seamless: "follows without a gap",
    notKnown: "the term before is not known",
  },
  stateChoice: "State",
  anyState: "All",
  all: "Licenses, last touched first",
  noLicense: "No license is in this state.",
  noLicenseNext: "All licenses that records name were looked at. Choose another state.",
  noEnd: "no end known",
  columns: {
    order: "Order",
    found: "Found",
    since: "Since",
    state: "State",
    stateSince: "In it since",
    store: "Store",
    amount: "Amount",
    license: "License",
    ends: "Ends",
    left: "In",
    renewed: "Renewal",
    last: "Last record",
    records: "Records",
    chain: "Chain",
    joint: "Terms",
    terms: "Terms drawn",
    renewedAt: "Renewed",
  },
  facts: {
    heading: "Facts",
    counts: (states: readonly { readonly state: string; readonly count: number }[]) => {
      const total = states.reduce((sum, one) => sum + one.count, 0);
      const parts = states.map((one) => `${count(one.count)} ${one.state}`).join(", ");
      return total === 0
        ? "No record names a license."
        : `${count(total)} ${plural(total, "license", "licenses")}: ${parts}.`;
    },
    product: "Product",
    kinds: { standard: "standard", renewal: "renewal" } as Readonly<Record<string, string>>,
    order: "Order",
    line: "Line item",
    validFrom: "Valid from",
    validUntil: "Valid until",
    left: (length: string) => `${length} left`,
    ended: (length: string) => `ended ${length} ago`,
    noRecord: "no record",
    blocked: "Blocked",
  },
  order: {
    lines: (n: number) =>
      n === 0
        ? "No line of it is known to sell a license"
        : `${count(n)} ${plural(n, "line sells", "lines sell")} licenses`,
    paid: "Paid",
    notPaid: "no record",
    renews: "Renews",
    line: "line",
    noLicense: "No license was recorded for this line",
    made: (n: number) => `${count(n)} ${plural(n, "license", "licenses")} made:`,
  },
  chain: {
    heading: (n: number) => `Chain of ${count(n)} licenses`,
    alone: "Renews no other license, and none renews it",
    noTerm: "term not known",
    to: "to",
  },
  findings: (n: number) =>
    n === 0 ? "No findings" : `${count(n)} ${plural(n, "finding", "findings")}`,
  notKnown: "Not known",
};
