import { expect, test } from "vitest";
import { en } from "../../../dashboards/src/messages/en.ts";
import { bestLanguage, LANGUAGES } from "../../../dashboards/src/messages/languages.ts";
import { pluralForms } from "../../../dashboards/src/messages/plural-forms.ts";

/** Each text with its place, such as `find.columns.time`; functions by their source. */
function texts(value: unknown, place: string): Map<string, string> {
  if (typeof value === "string") return new Map([[place, value]]);
  if (typeof value === "function") return new Map([[place, `function ${String(value)}`]]);
  if (typeof value !== "object" || value === null) return new Map();
  const found = new Map<string, string>();
  for (const [name, inner] of Object.entries(value)) {
    for (const [at, text] of texts(inner, place === "" ? name : `${place}.${name}`)) {
      found.set(at, text);
    }
  }
  return found;
}

/** Words that a language may share with English: names, units, signs, keys, commands. */
function isWords(text: string): boolean {
  const words = text.startsWith("function ") ? literals(text) : text;
  return /[a-z]{3,} +[a-z]{3,} +[a-z]{2,}/i.test(words) && !words.startsWith("tracewell ");
}

/** What a function says: its quoted texts. */
function literals(source: string): string {
  return [...source.matchAll(/"([^"]*)"|`([^`]*)`/g)]
    .map(([, quoted, template]) => (quoted ?? template ?? "").replace(/\$\{[^}]*\}/g, ""))
    .join(" | ");
}

const others = Object.entries(LANGUAGES).filter(([language]) => language !== "en");

test.each(others)("%s says everything, in words of its own", async (language, { load }) => {
  const other = await load?.();
  expect(other?.languageTag).toBe(language);
  const english = texts(en, "");
  const translated = texts(other, "");
  expect([...english.keys()].filter((place) => !translated.has(place))).toEqual([]);
  expect([...translated.keys()].filter((place) => !english.has(place))).toEqual([]);
  const left = [...english].filter(
    ([place, text]) => isWords(text) && translated.get(place) === text,
  );
  expect(left.map(([place]) => place)).toEqual([]);
});

test("the browser's first language that there is is taken, else English", () => {
  expect(bestLanguage(["de-AT", "en-US"])).toBe("en");
  expect(bestLanguage(["ja", "de"])).toBe("en");
  expect(bestLanguage([])).toBe("en");
});

test("a word takes the form that its count asks for", () => {
  const form = pluralForms("cs");
  const records = { one: "záznam", few: "záznamy", other: "záznamů" };
  expect([1, 3, 5, 0, 21].map((count) => form(count, records))).toEqual([
    "záznam",
    "záznamy",
    "záznamů",
    "záznamů",
    "záznamů",
  ]);
});
