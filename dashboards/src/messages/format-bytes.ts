import { count } from "./format-count.ts";

const UNITS = ["kB", "MB", "GB", "TB"] as const;

/** Three digits and a unit of a thousand: `512 B`, `4.10 kB`, `38.4 MB`, `812 GB`. */
export function bytes(value: number): string {
  if (value < 1000) return `${count(value)} B`;
  let scaled = value;
  let unit = -1;
  // 999.5 would be shown as 1000.
  while (scaled >= 999.5 && unit < UNITS.length - 1) {
    scaled /= 1000;
    unit += 1;
  }
  const decimals = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
  return `${scaled.toFixed(decimals)} ${UNITS[unit] ?? ""}`;
}
