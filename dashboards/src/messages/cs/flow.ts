import { shortDuration } from "../../time/format-duration.ts";
import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { typeName as activity } from "./type-names.ts";
import { agree, counted, times } from "./words.ts";

type Forms = readonly [one: string, few: string, other: string];

const OBJECTS: Readonly<Record<string, Forms>> = {
  order: ["objednávka", "objednávky", "objednávek"],
  quote: ["košík", "košíky", "košíků"],
  payment: ["platba", "platby", "plateb"],
  giftCard: ["dárková karta", "dárkové karty", "dárkových karet"],
  license: ["licence", "licence", "licencí"],
  replay: ["přehrání", "přehrání", "přehrání"],
  transaction: ["transakce", "transakce", "transakcí"],
};
const OTHER: Forms = ["objekt", "objekty", "objektů"];

const objects = (type: string, n: number) => counted(n, ...(OBJECTS[type] ?? OTHER));
const wait = (ms: number | null) => (ms === null ? "není známo" : shortDuration(ms));
const percent = (share: number) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
const step = (from: string, to: string) => `${activity(from)} → ${activity(to)}`;

export const flow: Messages["flow"] = {
  title: "Procesy",
  type: "Objekty",
  types: {
    order: "Objednávky",
    quote: "Košíky",
    payment: "Platby",
    giftCard: "Dárkové karty",
    license: "Licence",
    replay: "Přehrání",
    transaction: "Transakce",
  },
  store: "Prodejna",
  allStores: "Všechny prodejny",
  storeName: (store) => `Prodejna ${store}`,
  from: "První záznam od",
  to: "před",
  wholeTime: "Celá doba",
  objects,
  facts: (type, n) => `${objects(type, n)}.`,
  withFindings: (n, of) =>
    n === 0 ? "Bez zjištění." : `Se zjištěním: ${count(n)} (${percent(n / of)}).`,
  views: {
    label: "Co je z procesů zobrazeno",
    map: "Mapa",
    steps: "Pomalé kroky",
    variants: "Varianty",
    rates: "Chybovost",
    changes: "Změny",
  },
  activity,
  step,
  wait,
  percent,
  times,
  empty: "V této době nezačal žádný objekt tohoto typu.",
  emptyWhy: (through) =>
    `Prohlédnuto vše, co má pohled životních cyklů, po záznam ${count(through)}.`,
  emptyNext: "Zvolte delší dobu, jinou prodejnu, nebo jiný typ objektu.",
  map: {
    label: "Mapa procesu: která událost přímo následuje po které",
    as: "Zobrazit jako",
    asMap: "Kresba",
    asTable: "Tabulka",
    drawn: "Nakreslené kroky",
    drawnOf: (n, of, share) =>
      `nejčastějších ${count(n)} z ${count(of)}; tvoří ${percent(share)} všech provedených kroků`,
    zoomIn: "Přiblížit",
    zoomOut: "Oddálit",
    zoomFit: "Na šířku",
    keys: "Šipky procházejí kroky, Enter otevírá, + a − mění měřítko. Tažením se posouvá; Ctrl a kolečko mění měřítko.",
    legend:
      "Širší čáry se prošly častěji. Na čáře: kolikrát, polovina čekala nejvýše, 95 % čekalo nejvýše.",
    nodeShare: "jejích objektů má zjištění",
    nodeCount: (n) => times(n),
    nodeCountAgain: (n, again) => `${times(n)}, z toho ${count(again)} za sebou`,
    edge: (n, p50Ms, p95Ms) =>
      p50Ms === p95Ms
        ? `${count(n)} · ${wait(p50Ms)}`
        : `${count(n)} · ${wait(p50Ms)} · ${wait(p95Ms)}`,
  },
  heads: {
    step: "Krok",
    count: "Počet",
    median: "Polovina do",
    p95: "95 % do",
    p99: "99 % do",
    longest: "Nejdéle",
    spread: "Polovina až 95 %, logaritmus čekání",
    findings: "Se zjištěním",
  },
  steps: {
    table: "Kroky, od nejpomalejšího",
    explain: (type, n, p50Ms, p95Ms) =>
      `${objects(type, n)}: od prvního do posledního záznamu polovina nejvýše ${wait(p50Ms)}, 95 % nejvýše ${wait(p95Ms)}. Kroky jsou řazeny podle čekání, které 95 % z nich nepřekročilo.`,
  },
  variants: {
    table: "Průběhy, od nejčastějšího",
    explain: (known, listed) => {
      const different = counted(known, "odlišný průběh", "odlišné průběhy", "odlišných průběhů");
      return known > listed
        ? `${different}; ${agree(listed, "uveden je nejčastější", "uvedeny jsou nejčastější", "uvedeno je nejčastějších")} ${count(listed)}.`
        : `${different}.`;
    },
    choose: "Otevřete průběh a uvidíte, ve kterých krocích se od něj ostatní liší.",
    compared: "Kroky, které otevřený průběh na tom místě nemá, jsou podtržené.",
    head: "Průběh",
    share: "Podíl",
    whole: "První až poslední, polovina do",
    inARow: (n) => `×${count(n)}`,
  },
  rates: {
    table: "Jak často něco selhalo",
    explain: (bucket) =>
      `Počítáno ze záznamů všech prodejen v zobrazené době, po úsecích ${bucket}. Sloupce jsou kresleny k nejvyššímu podílu vlastního řádku.`,
    explainNone: "V této době není žádný záznam.",
    heads: { rate: "Co", share: "Podíl", counts: "Záznamy", over: "V čase" },
    names: {
      declined: "Platby zamítnuté",
      unanswered: "Platby bez odpovědi",
      bounced: "Vrácené e-maily",
      handler: "Výroby bez obsluhy",
      uncertain: "Nejisté objednávky",
      cards: "Neplatné dárkové karty",
      tasks: "Úlohy selhalé nebo zmeškané",
      catalog: "Odmítnuté soubory katalogu",
    },
    ofWhat: (part, whole) => `${count(part)} z ${count(whole)}`,
    at: (when, part, whole) =>
      `${when}: ${count(part)} z ${count(whole)} (${whole === 0 ? "není z čeho" : percent(part / whole)})`,
    peak: (when, share) => `Nejvíce ${percent(share)}, ${when}`,
  },
  changes: {
    table: "Co se změnilo proti předchozímu období",
    needsPeriod: "Změny se ukazují za období proti stejně dlouhému období před ním.",
    needsPeriodNext: "Zvolte období: táhněte přes záznamy nahoře, nebo nastavte obě data.",
    compared: (days, now, before) => `${now} proti předchozím ${days}: ${before}.`,
    none: "Nic se nezměnilo o víc než o tyto meze.",
    noneBefore: "V předchozím období nezačal žádný objekt, není tedy s čím srovnávat.",
    thresholds: "Co se uvádí",
    rules: (limits) => [
      `Krok provedený alespoň ${limits.countFactor}krát častěji nebo vzácněji, v poměru k objektům každého období, a ${count(limits.least)}krát nebo víckrát v jednom z nich.`,
      `Krok, jehož medián čekání se alespoň ${limits.waitFactor}krát prodloužil nebo zkrátil, provedený ${count(limits.least)}krát nebo víckrát v obou.`,
      `Zjištění všech objektů, jsou-li o ${limits.sharePoints} procentních bodů častější nebo vzácnější; a objektů jedné události, změnila-li se o ${limits.sharePoints} bodů víc než u všech, při ${count(limits.least)} a více objektech v obou.`,
      "Kroky, které byly provedeny jen v jednom z období, stejně často.",
    ],
    kinds: {
      appeared: "Nový",
      vanished: "Zmizel",
      count: "Četnost",
      wait: "Čekání",
      findings: "Zjištění",
    },
    heads: { kind: "Druh", what: "Co", before: "Dříve", now: "Nyní", change: "Změna" },
    perObjects: (n, of) => `${count(n)} na ${count(of)}`,
    factor: (factor) =>
      factor >= 1 ? `${factor.toFixed(1)}krát více` : `${(1 / factor).toFixed(1)}krát méně`,
    waitFactor: (factor) =>
      factor >= 1 ? `${factor.toFixed(1)}krát déle` : `${(1 / factor).toFixed(1)}krát kratší`,
    points: (points) => `${points > 0 ? "+" : "−"}${Math.abs(points * 100).toFixed(0)} p. b.`,
    never: "nikdy",
    all: (type) => {
      const [, few] = OBJECTS[type] ?? OTHER;
      return `${type === "replay" ? "Všechna" : "Všechny"} ${few}`;
    },
  },
  panel: {
    step: "Krok",
    event: "Událost",
    label: "Co za tím stojí",
    taken: "Provedeno",
    median: "Polovina čekala",
    p95: "95 % čekalo",
    atMost: (ms) => (ms === null ? "není známo" : `nejvýše ${shortDuration(ms)}`),
    findings: "Se zjištěním",
    ofAll: (share, all) => `${percent(share)}; ze všech objektů ${percent(all)}`,
    objects: "V objektech",
    starts: "První u svého objektu",
    ends: "Zatím poslední",
    after: "Následuje po",
    before: "Po ní následuje",
    longest: "Nejdelší čekání",
    longestOf: (listed, of) =>
      listed < of
        ? `${agree(listed, "nejdelší", "nejdelší", "nejdelších")} ${count(listed)} z ${count(of)}`
        : times(of),
    hasFinding: "má zjištění",
    records: (type) => `Všechny záznamy typu ${type}`,
    notInPeriod: "V tomto období není.",
    reading: "Načítá se…",
  },
};
