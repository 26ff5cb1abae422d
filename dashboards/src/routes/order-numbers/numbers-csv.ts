import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";

/** What a spreadsheet would take for a formula. */
const FORMULA_BEGIN = /^[=+\-@\t\r]/;

/** RFC 4180: a row each, cells guarded against formulas. `heads` names the columns, `why` tells the reason. */
export function numbersCsv(
  numbers: readonly OrderNumberAnswer[],
  heads: readonly string[],
  why: (number: OrderNumberAnswer) => string,
): string {
  const rows = numbers.map((number) => [
    number.store,
    String(number.sequence),
    number.number ?? "",
    number.explanation,
    number.causes.join(" "),
    why(number),
    String(number.mayReturn),
    number.order ?? "",
    number.quote ?? "",
    number.reservedAt ?? "",
    number.usedAt ?? "",
    number.since ?? "",
    number.evidence.join(" "),
  ]);
  return [heads, ...rows].map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

function cellText(value: string): string {
  const guarded = FORMULA_BEGIN.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
