import { enEvents } from "./events.ts";
import { count, plural } from "../format-count.ts";

export const nav = {
  main: "Main",
  short: "Main, short",
  skip: "Skip to content",
  find: "Find",
  live: "Live",
  flow: "Flow",
  orderNumbers: "Order numbers",
  orderNumbersShort: "Numbers",
  giftCards: "Gift cards",
  licenses: "Licenses",
  replays: "Replays",
  shop: "Shop",
  incidents: "Incidents",
  operations: "Operations",
  more: "More",
  moreLabel: "More screens",
  toDecide: (n: string) => `${n} to look at`,
  operationsParts: {
    sources: "Sources",
    quarantine: "Quarantine",
    storage: "Storage and health",
    exports: "Exports",
  },
  shopParts: {
    products: "Products",
    customers: "Customers",
    scheduler: "Scheduler",
    simulator: "Simulator",
  },
  home: "Tracewell, find",
};

export const view = {
  zone: "Time zone of the times shown",
  utc: "UTC",
  local: "Local",
  theme: "Theme",
  auto: "Auto",
  light: "Light",
  dark: "Dark",
  language: "Language",
};

export const common = {
  close: "Close",
  cancel: "Cancel",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "The browser refused the clipboard. Select the text and copy it.",
  retry: "Try again",
  clear: "clear",
  loading: "Reading…",
  more: "More",
  notKnown: "not known",
  none: "none",
  /** Ends a sentence whose words come from several places. */
  period: ".",
  record: "Record",
  of: (objectType: string) => enEvents.objectTypes[objectType] ?? objectType,
  sentence: (words: string) => words.charAt(0).toUpperCase() + words.slice(1),
  records: (n: number) => `${count(n)} ${plural(n, "record", "records")}`,
  count,
};

export const coverage = {
  label: "What this answer was built from",
  complete: "Complete",
  live: "Live",
  partial: "Partial",
  none: "No answer yet",
  readThrough: (through: number, head: number) =>
    `Read through ${count(through)} of ${count(head)}`,
  quarantined: (n: number) =>
    n === 0 ? "0 in quarantine for this answer" : `${count(n)} open in quarantine`,
  ledgers: (names: readonly string[]) =>
    `${plural(names.length, "ledger", "ledgers")} ${names.join(", ")}`,
  why: "Why partial",
  answeredAt: "Answered",
  readAgain: "Read again",
};

export const problem = {
  heading: "No answer",
  safe: "What was recorded is safe: reading changes nothing.",
  code: (code: string) => `Code ${code}`,
  offline: "The service did not answer.",
  offlineHint: "It may be stopped, or the network between it and this browser is down.",
  shownIs: "Shown is the last answer, of",
  unexpected: (status: number) => `The service answered with status ${status} and no reason.`,
  pageFailed: "This page failed to show its answer.",
  notFoundPage: "There is no page at this address.",
  toFind: "Go to Find",
};

export const signIn = {
  heading: "This browser is not signed in",
  explain:
    "Pages are closed by default. Whoever runs the service can print a one-time sign-in link, also for you:",
  command: "tracewell sign-in",
  ended:
    "This browser is no longer signed in. Ask for a new link (tracewell sign-in), open it in another tab, then try again.",
  afterwards:
    "Open the link in this browser; it works once. Then come back to this address: it keeps what you were looking at.",
  retry: "I have signed in, try again",
  refused: "This session may not read here. Sign in with a link that has more rights.",
};

export const help = {
  heading: "Keyboard",
  button: "Keys",
  single: "Single-letter keys",
  singleExplain: "Always off while you type in a field.",
  keys: [
    { keys: ["/"], does: "Search: go to the box" },
    { keys: ["j", "k"], does: "Next and previous row or candidate" },
    { keys: ["Enter"], does: "Open the row or candidate" },
    { keys: ["o", "O"], does: "Next and previous record of the same ID" },
    { keys: ["e", "E"], does: "Next and previous problem" },
    { keys: ["1–9"], does: "Choose a candidate" },
    { keys: ["c"], does: "Copy the ID" },
    { keys: ["r"], does: "Read the ID back, spelled" },
    { keys: ["x"], does: "Export what is shown" },
    { keys: ["d"], does: "Dry run of the opened replay" },
    { keys: ["Space"], does: "Pause or resume the live tail" },
    { keys: ["a", "f"], does: "Live: add a column, follow the ID in one" },
    { keys: ["←", "→"], does: "Live: column to the left and right" },
    { keys: ["Ctrl", "K"], does: "Commands" },
    { keys: ["Esc"], does: "Close, or clear" },
    { keys: ["?"], does: "This help" },
  ],
};

export const palette = {
  heading: "Commands",
  placeholder: "Type a command or an ID",
  nothing: "No such command.",
  findText: (text: string) => `Find “${text}”`,
  goTo: (screen: string) => `Go to ${screen}`,
  themeLight: "Theme: light",
  themeDark: "Theme: dark",
  themeAuto: "Theme: as the system",
  zoneUtc: "Times in UTC",
  zoneLocal: "Times in the local zone",
  help: "Keyboard help",
  share: "Copy link to this view",
  print: "Print this view",
  language: (name: string) => `Language: ${name}`,
};
