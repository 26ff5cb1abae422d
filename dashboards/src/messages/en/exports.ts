import { count, plural } from "../format-count.ts";

export const exportTexts = {
  button: "Export",
  heading: "Export",
  explain:
    "The service writes a file in the background. It holds what is recorded now; later records are not mixed in. Personal values and secrets stand as their masks.",
  start: "Start export",
  format: "Format",
  formats: {
    ndjson: { name: "NDJSON", explain: "One JSON record per line, for programs." },
    csv: {
      name: "CSV",
      explain: "A row each, for spreadsheets; cells are guarded against formulas.",
    },
    html: { name: "HTML", explain: "A document to read and print, with every record verbatim." },
    ocel2: { name: "OCEL 2.0", explain: "An object-centric event log, for process mining." },
  },
  kinds: {
    search: (q: string) => (q === "" ? "All records" : `Records that match ${q}`),
    object: (name: string, id: string) => `Timeline of ${name} ${id}`,
    worklist: (filters: string) => (filters === "" ? "All objects" : `Objects: ${filters}`),
  },
  statuses: {
    waiting: "Waiting",
    running: "Running",
    cancelled: "Canceled",
    failed: "Failed",
    finished: "Finished",
  },
  progress: (done: number, expected: number | null) =>
    expected === null
      ? `${count(done)} ${plural(done, "record", "records")} so far`
      : `${count(done)} of ${count(expected)} records`,
  download: "Download",
  manifest: "Manifest",
  allExports: "All exports",
  inBackground: "It goes on when this closes. All exports shows it.",
};
