/** Columns of the results: which there are, which are shown, and how wide each is. */

interface ResultColumn {
  readonly id: string;
  /** A track of CSS grid. */
  readonly width: string;
}

const TIME_WIDTH = "212px";

const COLUMNS: readonly ResultColumn[] = [
  { id: "time", width: TIME_WIDTH },
  { id: "recorded", width: TIME_WIDTH },
  { id: "id", width: "190px" },
  { id: "what", width: "minmax(160px, 1fr)" },
  { id: "objects", width: "minmax(224px, 0.7fr)" },
  { id: "type", width: "190px" },
  { id: "amount", width: "96px" },
  { id: "outcome", width: "74px" },
  { id: "reason", width: "minmax(110px, 0.5fr)" },
  { id: "level", width: "62px" },
  { id: "actor", width: "130px" },
  { id: "source", width: "104px" },
  { id: "seq", width: "78px" },
];

/** Time tells where a row stands and the record opens it: both are always there. */
const FIXED = ["time", "seq"];

export const DEFAULT_COLUMNS: readonly string[] = ["time", "id", "what", "type", "seq"];

/** Columns of the sender's own fields, beside those every record has. */
const ATTRIBUTE_COLUMNS_MAX = 6;

const ATTRIBUTE = /^attributes\.[\w.-]+$/;
const ATTRIBUTE_WIDTH = "minmax(100px, 0.4fr)";

/** Columns that can be taken away or added, in their order. */
export const CHOSEN_COLUMNS: readonly string[] = COLUMNS.map(({ id }) => id).filter(
  (id) => !FIXED.includes(id),
);

export function isAttributeColumn(id: string): boolean {
  return ATTRIBUTE.test(id);
}

/** A path of the sender's own as its column's name has it: `gateway` of `attributes.gateway`. */
export function attributePath(id: string): string {
  return id.replace(/^attributes\./, "");
}

/** Column IDs as an address holds them; unknown ones are dropped, the rest is put in order. */
export function readColumns(text: string | undefined): readonly string[] {
  if (text === undefined) return DEFAULT_COLUMNS;
  return inOrder(text.split(","));
}

/** With the column where it was not shown, without it where it was. */
export function toggleColumn(shown: readonly string[], id: string): readonly string[] {
  return inOrder(shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id]);
}

function inOrder(ids: readonly string[]): readonly string[] {
  const wanted = new Set([...ids, ...FIXED]);
  const known = COLUMNS.map(({ id }) => id).filter((id) => wanted.has(id));
  const attributes = [...wanted].filter(isAttributeColumn).slice(0, ATTRIBUTE_COLUMNS_MAX);
  return [...known.slice(0, -1), ...attributes, ...known.slice(-1)];
}

/** For an address; undefined for the columns that stand there by themselves. */
export function columnsText(shown: readonly string[]): string | undefined {
  const written = shown.join(",");
  return written === DEFAULT_COLUMNS.join(",") ? undefined : written;
}

/** Tracks of CSS grid. */
export function columnTracks(shown: readonly string[]): string {
  return shown
    .map((id) => COLUMNS.find((column) => column.id === id)?.width ?? ATTRIBUTE_WIDTH)
    .join(" ");
}
