/** Pins of one incident: what people read through; each costs a look at its record or its object. */
export const PINS_MAX = 200;

/** Words of one incident that are read; a person writes one in a minute at most. */
export const WORDS_MAX = 5_000;

/** Records of an export: the pins, and what pinned findings rest on. */
export const EXPORTED_RECORDS_MAX = 2_000;

/** Questions to the engine at once for one incident: others ask too. */
export const QUESTIONS_AT_ONCE = 8;
