import { count, plural } from "../format-count.ts";

export const live = {
  title: "Live",
  heading: "Live tail",
  filter: "Filter, the same language as Find",
  filterPlaceholder: "All records. For instance type:payment.*",
  apply: "Apply",
  pause: "Pause",
  resume: "Resume",
  paused: (n: number) =>
    n === 0 ? "Paused." : `Paused; ${count(n)} ${plural(n, "record is", "records are")} waiting.`,
  reading: (n: number) =>
    `${count(n)} new ${plural(n, "record", "records")} below. What you read stays where it is.`,
  toNewest: "To the newest",
  following: "Following",
  rate: (n: number) => `${n.toFixed(1)} records/s over 10 s`,
  state: {
    connecting: "Connecting…",
    open: "Connected",
    waiting: "Connection lost; trying again. Nothing is skipped: it resumes where it stopped.",
    closed: "Stopped",
  },
  kept: (n: number, max: number) => `${count(n)} of at most ${count(max)} rows kept`,
  dropped: (n: number) => `${count(n)} older rows were let go; they are in the ledger.`,
  gap: (n: number) => `${count(n)} ${plural(n, "record", "records")} not shown`,
  gapWhy: "This browser was slower than the stream.",
  gapLoad: "Load them",
  followId: "Follow only this ID",
  empty: "Nothing has been written since you opened this page.",
  rows: "Live records, oldest first",
  pausedByLimit: (max: number) =>
    `${count(max)} records waited; older ones of them were let go. They are in the ledger.`,
};
