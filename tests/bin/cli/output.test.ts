import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import {
  oneLine,
  printRows,
  type Column,
  type OutputFormat,
  type Terminal,
} from "#bin/cli/output.ts";

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
  const out = new PassThrough();
  const terminal: Terminal = {
    out,
    note: out,
    isInteractive: false,
    style: (_style, shown) => shown,
  };
  printRows(terminal, format, rows, COLUMNS);
  out.end();
  return text(out);
}

test("JSON forms hold whole records", async () => {
  expect(JSON.parse(await printed("json"))).toEqual(ROWS);
  const lines = (await printed("ndjson")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line) as Row)).toEqual(ROWS);
});

test("CSV quotes by RFC 4180 and defuses formulas", async () => {
  const csv = await printed("csv");
  expect(csv).toContain("name,note\n");
  expect(csv).toContain("first,'=HYPERLINK(1)");
  expect(csv).toContain('"two\nlines, ""quoted"""');
});

test("a table keeps one line a row and aligns wide letters", async () => {
  const lines = (await printed("table")).trimEnd().split("\n");
  expect(lines).toHaveLength(3);
  expect(lines[1]?.indexOf("=")).toBe(lines[2]?.indexOf("two"));
  expect(await printed("table", [])).toBe("");
});

test("control characters of a log cannot steer the terminal", () => {
  expect(oneLine("a\u001B[2Jb\r\nc")).toBe("a·[2Jb ⏎ c");
});
