/** Licenses last a year or more; a product that says nothing of its term is sold for a year. */
export const DEFAULT_TERM_MONTHS = 12;

/** No license is sold for longer than ten years: a larger number is part of a version or a size. */
export const TERM_MONTHS_MAX = 120;

const MONTHS_PER_YEAR = 12;

/** The last part of a code, as in `isc.1.0.0.12m` or `AV-2Y`. */
const TERM_OF_CODE = /(?:^|[.\-_/ ])(?<count>\d{1,3})(?<unit>[my])$/iu;

/** As in `Internet security, 2 years`. */
const TERM_OF_DESCRIPTION = /(?<![\d.,])(?<count>\d{1,3})[ -]?(?<unit>month|year)s?\b/iu;

/**
 * How many months a license of the product is valid: by the end of its code, else by its description, else
 * a year.
 * @example licenseTermMonths("isc.1.0.0.24m", "") // 24
 */
export function licenseTermMonths(productCode: string, description: string): number {
  return (
    readTerm(TERM_OF_CODE, productCode) ??
    readTerm(TERM_OF_DESCRIPTION, description) ??
    DEFAULT_TERM_MONTHS
  );
}

function readTerm(pattern: RegExp, text: string): number | undefined {
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const isYears = groups["unit"]?.toLowerCase().startsWith("y") === true;
  const months = Number(groups["count"]) * (isYears ? MONTHS_PER_YEAR : 1);
  return months >= 1 && months <= TERM_MONTHS_MAX ? months : undefined;
}
