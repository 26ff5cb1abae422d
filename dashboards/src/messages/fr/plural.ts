import { pluralForms } from "../plural-forms.ts";

const form = pluralForms("fr");

/** French counts 0 as one. */
export function plural(value: number, one: string, many: string): string {
  return form(value, { one, other: many });
}
