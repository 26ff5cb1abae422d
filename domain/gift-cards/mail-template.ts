import { TracewellError } from "#domain/errors.ts";

/** Fields that the shop fills in itself; a survey must not ask for them. */
export const SHOP_FIELDS = ["Code", "Pin", "Amount", "Store"] as const;
export type ShopField = (typeof SHOP_FIELDS)[number];

const PLACEHOLDER = /\$\{([^}]*)\}/g;

export interface TemplateMismatch {
  /** Names of the survey that the template does not show. */
  readonly missing: readonly string[];
  /** Names in the template that neither the survey nor the shop knows. */
  readonly unknown: readonly string[];
}

/** Names of the template's fields, each once, in order of appearance, exactly as written. */
export function templateFields(template: string): string[] {
  return [...new Set(Array.from(template.matchAll(PLACEHOLDER), ([, name = ""]) => name))];
}

/**
 * Where survey and template disagree, or null when they agree: names must be strictly the same, case
 * included (`Message` ↔ `${Message}`).
 */
export function compareTemplate(
  surveyNames: Iterable<string>,
  template: string,
): TemplateMismatch | null {
  const shown = templateFields(template);
  const names = new Set(surveyNames);
  const missing = [...names].filter((name) => !shown.includes(name));
  const unknown = shown.filter((name) => !names.has(name) && !isShopField(name));
  return missing.length === 0 && unknown.length === 0 ? null : { missing, unknown };
}

/** What is wrong, one text for each field, which is written as in a template. */
export function mismatchTexts({ missing, unknown }: TemplateMismatch): string[] {
  return [
    ...missing.map((name) => `the template lacks \${${name}}`),
    ...unknown.map((name) => `the survey does not ask for \${${name}}`),
  ];
}

/**
 * The template with each field replaced by its value. What a value contains is not looked into again.
 * Throws `internal` for a field without value: compare first.
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(PLACEHOLDER, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) {
      throw new TracewellError("internal", `The template's field ${name} has no value.`);
    }
    return value;
  });
}

function isShopField(name: string): name is ShopField {
  return SHOP_FIELDS.some((field) => field === name);
}
