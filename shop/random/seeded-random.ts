import { createHash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomSource } from "./random-source.ts";

/**
 * The same seed and the same name give the same numbers. Give each actor a name of its own, so that what
 * one draws does not change what another gets.
 */
export function seededRandom(seed: number, name: string): RandomSource {
  const hash = createHash("sha256").update(`${seed}/${name}`).digest();
  const generator = xoroshiro128plus(hash.readInt32LE(0));
  return { integer: (min, max) => uniformInt(generator, min, max) };
}
