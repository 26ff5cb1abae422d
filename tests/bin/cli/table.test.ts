import fc from "fast-check";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { renderTable, type Column } from "#bin/cli/table.ts";
import { displayWidth } from "#bin/cli/wrap-text.ts";
import { Screen } from "./screen.ts";

interface Row {
  readonly id: string;
  readonly objects: string;
  readonly message: string;
}
const COLUMNS: readonly Column<Row>[] = [
  { title: "id", value: ({ id }) => id, style: "bold" },
  { title: "objects", value: ({ objects }) => objects, wrap: "items" },
  { title: "message", value: ({ message }) => message, wrap: "text" },
  { title: "place", value: () => "main:1", style: "dim", alignRight: true },
];

/** Three columns of words of 30 letters, the place, and the gaps. */
const ROW_WIDTH_MIN = 30 + 30 + 6 + 3 * 2;

function render(rows: readonly Row[], columns: number): string {
  const screen = new Screen({ isTTY: true, columns, environment: { NO_COLOR: "1" } });
  return renderTable(screen.terminal, rows, COLUMNS);
}

test("a row that fits stands on one line, its columns aligned whatever the letters", () => {
  const text = render(
    [
      { id: "A", objects: "", message: "plain" },
      { id: "žluťoučký kůň", objects: "order 1", message: "全角" },
    ],
    120,
  );
  const lines = text.split("\n");
  expect(lines).toHaveLength(3);
  const [head = "", first = "", second = ""] = lines;
  expect(first.indexOf("plain")).toBe(head.indexOf("message"));
  expect(displayWidth(second.slice(0, second.indexOf("全角")))).toBe(head.indexOf("message"));
});

test("a column without values is left out", () => {
  expect(render([{ id: "A", objects: "", message: "" }], 120)).toBe("id   place\nA   main:1");
});

test("a long message is wrapped and whole; IDs are never broken", () => {
  const message = "Seems that no sales manager is assigned to any of the courses ".repeat(4).trim();
  const id = "TU80WKRYTI9QUMJ4";
  const rows = [{ id, objects: "order 100000001, payment P-1", message }];
  const plain = render(rows, 100);
  expect(plain.split("\n").length).toBeGreaterThan(3);
  for (const line of plain.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  const colored = renderTable(new Screen({ isTTY: true, columns: 100 }).terminal, rows, COLUMNS);
  expect(colored).toContain("\u001B[");
  expect(stripVTControlCharacters(colored)).toBe(plain);
  for (const whole of [id, "order 100000001,", "payment P-1", "main:1"])
    expect(plain).toContain(whole);
  for (const word of message.split(" ")) expect(plain).toContain(word);
});

test("on a narrow screen the message stands under its row", () => {
  const message = "Full production starting from SOLDOUT";
  const text = render([{ id: "TU80WKRYTI9QUMJ4", objects: "order 100000001", message }], 48);
  expect(text.split("\n").at(-1)).toBe(`    ${message}`);
  expect(text).not.toContain("message");
});

test("whatever the rows and the width, every letter is printed, and lines exceed the width only for whole words", () => {
  const word = fc.stringMatching(/^[a-cX-Z019-]{1,30}$/);
  const words = fc.array(word, { maxLength: 12 }).map((parts) => parts.join(", "));
  const row = fc.record({ id: word, objects: words, message: words });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 40, max: 200 }),
      (rows, columns) => {
        const text = render(rows, columns);
        const letters = text.replaceAll(/\s/g, "").length;
        const wanted = rows
          .map(({ id, objects, message }) => `${id}${objects}${message}main:1`.replaceAll(" ", ""))
          .join("").length;
        expect(letters).toBeGreaterThanOrEqual(wanted);
        expect(text).not.toContain("…");
        for (const line of text.split("\n"))
          expect(line.length).toBeLessThanOrEqual(Math.max(columns, ROW_WIDTH_MIN));
      },
    ),
  );
});
