import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { events } from "./events.ts";
import { agree, counted, findingsCounted, inCase, lowered, more, records } from "./words.ts";

const objectName = (type: string) => events.objectTypes[type] ?? type;

/** What a rule of absence waits for. */
const awaited: Readonly<Record<string, string>> = {
  "license.missing": "Licence",
  "invoice.missing": "Faktura",
  "mail.missing": "E-mail",
  "order.paid-not-delivered": "Dodání",
  "order.not-replicated": "Kopie v hlavní databázi",
  "order.account-missing": "Účet zákazníka",
  "order.stuck": "Platba",
  "order.uncertain-unresolved": "Vyjasnění platby",
  "payment.unanswered": "Odpověď brány",
  "gift-card.authorization-stale": "Stržení nebo uvolnění",
  "replay.unverified": "Ověření přehrání",
};

const withAmount = (words: string) => (amount: string | null) =>
  amount === null ? words : `${words} ${amount}`;

export const timeline: Messages["timeline"] = {
  title: (type, id) => `${objectName(type)} ${id}`,
  kind: (type, span, store) =>
    `${objectName(type)}, ${span}${store === null ? "" : `, prodejna ${store}`}`,
  kindPlain: objectName,
  verdict: (state, findings, others) => {
    const [first, ...rest] = findings;
    const own = first === undefined ? "" : ` ${[first, ...rest.map(lowered)].join("; ")}.`;
    const elsewhere = others === 0 ? "" : ` ${findingsCounted(others)} u toho, co k tomu patří.`;
    return `${state}.${own}${elsewhere}`;
  },
  verdictPending: "Verdikt se sestavuje…",
  verdictMissing: "Bez verdiktu: služba ho nevytvořila. Záznamy platí i bez něj.",
  stateSince: "od",
  aliases: "Také",
  openFinding: "Důkazy a rozhodnutí",
  allFindings: (n) => `Všech ${count(n)}`,
  fewerFindings: "Méně",
  noFindingsExplain: "Pro to, co bylo přečteno, neplatí žádné pravidlo.",
  belongsWith: "Patří k tomu",
  relatedFindings: findingsCounted,
  money: {
    ordered: "Objednáno",
    captured: "Strženo",
    refunded: "Vráceno",
    invoiced: "Fakturováno",
    issued: "Vydáno",
    balance: "Zůstatek",
    authorized: "Autorizováno",
    available: "K dispozici",
    requested: "Vyžádáno",
  },
  views: {
    label: "Zobrazení",
    records: "Záznamy",
    states: "Stavy",
    narrative: "Popis",
    compare: "Porovnání",
  },
  moment: {
    asOf: "K okamžiku",
    knownAt: "Známo k",
    now: "nyní",
    heading: { asOf: "Jak to bylo", knownAt: "Jak to bylo známo" },
    explain: {
      asOf: "Jen to, co do této milisekundy nastalo. K ní se posuzují i lhůty.",
      knownAt: "Jen to, co bylo do té doby zaznamenáno, posouzeno k tomu okamžiku.",
    },
    slider: {
      asOf: "K okamžiku, zastávka v čase každého záznamu",
      knownAt: "Známo k, zastávka v každém čase zaznamenání",
    },
    exact: "Přesný čas, UTC",
    apply: "Přejít",
    toNow: "Zpět na nyní",
    bad: "To není čas. Píše se jako 2026-03-08T01:58:49.507Z.",
    leftOut: {
      asOf: (left, all) =>
        left === 0
          ? `${agree(all, "Nastal", "Nastaly", "Nastalo")} už ${agree(all, "celý", "všechny", "všech")} ${records(all)}.`
          : `${count(left)} z ${count(all)} záznamů ${agree(left, "nastal později a je vynechán", "nastaly později a jsou vynechány", "nastalo později a je vynecháno")}:`,
      knownAt: (left, all) =>
        left === 0
          ? `${agree(all, "Zaznamenán byl", "Zaznamenány byly", "Zaznamenáno bylo")} už ${agree(all, "celý", "všechny", "všech")} ${records(all)}.`
          : `${count(left)} z ${count(all)} záznamů ${agree(left, "byl zapsán", "byly zapsány", "bylo zapsáno")} později; co ${agree(left, "vypovídá", "vypovídají", "vypovídají")}, nebylo známo:`,
    },
    moreLeftOut: more,
    nothing: "K tomuto okamžiku z toho nezbývá žádný záznam.",
    nothingWhy: {
      asOf: "První záznam nastal později. O tom, co nebylo zaznamenáno, to nic neříká.",
      knownAt: "První záznam byl zapsán později. O tom, co se stalo, to nic neříká.",
    },
  },
  own: {
    account: "Účet v čase",
    chain: "Řetěz obnov",
    decision: "Rozhodnout o přehrání",
  },
  missing: "chybí",
  due: {
    overdue: (rule) => [awaited[rule] ?? rule, ": termín uplynul; ", "nezaznamenáno"],
    open: (rule) => [awaited[rule] ?? rule, ": termín; ", "zatím nenastal"],
    noRecord: "žádný",
  },
  outcomes: {
    "payment.captured": withAmount("strženo"),
    "payment.declined": () => "zamítnuto",
    "payment.released": () => "uvolněno",
    "payment.refunded": withAmount("vráceno"),
    "payment.timedOut": () => "bez odpovědi",
    "giftCard.captured": withAmount("strženo"),
    "giftCard.released": () => "uvolněno",
    "giftCard.refunded": withAmount("vráceno"),
    "license.blocked": () => "zablokována",
    "license.expired": () => "vypršela",
  },
  stayed: {
    state: (type, id, state) => `${objectName(type)} ${id}: zůstává stav „${lowered(state)}“.`,
    numberHeld: (quote, order) => `Košík ${quote} si ponechal číslo ${order}.`,
    owed: (rules) =>
      `Stále schází: ${rules.map((rule) => lowered(awaited[rule] ?? rule)).join(", ")}.`,
  },
  facts: (n, took, longest) =>
    `${records(n)}${took === null ? "" : ` za ${took}`}${longest === null ? "." : `; nejdelší čekání je ${longest}.`}`,
  factsRefused: (n) =>
    `${counted(n, "záznam uvádí", "záznamy uvádějí", "záznamů uvádí")}, že něco bylo odmítnuto nebo selhalo.`,
  moreObjects: more,
  readAloud: "Přečíst nahlas",
  allRecords: "Jako seznam",
  share: "Kopírovat odkaz",
  shared: "Odkaz zkopírován",
  print: "Tisk",
  overview: (lanes) =>
    `Přehled, ${counted(lanes, "dráha", "dráhy", "drah")}. Každé čekání je kresleno logaritmem své délky.`,
  waitsAtLog: "Čekání logaritmicky",
  thisId: "toto ID",
  recordsIn: (n, took) => `${records(n)} za ${took}`,
  columns: {
    time: (zone) => `Čas, ${zone}`,
    since: "Od minulého",
    lanes: "Objekty",
    what: "Co se stalo",
    type: "Typ",
    seq: "Záznam",
  },
  records: (type) => `Záznamy ${inCase(objectName(type), "thisGenitive")}`,
  sameMs: "táž ms",
  sameMsExplain: "Táž milisekunda z jiného zdroje: co bylo dřív, není doloženo.",
  gap: "bez záznamu.",
  gapAfterDue: "od termínu bez záznamu.",
  gapOpen: "Co se mezitím zaznamenalo?",
  gapClose: "Zavřít",
  gapOther: (n) =>
    n === 0
      ? "V této době nezapsal nic žádný zdroj: možná mlčely, nebo byly nedostupné."
      : `V této době ${agree(n, "byl zapsán", "byly zapsány", "bylo zapsáno")} ${counted(n, "jiný záznam", "jiné záznamy", "jiných záznamů")}.`,
  gapShow: "Zobrazit je",
  gapFromTo: (from, to) => `Od ${from} do ${to}`,
  more: "Další záznamy",
  nearby: (n) =>
    `${counted(n, "nepřiřazený záznam", "nepřiřazené záznamy", "nepřiřazených záznamů")} poblíž`,
  nearbyExplain: "Nenesou žádné ID. Mohou sem patřit; součástí této časové osy nejsou.",
  before: (wait) => `${wait} předtím`,
  after: (wait) => `${wait} poté`,
  within: "uvnitř",
  notKnown: "Není známo",
  unknown: {
    order: (at) => `Který ze záznamů v ${at} byl první: pocházejí z různých zdrojů.`,
    silence: (gap) =>
      `Co se stalo během ${gap} bez záznamu. Žádný záznam neznamená, že se nic nestalo.`,
    late: "Zda se po této odpovědi zapsalo více. Ukáže to nové načtení.",
    partial: "Co o tomto ID obsahuje nepřečtená část knihy záznamů nebo karanténa.",
    nearby: "Zda sem patří nepřiřazené záznamy poblíž.",
  },
  notFound: "Toto ID nenese žádný záznam.",
  notFoundWhy: (type) =>
    `Hledalo se pod tímto ID, pod dalšími ID a pod označením ${inCase(objectName(type), "genitive")}. „Žádný záznam“ neznamená, že neexistuje: zdroj sem možná nezapisuje.`,
  notFoundNext: "Hledat, co je mu blízké",
  copyId: "Kopírovat",
};

