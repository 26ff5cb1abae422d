import { bestLanguage, isLanguage } from "../messages/languages.ts";
import type { Language } from "../messages/languages.ts";
import { readPreference, writePreference } from "./preferences.ts";

/** What this reader chose, else the first of the browser's languages that there is. */
export function chosenLanguage(): Language {
  const chosen = readPreference("language");
  return isLanguage(chosen) ? chosen : bestLanguage(navigator.languages);
}

/** Keeps the choice and loads the page anew in it: the address holds everything that is shown. */
export function chooseLanguage(language: Language): void {
  writePreference("language", language);
  location.reload();
}
