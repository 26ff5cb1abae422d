/** Thin blanks between thousands: `4 118 206`. Four digits stay together. */
const GROUP_BLANK = "\u202f";

export function count(value: number): string {
  const digits = String(value);
  return value < 10_000 ? digits : digits.replace(/\B(?=(\d{3})+(?!\d))/g, GROUP_BLANK);
}

export function plural(value: number, one: string, many: string): string {
  return value === 1 ? one : many;
}
