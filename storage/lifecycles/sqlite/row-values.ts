import type { SQLOutputValue } from "node:sqlite";
import { invariant } from "#domain/errors.ts";

export type Row = Readonly<Record<string, SQLOutputValue>>;

export function numberIn(row: Row, column: string): number {
  const value = row[column];
  invariant(typeof value === "number", `${column} holds a number`);
  return value;
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : numberIn(row, column);
}

export function textIn(row: Row, column: string): string {
  const value = row[column];
  invariant(typeof value === "string", `${column} holds a text`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textIn(row, column);
}

/** A list of texts that was stored as JSON. */
export function textsIn(row: Row, column: string): string[] {
  const texts: string[] = JSON.parse(textIn(row, column));
  return texts;
}
