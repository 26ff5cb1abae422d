import { en } from "./en.ts";
import type { Messages } from "./en.ts";

/** The texts of the reader's language; English is the only one so far. */
export const text: Messages = en;
