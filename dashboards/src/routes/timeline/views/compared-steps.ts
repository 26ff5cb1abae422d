import type { CompareAnswer } from "#query/answers/compare-answers.ts";

export type ComparedRow = CompareAnswer["steps"][number];
export type ComparedStep = NonNullable<ComparedRow["left"]>;
export type ComparedSide = CompareAnswer["left"];

/** Waits that differ by less are called alike: half a second and a tenth of the longer one. */
const ALIKE_MS = 500;
const ALIKE_SHARE = 0.1;

/** How the sides differ in a row. */
export type Difference =
  /** `beside`: no step of the course that it is compared with, and none that should be. */
  | { readonly kind: "alike" | "beside" }
  | { readonly kind: "longer" | "shorter"; readonly byMs: number }
  | { readonly kind: "onlyLeft" | "onlyRight" }
  /** The other side has it in another order, in this row (1 for the first). */
  | { readonly kind: "elsewhere"; readonly row: number };

export interface NumberedRow extends ComparedRow {
  /** 1 for the first. */
  readonly number: number;
  readonly difference: Difference;
}

/** The rows with what differs in each. The normal course has no steps but those of the model, which have titles. */
export function numberRows(rows: readonly ComparedRow[], isNormal: boolean): NumberedRow[] {
  return rows.map((row, index) => ({
    ...row,
    number: index + 1,
    difference:
      isNormal && row.left !== null && row.left.title === null
        ? { kind: "beside" }
        : differenceOf(row),
  }));
}

/** Whether a row needs a second look. */
export function isDiffering({ difference }: NumberedRow): boolean {
  return difference.kind !== "alike" && difference.kind !== "beside";
}

function differenceOf({ left, right, counterpart, waitDifferenceMs }: ComparedRow): Difference {
  if (left === null || right === null) {
    if (counterpart !== null) return { kind: "elsewhere", row: counterpart + 1 };
    return { kind: left === null ? "onlyRight" : "onlyLeft" };
  }
  const byMs = Math.abs(waitDifferenceMs ?? 0);
  const longest = Math.max(left.waitMs ?? 0, right.waitMs ?? 0);
  if (byMs < ALIKE_MS || byMs < longest * ALIKE_SHARE) return { kind: "alike" };
  return { kind: (waitDifferenceMs ?? 0) > 0 ? "longer" : "shorter", byMs };
}

/**
 * What somebody typed or pasted, as the service takes it: `order:100000047`. An ID alone is of the same type; of
 * an address of a page its last part counts.
 */
export function comparedWith(typed: string, type: string): string {
  const trimmed = typed.trim();
  if (trimmed.toLowerCase() === "normal") return "normal";
  const id = URL.canParse(trimmed) && trimmed.includes("//") ? lastPart(trimmed) : trimmed;
  return /^[A-Za-z]+:\S/.test(id) ? id : `${type}:${id}`;
}

function lastPart(address: string): string {
  const last = new URL(address).pathname.split("/").findLast((part) => part !== "") ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    // Not every address is encoded well; it is asked for as it stands.
    return last;
  }
}
