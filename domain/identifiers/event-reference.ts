import { refuseIdentifier } from "./refuse-identifier.ts";

/** Where an event stands: the name of its ledger and its place there, from 1. */
export interface EventReference {
  readonly ledger: string;
  readonly seq: number;
}

/** The ledger a bare number means. */
export const DEFAULT_LEDGER = "main";

const REFERENCE = /^(?:([A-Za-z0-9][A-Za-z0-9._-]{0,127}):)?([1-9]\d{0,15})$/;

/**
 * `<ledger>:<seq>`, or a bare seq for ledger `main`. Throws `invalid-identifier` with what was given and
 * what is expected.
 */
export function parseEventReference(text: string): EventReference {
  const [, ledger = DEFAULT_LEDGER, digits] = REFERENCE.exec(text.trim()) ?? [];
  const seq = Number(digits);
  if (Number.isSafeInteger(seq)) return { ledger, seq };
  throw refuseIdentifier(
    text,
    "an event reference",
    "a ledger's name, a colon and a number from 1, such as main:42, or the number alone",
  );
}

/** True for text `parseEventReference` reads. */
export function isEventReference(text: string): boolean {
  const digits = REFERENCE.exec(text.trim())?.[2];
  return digits !== undefined && Number.isSafeInteger(Number(digits));
}

export function formatEventReference({ ledger, seq }: EventReference): string {
  return `${ledger}:${seq}`;
}
