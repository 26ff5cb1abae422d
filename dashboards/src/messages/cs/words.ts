import { count } from "../format-count.ts";
import { pluralForms } from "../plural-forms.ts";

const form = pluralForms("cs");

/** A word in the form that its count asks for. */
export const agree = (n: number, one: string, few: string, other: string): string =>
  form(n, { one, few, other });

/** A count with its word: `3 záznamy`. */
export const counted = (n: number, one: string, few: string, other: string): string =>
  `${count(n)} ${agree(n, one, few, other)}`;

export const records = (n: number): string => counted(n, "záznam", "záznamy", "záznamů");
export const findingsCounted = (n: number): string =>
  counted(n, "zjištění", "zjištění", "zjištění");
export const more = (n: number): string => `a ${counted(n, "další", "další", "dalších")}`;
export const times = (n: number): string => (n === 1 ? "jednou" : `${count(n)}krát`);

export const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

interface Cases {
  readonly thisGenitive: string;
  readonly genitive: string;
  readonly accusative: string;
  readonly instrumental: string;
}

/** Cases of the names of objects, by the name as it stands in a heading. */
const CASES: Readonly<Record<string, Cases>> = {
  transakce: {
    thisGenitive: "této transakce",
    genitive: "transakce",
    accusative: "transakci",
    instrumental: "transakcí",
  },
  košík: {
    thisGenitive: "tohoto košíku",
    genitive: "košíku",
    accusative: "košík",
    instrumental: "košíkem",
  },
  objednávka: {
    thisGenitive: "této objednávky",
    genitive: "objednávky",
    accusative: "objednávku",
    instrumental: "objednávkou",
  },
  platba: {
    thisGenitive: "této platby",
    genitive: "platby",
    accusative: "platbu",
    instrumental: "platbou",
  },
  "dárková karta": {
    thisGenitive: "této dárkové karty",
    genitive: "dárkové karty",
    accusative: "dárkovou kartu",
    instrumental: "dárkovou kartou",
  },
  licence: {
    thisGenitive: "této licence",
    genitive: "licence",
    accusative: "licenci",
    instrumental: "licencí",
  },
  zákazník: {
    thisGenitive: "tohoto zákazníka",
    genitive: "zákazníka",
    accusative: "zákazníka",
    instrumental: "zákazníkem",
  },
  faktura: {
    thisGenitive: "této faktury",
    genitive: "faktury",
    accusative: "fakturu",
    instrumental: "fakturou",
  },
  produkt: {
    thisGenitive: "tohoto produktu",
    genitive: "produktu",
    accusative: "produkt",
    instrumental: "produktem",
  },
  úloha: {
    thisGenitive: "této úlohy",
    genitive: "úlohy",
    accusative: "úlohu",
    instrumental: "úlohou",
  },
  přehrání: {
    thisGenitive: "tohoto přehrání",
    genitive: "přehrání",
    accusative: "přehrání",
    instrumental: "přehráním",
  },
  "e-mail": {
    thisGenitive: "tohoto e-mailu",
    genitive: "e-mailu",
    accusative: "e-mail",
    instrumental: "e-mailem",
  },
};

/** The name of a type of object in a case: `Objednávka`, accusative → `objednávku`. */
export function inCase(name: string, grammaticalCase: keyof Cases): string {
  const nominative = lowered(name);
  return CASES[nominative]?.[grammaticalCase] ?? `objektu ${nominative}`;
}
