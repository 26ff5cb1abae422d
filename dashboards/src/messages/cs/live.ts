import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { agree, counted, records } from "./words.ts";

const problems = (n: number) => counted(n, "problém", "problémy", "problémů");

export const live: Messages["live"] = {
  title: "Živě",
  heading: "Živý výpis",
  filter: "Filtr, stejný jazyk jako Hledat",
  filterOf: (place) => `Filtr sloupce ${place}, stejný jazyk jako Hledat`,
  filterPlaceholder: "Všechny záznamy. Například type:payment.*",
  apply: "Použít",
  pause: "Pozastavit",
  resume: "Pokračovat",
  paused: (n) =>
    n === 0 ? "Pozastaveno." : `Pozastaveno; ${agree(n, "čeká", "čekají", "čeká")} ${records(n)}.`,
  waiting: (n) => `${count(n)} čeká`,
  reading: (n) =>
    `${counted(n, "nový záznam", "nové záznamy", "nových záznamů")} níže. Co čtete, zůstává na místě.`,
  toNewest: "K nejnovějším",
  rate: (n) => `${n.toFixed(1)}/s za 10 s`,
  state: {
    connecting: "Připojuje se…",
    open: "Připojeno",
    waiting: "Spojení ztraceno; zkouší se znovu. Nic se nepřeskočí: naváže tam, kde se zastavilo.",
    closed: "Zastaveno",
  },
  arrived: records,
  problems,
  most: (n) => `nejvýše ${count(n)} za 5 s`,
  dropped: (n) =>
    `${counted(n, "starší řádek byl uvolněn", "starší řádky byly uvolněny", "starších řádků bylo uvolněno")}; v knize záznamů ${agree(n, "je", "jsou", "jsou")}.`,
  gap: (n) => `nezobrazeno: ${records(n)}`,
  gapWhy: "Tento prohlížeč byl pomalejší než proud záznamů.",
  gapLoad: "Načíst je",
  all: "Všechny záznamy",
  column: (place, filter) => `Sloupec ${place}: ${filter}`,
  columns: "Sloupce",
  add: "Přidat sloupec",
  addFull: (max) =>
    `${agree(max, "Zobrazen je", "Zobrazeny jsou", "Zobrazeno je")} ${counted(max, "sloupec", "sloupce", "sloupců")}; další lze přidat po odebrání některého.`,
  remove: "Odebrat",
  removeNamed: (filter) => `Odebrat sloupec ${filter}`,
  toProblem: (n) => `${problems(n)}; přejít na další v zobrazených řádcích`,
  noProblem: "V zobrazených řádcích není žádný problém.",
  followBeside: "Sledovat toto ID vedle",
  followHere: "Sledovat jen toto ID",
  empty: (since) => `Od ${since} nepřišel žádný záznam.`,
  emptyFilter: (filter, since) => `Od ${since} nepřišel žádný záznam, který odpovídá ${filter}.`,
  lastMinutes: "Zobrazit posledních 5 minut",
  stoppedByFilter:
    "Jeden filtr nelze přečíst, proto do žádného sloupce nic nepřichází, dokud nebude opraven nebo odebrán.",
  head: {
    time: (zone) => `Čas, ${zone}`,
    id: "Transakce",
    what: "Co se stalo",
    type: "Typ",
    seq: "Záznam",
  },
  unattributed: "v tomto záznamu není ID",
  rows: "Živé záznamy, od nejstarších",
  chart: (words) =>
    `Záznamy po 5 sekundách za posledních 5 minut: ${words.rate}, ${words.most}, ${words.problems}.${words.unwatched ? " Vystínovaná část nebyla sledována." : ""}`,
  chartFrom: "před 5 min",
  chartUnwatched: "nesledováno",
  chartTo: "nyní",
};
