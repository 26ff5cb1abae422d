import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { agree, counted, findingsCounted, inCase, times as timesInWords } from "./words.ts";

export const views: Messages["views"] = {
  openRecord: (reference) => `Otevřít záznam ${reference}`,
  moreRecords: (n) => counted(n, "další", "další", "dalších"),
  states: {
    label: "Stavy",
    diagram: "Stavy tohoto objektu: cesta, kterou prošel, a kam mohl odbočit",
    none: "Žádný záznam neuvádí stav tohoto objektu.",
    table: "Stavy, ve kterých byl, v pořadí",
    stays: (n) =>
      n === 1
        ? "Stav, ve kterém byl"
        : `${count(n)} ${agree(n, "stav", "stavy", "stavů")}, ve kterých byl`,
    first: "(první známý)",
    still: "stále v něm",
    notTold: "nerozlišeno",
    begins: "zde začíná",
    soFar: (length) => `dosud ${length}`,
    lasted: (length, times, isCurrent) =>
      `${isCurrent ? "dosud " : ""}${length}${times === 1 ? "" : `, ${timesInWords(times)}`}`,
    away: "Dál než jeden krok od jeho cesty:",
    next: (state) => `Ze stavu ${state} může přejít do:`,
    nothingNext: "nikam; nic nemusí následovat.",
    nextWay: (state, signals) =>
      signals.length === 0 ? state : `${state} (${signals.join(", ")})`,
    legend: {
      taken: "Provedeno; číslo udává počet kroků",
      beside: "Odtud možné, do stavu, ve kterém nebyl",
      wrong: "Provedeno, a podle pravidla je to chyba",
    },
    columns: {
      state: "Stav",
      from: "Vstup",
      to: "Výstup",
      lasted: "Trvání",
      by: "Vstup díky",
      records: "Záznamy",
    },
  },
  milestones: {
    heading: "Milníky",
    notRecorded: "bez záznamu",
    columns: {
      milestone: "Milník",
      at: "Nastal",
      wait: "Od předchozího",
      records: "Záznamy",
    },
  },
  obligations: {
    heading: "Co mělo následovat",
    none: "Nic nemuselo následovat v daném termínu.",
    statuses: {
      open: (left) => `termín za ${left}`,
      met: (early) => `splněno, o ${early} dříve`,
      late: (late) => `splněno o ${late} později`,
      overdue: (since) => `po termínu o ${since}`,
      lapsed: () => "už se nevyžaduje",
    },
    columns: {
      owed: "Co",
      status: "Stav",
      since: "Od",
      due: "Termín",
      met: "Splněno",
      records: "Záznamy",
    },
  },
  narrative: {
    label: "Co se stalo, ve větách",
    copy: "Kopírovat jako text",
    copied: "Text zkopírován",
    chapterNames: {
      state: "Stav",
      course: "Průběh",
      money: "Peníze",
      links: "Patří k tomu",
      owed: "Ještě schází",
      findings: "Zjištění",
      unknown: "Není známo",
    },
  },
  compare: {
    label: "Porovnání",
    table: "Kroky obou, stejné vedle stejných",
    with: (objectType) => `Porovnat s ${inCase(objectType, "instrumental")}`,
    compare: "Porovnat",
    normal: "Obvyklý průběh",
    opened: "Dříve otevřené:",
    left: "A",
    right: "B",
    normalCourse: (objectType) => `Obvyklý průběh ${inCase(objectType, "genitive")}`,
    normalExplained: (version) =>
      `Kroky života, ve kterém se nic nepokazilo, podle modelu verze ${version}. Nemá časy.`,
    state: "Stav",
    since: "od",
    length: "Od prvního do posledního kroku",
    findings: (n) => (n === 0 ? "Žádná zjištění." : `${findingsCounted(n)}:`),
    steps: (rows, differing) =>
      `${counted(rows, "krok", "kroky", "kroků")}, ${differing === 0 ? "všechny stejné" : counted(differing, "se liší", "se liší", "se liší")}`,
    noStep: "takový krok není zaznamenán",
    sinceStart: (length) => `v čase ${length}`,
    columns: {
      number: "Krok",
      left: "A: co se stalo",
      right: "B: co se stalo",
      wait: "Čekání",
      difference: "Rozdíl",
    },
    differences: {
      alike: "stejné",
      beside: "není krokem průběhu",
      longer: (by) => `A čekalo o ${by} déle`,
      shorter: (by) => `A čekalo o ${by} kratší dobu`,
      onlyLeft: "jen v A",
      onlyRight: "jen v B",
      elsewhere: (row) => `v jiném pořadí: krok ${count(row)}`,
    },
  },
};
