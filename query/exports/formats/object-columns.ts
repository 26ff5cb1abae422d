import type { ObjectRowAnswer } from "../../answers/worklist-answers.ts";
import type { CsvColumn } from "./csv-rows.ts";

/** The columns of a worklist's objects as CSV. */
export const OBJECT_CSV_COLUMNS: readonly CsvColumn<ObjectRowAnswer>[] = [
  { title: "type", value: ({ object }) => object.type },
  { title: "id", value: ({ object }) => object.id },
  { title: "aliases", value: ({ aliases }) => aliases.join(" ") },
  { title: "state", value: ({ state }) => state },
  { title: "stateSince", value: ({ stateSince }) => stateSince },
  { title: "store", value: ({ store }) => store },
  { title: "amountMinor", value: ({ amount }) => amount?.minor ?? null },
  { title: "currency", value: ({ amount }) => amount?.currency ?? null },
  { title: "records", value: ({ records }) => records },
  { title: "first", value: ({ first }) => first },
  { title: "last", value: ({ last }) => last },
  { title: "dueAt", value: ({ dueAt }) => dueAt },
  { title: "expiresAt", value: ({ expiresAt }) => expiresAt },
  { title: "findings", value: ({ findings }) => findings.map(({ rule }) => rule).join(" ") },
  {
    title: "sentences",
    value: ({ findings }) => findings.map(({ sentence }) => sentence).join(" "),
  },
];
