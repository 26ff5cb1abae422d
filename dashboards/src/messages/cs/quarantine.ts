import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { agree, counted, records, times } from "./words.ts";

export const quarantine: Messages["quarantine"] = {
  title: "Karanténa",
  heading: "Karanténa",
  explain:
    "Vstupy, které se nemohly stát záznamem, uchované celé. Každá otevřená položka činí odpovědi částečnými, protože k nim může patřit.",
  status: "Stav",
  open: "Otevřené",
  resolved: "Vyřešené",
  dismissed: "Odložené",
  source: "Zdroj",
  allSources: "Všechny zdroje",
  list: "Vstupy v karanténě, od nejnovějších",
  facts: (n) =>
    n === 0
      ? "Žádný vstup není otevřen."
      : `${counted(n, "vstup je otevřen", "vstupy jsou otevřeny", "vstupů je otevřeno")}.`,
  retryAll: {
    act: "Načíst vše znovu…",
    heading: (source) =>
      source === undefined
        ? "Načíst znovu všechny otevřené položky?"
        : `Načíst znovu všechny otevřené položky zdroje ${source}?`,
    effect:
      "Každá se znovu přečte tak, jak je, jedna po druhé, od nejstarší. Co lze nyní přečíst, stane se záznamem a položka je vyřešena; co nelze, zůstane otevřené. Každý pokus se zaznamená u položky.",
    confirm: "Načíst vše znovu",
    listing: "Sestavuje se seznam otevřených položek…",
    progress: (done, all) => `Znovu přečteno ${count(done)} z ${count(all)}:`,
    outcome: (accepted, still) => `přijato ${count(accepted)}, stále nečitelných ${count(still)}.`,
    stop: "Zastavit",
    stopped: "Zastaveno.",
    done: "Hotovo.",
    none: "Nic není otevřené.",
  },
  columns: {
    item: "Položka",
    when: "V karanténě od",
    source: "Zdroj",
    reason: "Co je špatně",
    size: "Velikost",
  },
  empty: {
    open: "V karanténě nic není. Každý vstup se stal záznamem.",
    other: "V tomto stavu není žádná položka.",
    source: (source) => `V tomto stavu není žádná položka zdroje ${source}.`,
  },
  bytes: (n) => counted(n, "bajt", "bajty", "bajtů"),
  retries: (n) => `znovu načteno ${times(n)}`,
  place: (index) => `položka ${count(index + 1)} svého požadavku`,
  content: "Vstup doslova; zde ho lze opravit a načíst znovu",
  contentClosed: "Vstup doslova",
  notText: "Tento vstup není text v UTF-8. Lze ho znovu načíst, jak je, nebo odložit.",
  retryAsIs: "Načíst, jak je",
  retryCorrected: "Načíst opravené",
  retried: (accepted, quarantined) =>
    quarantined > 0
      ? "Stále nečitelné. Důvod je vedle; položka zůstává otevřená."
      : `${agree(accepted, "Přijat", "Přijaty", "Přijato")} ${records(accepted)}. Původní vstup zůstává uchován.`,
  dismiss: "Odložit…",
  dismissHeading: (itemId) => `Odložit ${itemId}?`,
  dismissEffect:
    "Už nebude činit odpovědi částečnými. Samotný vstup zůstane uchován; nic se nesmaže. Zaznamená se s ním váš důvod.",
  dismissReason: "Důvod",
  dismissConfirm: "Odložit položku",
  note: "Udaný důvod",
  positions: "Zaznamenáno jako",
  reasons: {
    undecodable: "Nelze dekódovat",
    oversized: "Příliš velké",
    "id-conflict": "Stejné ID, jiný obsah",
    "invalid-event": "Neplatná událost",
    "invalid-time": "Nemožný čas",
    "torn-tail": "Uříznuto při pádu",
  },
  select: "Vyberte položku, kterou chcete zobrazit.",
};
