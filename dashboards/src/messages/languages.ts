import type { Messages } from "./en.ts";

export type Language = "en" | "cs" | "fr" | "zh" | "hi";

interface LanguageEntry {
  /** In the language itself. */
  readonly name: string;
  /** Null: they come with the application. */
  readonly load: (() => Promise<Messages>) | null;
}

/** Languages of the pages, with what loads each; English is always there. */
export const LANGUAGES: Readonly<Record<Language, LanguageEntry>> = {
  en: { name: "English", load: null },
  cs: { name: "Čeština", load: async () => (await import("./cs.ts")).cs },
  fr: { name: "Français", load: async () => (await import("./fr.ts")).fr },
  zh: { name: "中文", load: async () => (await import("./zh.ts")).zh },
  hi: {
    name: "हिन्दी",
    load: async () => {
      await import("@fontsource-variable/noto-sans-devanagari");
      return (await import("./hi.ts")).hi;
    },
  },
};

export function isLanguage(name: string): name is Language {
  return Object.hasOwn(LANGUAGES, name);
}

/** The first of a reader's languages (BCP 47, best first) that there is; English where there is none. */
export function bestLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [primary = ""] = tag.toLowerCase().split("-");
    if (isLanguage(primary)) return primary;
  }
  return "en";
}

/** Every language with its own name, for a choice. */
export function languageChoices(): { readonly language: Language; readonly name: string }[] {
  return Object.entries(LANGUAGES).flatMap(([language, { name }]) =>
    isLanguage(language) ? [{ language, name }] : [],
  );
}
