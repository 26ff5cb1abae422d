import { FAULTS, type FaultName, isFaultName } from "../faults/fault-catalog.ts";
import { ShopError } from "../errors.ts";

/** Share of the occasions on which each fault strikes, 0 to 1. A fault that is not there never does. */
export type FaultRates = ReadonlyMap<FaultName, number>;

const NAMES = Object.keys(FAULTS).filter(isFaultName);

/**
 * Reads `none`, `all` (each fault at its own rate), or `name=rate,name=rate`; `all,name=rate` changes some
 * of all. Throws `invalid-request` naming what is wrong, and the nearest name of a fault that is unknown.
 * @example parseFaultRates("mail.lost=0.1,event.dropped=0.01")
 */
export function parseFaultRates(text: string): FaultRates {
  const rates = new Map<FaultName, number>();
  for (const part of text.split(",").map((piece) => piece.trim())) {
    if (part === "none") rates.clear();
    else if (part === "all") for (const name of NAMES) rates.set(name, FAULTS[name].rate);
    else rates.set(...readRate(part));
  }
  return rates;
}

function readRate(part: string): [FaultName, number] {
  const [name = "", rateText] = part.split("=");
  if (!isFaultName(name)) {
    const nearest = nearestName(name);
    throw new ShopError(
      "invalid-request",
      `There is no fault "${name}". Did you mean ${nearest}?`,
      {
        detail: { name, nearest },
      },
    );
  }
  const rate = rateText === undefined ? FAULTS[name].rate : Number(rateText);
  if (rateText?.trim() === "" || !(rate >= 0 && rate <= 1)) {
    throw new ShopError(
      "invalid-request",
      `The rate of ${name} is "${rateText}"; write a number from 0 to 1.`,
      { detail: { name } },
    );
  }
  return [name, rate];
}

function nearestName(given: string): FaultName {
  const distances = NAMES.map((name) => ({ name, edits: editDistance(given, name) }));
  distances.sort((one, other) => one.edits - other.edits);
  return distances[0]?.name ?? "event.dropped";
}

/** Levenshtein: the fewest insertions, deletions and replacements from one text to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 1; at <= from.length; at += 1) {
    const above = row;
    row = [at];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (from[at - 1] === to[column - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1));
    }
  }
  return row[to.length] ?? from.length;
}
