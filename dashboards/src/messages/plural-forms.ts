type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/**
 * The form of a word for a count, by the rules of a language (CLDR).
 * @example const form = pluralForms("cs"); form(3, { one: "záznam", few: "záznamy", other: "záznamů" })
 */
export function pluralForms(languageTag: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(languageTag);
  return (count, forms) => forms[rules.select(count)] ?? forms.other;
}
