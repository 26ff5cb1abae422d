import type { ProtectedValue } from "./protected-value.ts";

/** What stands for personal data, and for text that holds some. */
export const PERSONAL_MASK = "•••";

/** What stands before a secret's last characters, and alone where a secret is too short to show any. */
export const SECRET_MASK = "…";

/** As many as people read to each other on the phone; four of eight or more tell nothing spendable. */
const SECRET_CHARACTERS_SHOWN = 4;
const SECRET_CHARACTERS_HIDDEN_MIN = 4;

/** What answers show in place of the clear value. */
export function maskOf(kind: ProtectedValue["protected"], clear: string): string {
  if (kind === "personal") return PERSONAL_MASK;
  const characters = Array.from(clear);
  if (characters.length < SECRET_CHARACTERS_SHOWN + SECRET_CHARACTERS_HIDDEN_MIN)
    return SECRET_MASK;
  return SECRET_MASK + characters.slice(-SECRET_CHARACTERS_SHOWN).join("");
}
