import type { Messages } from "../en.ts";

export const triage: Messages["triage"] = {
  acts: {
    acknowledge: "Vzít na vědomí…",
    explain: "Vysvětlit…",
    assign: "Přidělit…",
    reopen: "Znovu otevřít…",
  },
  verbs: {
    acknowledge: "Vzít na vědomí",
    explain: "Zapsat vysvětlení",
    assign: "Přidělit zjištění",
    reopen: "Znovu otevřít zjištění",
  },
  headings: {
    acknowledge: (title) => `Vzít na vědomí „${title}“?`,
    explain: (title) => `Vysvětlit „${title}“?`,
    assign: (title) => `Přidělit „${title}“?`,
    reopen: (title) => `Znovu otevřít „${title}“?`,
  },
  effects: {
    acknowledge:
      "Říká, že zjištění někdo viděl. Pracovní seznamy otevřených zjištění ho vynechají.",
    explain:
      "Říká, že nic není špatně, nebo že je to vyřízeno. Pracovní seznamy otevřených zjištění ho vynechají.",
    assign: "Říká, kdo se o zjištění stará. Pracovní seznamy otevřených zjištění ho vynechají.",
    reopen:
      "Bere zpět, co bylo řečeno naposledy. Pracovní seznamy otevřených zjištění ho znovu ukážou.",
  },
  stays: "Samotné zjištění zůstane a ukáže to.",
  willRecord: (type, object) =>
    `Do knihy se zapíše záznam ${type} k objektu ${object}, s vaším jménem a tímto textem. Později ho nelze odstranit.`,
  note: "Důvod, pro ty, kdo se budou dívat později",
  assignee: "Komu přiděleno",
  recorded: "Zaznamenáno jako",
  notShownYet: "Odpovědi to ukážou za okamžik.",
  gone: "Zjištění už neplatí; toto je u něj v záznamech.",
  group: (title) => `Co lze říci k „${title}“`,
};
