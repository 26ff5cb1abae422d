import { en } from "./en.ts";
import type { Messages } from "./en.ts";
import { LANGUAGES } from "./languages.ts";
import type { Language } from "./languages.ts";

/** The texts of the reader's language. Set once, before anything is drawn; another choice loads the page anew. */
export let text: Messages = en;

/** Makes a language the current one; before the application is loaded. Rejects where its texts do not arrive. */
export async function setLanguage(language: Language): Promise<void> {
  const { load } = LANGUAGES[language];
  text = load === null ? en : await load();
  document.documentElement.lang = text.languageTag;
}
