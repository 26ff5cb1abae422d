/** How a table export writes its rows. */
export interface CsvDialect {
  readonly delimiter: Delimiter;
  /**
   * `doubled`: RFC 4180, fields in quotes, a quote within them doubled. `backslash`: MySQL and PostgreSQL,
   * `\t`, `\n`, `\\`, `\N` for null; a backslash before a line end keeps it in the field.
   */
  readonly escapes: "doubled" | "backslash";
  /** Whether a field may stand in quotes; MySQL's and PostgreSQL's tabular text has none. */
  readonly quotes: boolean;
}

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface CsvOverrides {
  readonly delimiter?: Delimiter | undefined;
  readonly escapes?: CsvDialect["escapes"] | undefined;
}

/**
 * The dialect that a header line shows: the delimiter that stands in it most often outside quotes. Text with
 * tabs and without quotes is what `mysql --batch`, SELECT INTO OUTFILE and COPY write; all other is RFC 4180.
 */
export function dialectOf(header: string, overrides: CsvOverrides = {}): CsvDialect {
  const delimiter = overrides.delimiter ?? mostFrequent(header);
  const quoted = header.trimStart().startsWith('"');
  const escapes = overrides.escapes ?? (delimiter === "\t" && !quoted ? "backslash" : "doubled");
  const quotes = escapes === "doubled" || quoted || delimiter !== "\t";
  return { delimiter, escapes, quotes };
}

function mostFrequent(header: string): Delimiter {
  const outside = header.replaceAll(/"(?:[^"]|"")*"/g, "");
  let best: { delimiter: Delimiter; count: number } = { delimiter: ",", count: 0 };
  for (const delimiter of DELIMITERS) {
    const count = outside.split(delimiter).length - 1;
    if (count > best.count) best = { delimiter, count };
  }
  return best.delimiter;
}
