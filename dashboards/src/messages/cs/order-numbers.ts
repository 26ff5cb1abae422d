import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { shortDuration } from "../../time/format-duration.ts";
import type { Messages } from "../en.ts";
import type { NumberFacts } from "../en/order-numbers.ts";
import { count } from "../format-count.ts";
import { agree, records } from "./words.ts";

const quote = ({ quote: id }: OrderNumberAnswer) => (id === null ? "Košík" : `Košík ${id}`);
const order = ({ order: id }: OrderNumberAnswer) =>
  id === null ? "Objednávka" : `Objednávka ${id}`;
const reason = (number: OrderNumberAnswer) => (number.reason === null ? "" : `: ${number.reason}`);
const late = ({ lateMs }: OrderNumberAnswer) =>
  lateMs === null ? "" : `, ${shortDuration(lateMs)} po jeho rezervaci`;
const named = (number: OrderNumberAnswer) => number.number ?? String(number.sequence);

function betweenNeighbors({ before, after }: NumberFacts): string {
  if (before?.reservedAt == null || after?.reservedAt == null) return "";
  const apartMs = Math.abs(Date.parse(after.reservedAt) - Date.parse(before.reservedAt));
  return ` Mezi rezervacemi čísel ${named(before)} a ${named(after)} uplynulo ${shortDuration(apartMs)}.`;
}

const WHY: Readonly<Record<Explanation, (facts: NumberFacts) => string>> = {
  unexplained: (facts) =>
    `Žádný záznam ho neuvádí; nevysvětluje ho žádný vstup v karanténě ani známý výpadek.${betweenNeighbors(facts)}`,
  "source-outage": (facts) =>
    `Žádný záznam ho neuvádí. V době, kdy mělo být ohlášeno, mlčel zdroj: ${facts.number.sources.join(", ")}.${betweenNeighbors(facts)}`,
  "in-quarantine": ({ number }) =>
    `Žádný záznam ho neuvádí, ale lze ho přečíst ve vstupu v karanténě ${number.quarantine.join(", ")}.`,
  uncertain: ({ number }) =>
    `${order(number)} byla uložena, ale její platba zůstala bez odpovědi. Zda byla zaplacena, není známo.`,
  declined: ({ number }) =>
    `${quote(number)}: platba byla zamítnuta${reason(number)}. Košík si číslo ponechává.`,
  "session-expired": ({ number }) =>
    `${quote(number)} se ztratil s koncem své relace a s ním i číslo.`,
  abandoned: ({ number }) =>
    number.reason === null
      ? `${quote(number)} si ho ponechává a nebyl dotčen déle, než je jeho lhůta.`
      : `${quote(number)} si ho ponechává a nebyl dotčen déle, než je jeho lhůta; poslední platba byla zamítnuta${reason(number)}.`,
  reserved: ({ number }) => `${quote(number)} ho drží. Žádná objednávka pod ním zatím nepřišla.`,
  cancelled: ({ number }) => `${order(number)} ho převzala a později byla zrušena.`,
  "used-late": ({ number }) => `${order(number)} ho převzala pozdě${late(number)}.`,
  used: ({ number }) => `${order(number)} ho převzala${late(number)}.`,
};

export const orderNumbers: Messages["orderNumbers"] = {
  title: "Čísla objednávek",
  store: "Prodejna",
  storeName: (store) => `Prodejna ${store}`,
  range: (first, last) => `${first} až ${last}.`,
  unexplained: (n, of) => `Bez vysvětlení ${count(n)} z ${count(of)}.`,
  allExplained: (of) =>
    of === 1
      ? "Má vysvětlení."
      : `Vysvětlení ${agree(of, "má", "mají všechna", "má všech")} ${count(of)}.`,
  reading: (through) => `Zatím přečteno po číslo ${through}.`,
  readOn: "Číst dál",
  explanations: {
    unexplained: "Nevysvětlené",
    used: "Použité",
    "used-late": "Použité pozdě",
    reserved: "Rezervované",
    declined: "Zamítnuté",
    "session-expired": "Relace skončila",
    abandoned: "Opuštěné",
    cancelled: "Zrušené",
    uncertain: "Nejisté",
    "in-quarantine": "V karanténě",
    "source-outage": "Výpadek zdroje",
  },
  why: (facts) => WHY[facts.number.explanation](facts),
  comeBack: {
    head: "Může se vrátit",
    withQuote: (id) => `Ano, s košíkem ${id}`,
    yes: "Ano",
    never: "Ne, nikdy",
    used: "Bylo použito",
    inReplays: "V přehráních",
    notKnown: "Není známo",
  },
  filter: "Zobrazit jen čísla, která jsou",
  filterClear: "Zobrazit vše",
  counting: "zatím nespočteno",
  strip: {
    number: "Číslo v pásu",
    onlyPart: (first, last) =>
      `Pás ukazuje ${first} až ${last}. Tabulka a Přejít na číslo dosáhnou na všechna.`,
    valueText: (number, state, why) => `${number}, ${state}. ${why}`,
    notRead: (number) => `${number}, čte se`,
    lateUse: (number, after) => `${number} použito o ${after} později`,
    hint: "Ukažte na číslo, nebo se po pásu pohybujte šipkami. e přejde na další, které nebylo použito běžně.",
  },
  map: {
    label: "Celá řada. Kliknutí přejde na místo.",
  },
  jump: "Přejít na číslo",
  jumpGo: "Přejít",
  jumpUnknown: (first, last) => `V této řadě není. Sahá od ${first} do ${last}.`,
  table: (shown) => `Čísla: ${shown}`,
  tableExceptions: "Čísla, která nebyla použita běžně, nejprve nevysvětlená",
  heads: {
    number: "Číslo",
    state: "Stav",
    why: "Proč",
    comeBack: "Může se vrátit",
    evidence: "Záznamy",
    since: "Od",
  },
  noRecord: "žádný",
  facts: {
    reserved: "Rezervováno",
    used: "Použito",
    stored: "Objednávka uložena",
    after: "Po",
    since: "Od",
    causes: "Vše, co o něm platí",
    records: "Záznamy",
    order: "Objednávka",
    quote: "Košík",
    quarantine: "Karanténa",
  },
  unknownStore: (store) => `Žádný záznam neuvádí číslo obchodu ${store}.`,
  emptyStores: "Žádný záznam zatím neuvádí číslo objednávky.",
  emptyStoresWhy: (through) =>
    `${agree(through, "Přečten", "Přečteny", "Přečteno")} ${records(through)}. Čísla uvádějí záznamy typu order.numberReserved a order.placed, které nesou prodejnu a pořadí.`,
  emptyExceptions: "Každé číslo bylo použito bez prodlení.",
  emptyFilter: "Žádné číslo této prodejny není takového druhu.",
  emptyWhy: (first, last) => `Prohlédnuto: ${first} až ${last}.`,
  exportTable: "Uvedená čísla jako CSV",
  csvHeads: [
    "store",
    "sequence",
    "number",
    "explanation",
    "causes",
    "why",
    "mayReturn",
    "order",
    "quote",
    "reservedAt",
    "usedAt",
    "since",
    "evidence",
  ],
};
