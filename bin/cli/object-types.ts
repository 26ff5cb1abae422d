import { LIFECYCLE_TYPES, type LifecycleType } from "#domain/lifecycles/object-key.ts";

/** Types of objects as a command line writes them: `gift-card`. */
export const OBJECT_TYPE_WORDS: ReadonlyMap<string, LifecycleType> = new Map(
  LIFECYCLE_TYPES.map((type) => [
    type.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    type,
  ]),
);
