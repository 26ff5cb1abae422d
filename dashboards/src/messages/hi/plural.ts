import { pluralForms } from "../plural-forms.ts";

/** The form of a Hindi word for a count: one of it, or none, stands in the singular. */
export const form = pluralForms("hi");

/** Feminine words of several screens; most other nouns keep their form. */
export const FILES = { one: "फ़ाइल", other: "फ़ाइलें" };
