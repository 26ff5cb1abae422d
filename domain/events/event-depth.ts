import { isFields } from "./fields.ts";

/**
 * Levels of objects and lists an event may nest, itself being the first. Producers nest three or four;
 * what walks an event (masking, serializing) may then recurse without a thought of the stack.
 */
export const EVENT_DEPTH_MAX = 32;

/** Path to the first value below `value` that nests more than `levelsLeft` levels, or null. */
export function findTooDeep(value: unknown, levelsLeft: number): string[] | null {
  if (!isFields(value)) return null;
  if (levelsLeft === 0) return [];
  // Values first: names are looked at only where they are needed, which is several times as fast for rows.
  if (!Object.values(value).some(isFields)) return null;
  for (const [key, inner] of Object.entries(value)) {
    const path = findTooDeep(inner, levelsLeft - 1);
    if (path !== null) return [key, ...path];
  }
  return null;
}
