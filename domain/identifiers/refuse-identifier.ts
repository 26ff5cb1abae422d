import { TracewellError } from "#domain/errors.ts";

/** Enough to recognize what was given. */
const QUOTED_CHARACTERS_MAX = 64;

/** The error of a text that is no such identifier: what was given, and what is expected. */
export function refuseIdentifier(given: string, kind: string, expected: string): TracewellError {
  const quoted =
    given.length <= QUOTED_CHARACTERS_MAX ? given : `${given.slice(0, QUOTED_CHARACTERS_MAX)}…`;
  return new TracewellError(
    "invalid-identifier",
    `\`${quoted}\` is not ${kind}: expected ${expected}.`,
    { detail: { kind, expected } },
  );
}
