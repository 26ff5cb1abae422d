import { randomInt } from "node:crypto";
import type { RandomSource } from "./random-source.ts";

/** Nobody can guess what comes: for a shop that sells to people. */
export const secureRandom: RandomSource = {
  integer: (min, max) => randomInt(min, max + 1),
};
