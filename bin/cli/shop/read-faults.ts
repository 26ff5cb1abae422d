import { InvalidArgumentError } from "commander";
import { ShopError } from "#shop/errors.ts";
import { type FaultRates, parseFaultRates } from "#shop/simulation/fault-rates.ts";

/** Reads `none`, `all` or `NAME=RATE,…` of a command's line. */
export function readFaults(text: string): FaultRates {
  try {
    return parseFaultRates(text);
  } catch (error) {
    if (error instanceof ShopError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}