export const evidence: Messages["evidence"] = {
  label: "Důkaz",
  record: (seq) => `Záznam ${seq}`,
  back: "Zpět",
  next: "Další",
  occurred: "Nastalo",
  recorded: "Zaznamenáno",
  later: (wait) => `o ${wait} později`,
  earlier: (wait) => `${wait} předtím, než nastalo, podle těchto hodin`,
  source: "Zdroj",
  line: (line) => `řádek ${count(line)}`,
  byte: (offset) => `bajt ${count(offset)}`,
  objects: "Objekty",
  actor: "Kdo jednal",
  amount: "Částka",
  outcome: "Výsledek",
  reason: "Důvod",
  message: "Zpráva",
  level: "Úroveň",
  eventId: "ID události",
  trace: "Stopa",
  unattributed: "Bez ID",
  raw: "Původní text doslova",
  rawNone: "Zdrojem byl JSON. Toto je záznam, jak ho podává služba.",
  rawBytes: "Není v UTF-8: bajty v base64",
  copyRaw: "Kopírovat původní",
  copyJson: "Kopírovat JSON",
  showJson: "Všechna pole",
  usedBy: "Využívá ho",
  through: "Patří sem",
  throughObject: (type) => `přes ${inCase(objectName(type), "accusative")}`,
  around: (n) => `${records(n)} okolo`,
  aroundHeading: "Okolí v knize záznamů",
  attributes: "Atributy",
  schema: (version) => `schéma ${version}`,
  protectedValue: "chráněno",
};
