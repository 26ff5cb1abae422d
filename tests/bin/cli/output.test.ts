import { expect, test } from "vitest";
import { openRows, printCoverage, printRows, type OutputFormat } from "#bin/cli/output.ts";
import type { Column } from "#bin/cli/table.ts";
import { Screen } from "./screen.ts";

interface Row {
  readonly name: string;
  readonly note: string;
}
const COLUMNS: readonly Column<Row>[] = [
  { title: "name", value: ({ name }) => name },
  { title: "note", value: ({ note }) => note, style: "red" },
];
const ROWS: readonly Row[] = [
  { name: "first", note: "=HYPERLINK(1)" },
  { name: "žluťoučký", note: 'two\nlines, "quoted"' },
];

async function printed(format: OutputFormat, rows = ROWS): Promise<string> {
  const screen = new Screen();
  await printRows(screen.terminal, format, rows, COLUMNS);
  return (await screen.read()).out;
}

/** As a command prints what comes page by page. */
async function printedInPages(format: OutputFormat): Promise<string> {
  const screen = new Screen();
  const printer = openRows(screen.terminal, format, COLUMNS);
  for (const row of ROWS) await printer.print([row]);
  await printer.end();
  return (await screen.read()).out;
}

test("JSON forms hold whole records, in pages or at once", async () => {
  expect(JSON.parse(await printed("json"))).toEqual(ROWS);
  expect(JSON.parse(await printedInPages("json"))).toEqual(ROWS);
  const lines = (await printedInPages("ndjson")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line) as Row)).toEqual(ROWS);
});

test("CSV quotes by RFC 4180, defuses formulas and has one header", async () => {
  const csv = await printed("csv");
  expect(csv).toContain("name,note\n");
  expect(csv).toContain("first,'=HYPERLINK(1)");
  expect(csv).toContain('"two\nlines, ""quoted"""');
  expect(await printedInPages("csv")).toBe(csv);
});

test("nothing found is an empty list in each format", async () => {
  expect(await printed("json", [])).toBe("[]\n");
  expect(await printed("ndjson", [])).toBe("");
  expect(await printed("csv", [])).toBe("name,note\n");
  expect(await printed("table", [])).toBe("");
});

test("the coverage goes to the notes, with its reasons", async () => {
  const screen = new Screen();
  printCoverage(screen.terminal, {
    status: "partial",
    reasons: ["The follower index is paused."],
    quarantined: 0,
    ledgers: [{ ledger: "main", throughSeq: 4, headSeq: 9 }],
  });
  expect(await screen.read()).toEqual({
    out: "",
    note: "coverage: partial (main through 4 of 9). The follower index is paused.\n",
  });
});
