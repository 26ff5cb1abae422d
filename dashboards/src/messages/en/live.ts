import { count, plural } from "../format-count.ts";

const records = (n: number) => `${count(n)} ${plural(n, "record", "records")}`;

export const live = {
  title: "Live",
  heading: "Live tail",
  filter: "Filter, the same language as Find",
  filterOf: (place: number) => `Filter of column ${place}, the same language as Find`,
  filterPlaceholder: "All records. For instance type:payment.*",
  apply: "Apply",
  pause: "Pause",
  resume: "Resume",
  paused: (n: number) =>
    n === 0 ? "Paused." : `Paused; ${records(n)} ${plural(n, "is", "are")} waiting.`,
  waiting: (n: number) => `${count(n)} waiting`,
  reading: (n: number) =>
    `${count(n)} new ${plural(n, "record", "records")} below. What you read stays where it is.`,
  toNewest: "To the newest",
  rate: (n: number) => `${n.toFixed(1)}/s over 10 s`,
  state: {
    connecting: "Connecting…",
    open: "Connected",
    waiting: "Connection lost; trying again. Nothing is skipped: it resumes where it stopped.",
    closed: "Stopped",
  },
  arrived: records,
  problems: (n: number) => `${count(n)} ${plural(n, "problem", "problems")}`,
  most: (n: number) => `most ${count(n)} in 5 s`,
  dropped: (n: number) => `${count(n)} older rows were let go; they are in the ledger.`,
  gap: (n: number) => `${records(n)} not shown`,
  gapWhy: "This browser was slower than the stream.",
  gapLoad: "Load them",
  all: "All records",
  column: (place: number, filter: string) => `Column ${place}: ${filter}`,
  columns: "Columns",
  add: "Add column",
  addFull: (max: number) => `${max} columns are shown; remove one to add another.`,
  remove: "Remove",
  removeNamed: (filter: string) => `Remove column ${filter}`,
  toProblem: (n: number) =>
    `${count(n)} ${plural(n, "problem", "problems")}; go to the next of the rows shown`,
  noProblem: "No problem among the rows shown.",
  followBeside: "Follow this ID beside",
  followHere: "Follow only this ID",
  empty: (since: string) => `No record became known since ${since}.`,
  emptyFilter: (filter: string, since: string) =>
    `No record that matches ${filter} became known since ${since}.`,
  lastMinutes: "Show the last 5 minutes",
  stoppedByFilter:
    "One filter cannot be read, so nothing arrives in any column until it is corrected or removed.",
  head: {
    time: (zone: string) => `Time, ${zone}`,
    id: "Transaction",
    what: "What happened",
    type: "Type",
    seq: "Record",
  },
  unattributed: "no ID in this record",
  rows: "Live records, oldest first",
  chart: (words: { rate: string; most: string; problems: string; unwatched: boolean }) =>
    `Records every 5 seconds of the last 5 minutes: ${words.rate}, ${words.most}, ${words.problems}.${words.unwatched ? " The shaded part was not watched." : ""}`,
  chartFrom: "5 min ago",
  chartUnwatched: "not watched",
  chartTo: "now",
};
