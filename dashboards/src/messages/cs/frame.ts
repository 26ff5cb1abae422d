import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { events } from "./events.ts";
import { agree, records } from "./words.ts";

export const nav: Messages["nav"] = {
  main: "Hlavní navigace",
  short: "Hlavní navigace, krátká",
  skip: "Přejít na obsah",
  find: "Hledat",
  live: "Živě",
  flow: "Procesy",
  orderNumbers: "Čísla objednávek",
  orderNumbersShort: "Čísla",
  giftCards: "Dárkové karty",
  licenses: "Licence",
  replays: "Přehrání",
  shop: "Obchod",
  incidents: "Incidenty",
  operations: "Provoz",
  more: "Více",
  moreLabel: "Další obrazovky",
  toDecide: (n) => `${n} k posouzení`,
  operationsParts: {
    sources: "Zdroje",
    quarantine: "Karanténa",
    storage: "Úložiště a stav",
    exports: "Exporty",
  },
  shopParts: {
    products: "Produkty",
    customers: "Zákazníci",
    scheduler: "Plánovač",
    simulator: "Simulátor",
  },
  home: "Tracewell, hledat",
};

export const view: Messages["view"] = {
  zone: "Časové pásmo zobrazených časů",
  utc: "UTC",
  local: "Místní",
  theme: "Vzhled",
  auto: "Auto",
  light: "Světlý",
  dark: "Tmavý",
  language: "Jazyk",
};

export const common: Messages["common"] = {
  close: "Zavřít",
  cancel: "Zpět",
  copy: "Kopírovat",
  copied: "Zkopírováno",
  copyFailed: "Prohlížeč odmítl přístup ke schránce. Označte text a zkopírujte ho.",
  retry: "Zkusit znovu",
  clear: "vymazat",
  loading: "Načítá se…",
  more: "Více",
  notKnown: "není známo",
  none: "žádné",
  period: ".",
  record: "Záznam",
  of: (objectType) => events.objectTypes[objectType] ?? objectType,
  sentence: (words) => words.charAt(0).toUpperCase() + words.slice(1),
  records,
  count,
};

export const coverage: Messages["coverage"] = {
  label: "Z čeho byla tato odpověď sestavena",
  complete: "Úplná",
  live: "Živě",
  partial: "Částečná",
  none: "Zatím bez odpovědi",
  readThrough: (through, head) => `Přečteno po ${count(through)} z ${count(head)}`,
  quarantined: (n) =>
    n === 0 ? "0 v karanténě pro tuto odpověď" : `${count(n)} otevřeno v karanténě`,
  ledgers: (names) => `${agree(names.length, "kniha", "knihy", "knihy")} ${names.join(", ")}`,
  why: "Proč částečná",
  answeredAt: "Odpověď z",
  readAgain: "Načíst znovu",
};

export const problem: Messages["problem"] = {
  heading: "Bez odpovědi",
  safe: "Co bylo zaznamenáno, je v bezpečí: čtení nic nemění.",
  code: (code) => `Kód ${code}`,
  offline: "Služba neodpověděla.",
  offlineHint: "Možná je zastavena, nebo nefunguje síť mezi ní a tímto prohlížečem.",
  shownIs: "Zobrazena je poslední odpověď z",
  unexpected: (status) => `Služba odpověděla stavem ${status} bez udání důvodu.`,
  pageFailed: "Tuto stránku se nepodařilo zobrazit.",
  notFoundPage: "Na této adrese není žádná stránka.",
  toFind: "Přejít na Hledat",
};

export const signIn: Messages["signIn"] = {
  heading: "Tento prohlížeč není přihlášen",
  explain:
    "Stránky jsou standardně uzavřené. Kdo službu provozuje, může vypsat jednorázový přihlašovací odkaz, i pro vás:",
  command: "tracewell sign-in",
  ended:
    "Tento prohlížeč už není přihlášen. Vyžádejte si nový odkaz (tracewell sign-in), otevřete ho na jiné kartě a zkuste to znovu.",
  afterwards:
    "Otevřete odkaz v tomto prohlížeči; funguje jednou. Pak se vraťte na tuto adresu: pamatuje si, co jste si prohlíželi.",
  retry: "Přihlášení proběhlo, zkusit znovu",
  refused: "Tato relace zde nesmí číst. Přihlaste se odkazem, který má víc práv.",
};

export const help: Messages["help"] = {
  heading: "Klávesnice",
  button: "Klávesy",
  single: "Jednopísmenné klávesy",
  singleExplain: "Při psaní do pole jsou vždy vypnuté.",
  keys: [
    { keys: ["/"], does: "Hledání: přejít do pole" },
    { keys: ["j", "k"], does: "Další a předchozí řádek nebo kandidát" },
    { keys: ["Enter"], does: "Otevřít řádek nebo kandidáta" },
    { keys: ["o", "O"], does: "Další a předchozí záznam téhož ID" },
    { keys: ["e", "E"], does: "Další a předchozí problém" },
    { keys: ["1–9"], does: "Vybrat kandidáta" },
    { keys: ["c"], does: "Kopírovat ID" },
    { keys: ["r"], does: "Přečíst ID hláskovaně" },
    { keys: ["x"], does: "Exportovat, co je zobrazeno" },
    { keys: ["d"], does: "Otevřené přehrání nanečisto" },
    { keys: ["Space"], does: "Pozastavit nebo obnovit živý výpis" },
    { keys: ["a", "f"], does: "Živě: přidat sloupec, sledovat v něm ID" },
    { keys: ["←", "→"], does: "Živě: sloupec vlevo a vpravo" },
    { keys: ["Ctrl", "K"], does: "Příkazy" },
    { keys: ["Esc"], does: "Zavřít, nebo vymazat" },
    { keys: ["?"], does: "Tato nápověda" },
  ],
};

export const palette: Messages["palette"] = {
  heading: "Příkazy",
  placeholder: "Napište příkaz nebo ID",
  nothing: "Takový příkaz není.",
  findText: (text) => `Hledat „${text}“`,
  goTo: (screen) => `Přejít na ${screen}`,
  themeLight: "Vzhled: světlý",
  themeDark: "Vzhled: tmavý",
  themeAuto: "Vzhled: podle systému",
  zoneUtc: "Časy v UTC",
  zoneLocal: "Časy v místním pásmu",
  help: "Nápověda ke klávesnici",
  share: "Kopírovat odkaz na toto zobrazení",
  print: "Vytisknout toto zobrazení",
  language: (name) => `Jazyk: ${name}`,
};
