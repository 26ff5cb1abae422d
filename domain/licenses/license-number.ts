/** Groups of a license number, as people read them to each other: of 31^20 nobody guesses one. */
const GROUPS = 4;
const GROUP_CHARACTERS = 5;

/** Without those that are taken for each other: 0 and O, 1, I and L. */
const CHARACTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789".split("");

/**
 * A license number such as `7KQ2M-XHT4C-9VBNE-PRS3W`. `integer` draws a whole number from `min` to `max`,
 * both included, by a chance that nobody can predict.
 */
export function drawLicenseNumber(integer: (min: number, max: number) => number): string {
  const character = (): string => CHARACTERS[integer(0, CHARACTERS.length - 1)] ?? "";
  const group = (): string => Array.from({ length: GROUP_CHARACTERS }, character).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** As it was given out, of what somebody typed: in capitals, in groups, without blanks. */
export function readLicenseNumber(typed: string): string {
  const characters = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return characters.match(new RegExp(`.{1,${GROUP_CHARACTERS}}`, "g"))?.join("-") ?? "";
}
