import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { shortDuration } from "../../time/format-duration.ts";
import type { Messages } from "../en.ts";
import type { NumberFacts } from "../en/order-numbers.ts";
import { count } from "../format-count.ts";
import { plural } from "./plural.ts";

const quote = ({ quote: id }: OrderNumberAnswer) => (id === null ? "Un panier" : `Le panier ${id}`);
const order = ({ order: id }: OrderNumberAnswer) =>
  id === null ? "Une commande" : `La commande ${id}`;
const reason = (number: OrderNumberAnswer) => (number.reason === null ? "" : ` (${number.reason})`);
const late = ({ lateMs }: OrderNumberAnswer) =>
  lateMs === null ? "" : `, ${shortDuration(lateMs)} après sa réservation`;
const named = (number: OrderNumberAnswer) => number.number ?? String(number.sequence);

function betweenNeighbors({ before, after }: NumberFacts): string {
  if (before?.reservedAt == null || after?.reservedAt == null) return "";
  const apartMs = Math.abs(Date.parse(after.reservedAt) - Date.parse(before.reservedAt));
  return ` ${named(before)} et ${named(after)} ont été réservés à ${shortDuration(apartMs)} d’écart.`;
}

const WHY: Readonly<Record<Explanation, (facts: NumberFacts) => string>> = {
  unexplained: (facts) =>
    `Aucun enregistrement ne le nomme ; aucune entrée en quarantaine et aucune interruption connue ne l’expliquent.${betweenNeighbors(facts)}`,
  "source-outage": (facts) =>
    `Aucun enregistrement ne le nomme. Source muette quand il aurait dû être annoncé : ${facts.number.sources.join(", ")}.${betweenNeighbors(facts)}`,
  "in-quarantine": ({ number }) =>
    `Aucun enregistrement ne le nomme, mais il se lit dans l’entrée en quarantaine ${number.quarantine.join(", ")}.`,
  uncertain: ({ number }) =>
    `${order(number)} a été enregistrée, mais son paiement est resté sans réponse. On ne sait pas si elle a été payée.`,
  declined: ({ number }) =>
    `${quote(number)} garde le numéro : le paiement a été refusé${reason(number)}.`,
  "session-expired": ({ number }) =>
    `${quote(number)} a été perdu à la fin de sa session, et le numéro avec lui.`,
  abandoned: ({ number }) =>
    number.reason === null
      ? `${quote(number)} le garde et n’a pas été touché depuis plus longtemps que son délai.`
      : `${quote(number)} le garde et n’a pas été touché depuis plus longtemps que son délai ; le dernier paiement a été refusé${reason(number)}.`,
  reserved: ({ number }) =>
    `${quote(number)} le détient. Aucune commande n’est encore venue sous ce numéro.`,
  cancelled: ({ number }) => `${order(number)} l’a pris et a été annulée ensuite.`,
  "used-late": ({ number }) => `${order(number)} l’a pris tard${late(number)}.`,
  used: ({ number }) => `${order(number)} l’a pris${late(number)}.`,
};

export const orderNumbers: Messages["orderNumbers"] = {
  title: "Numéros de commande",
  store: "Magasin",
  storeName: (store) => `Magasin ${store}`,
  range: (first, last) => `${first} à ${last}.`,
  unexplained: (n, of) =>
    `${count(n)} sur ${count(of)} ${plural(n, "n’a", "n’ont")} pas d’explication.`,
  allExplained: (of) =>
    plural(of, "Il a une explication.", `Tous les ${count(of)} ont une explication.`),
  reading: (through) => `Lu jusqu’au numéro ${through} pour l’instant.`,
  readOn: "Poursuivre la lecture",
  explanations: {
    unexplained: "Inexpliqué",
    used: "Utilisé",
    "used-late": "Utilisé tard",
    reserved: "Réservé",
    declined: "Refusé",
    "session-expired": "Session expirée",
    abandoned: "Abandonné",
    cancelled: "Annulé",
    uncertain: "Incertain",
    "in-quarantine": "En quarantaine",
    "source-outage": "Source interrompue",
  },
  why: (facts) => WHY[facts.number.explanation](facts),
  comeBack: {
    head: "Peut-il revenir",
    withQuote: (id) => `Oui, avec le panier ${id}`,
    yes: "Oui",
    never: "Non, jamais",
    used: "Il a été utilisé",
    inReplays: "Dans les rejeux",
    notKnown: "Non connu",
  },
  filter: "N’afficher que les numéros",
  filterClear: "Tout afficher",
  counting: "pas encore comptés",
  strip: {
    number: "Numéro dans la bande",
    onlyPart: (first, last) =>
      `La bande montre ${first} à ${last}. Le tableau et « Aller au numéro » les atteignent tous.`,
    valueText: (number, state, why) => `${number}, ${state}. ${why}`,
    notRead: (number) => `${number}, en cours de lecture`,
    lateUse: (number, after) => `${number} utilisé ${after} plus tard`,
    hint: "Pointez un numéro, ou parcourez la bande avec les flèches. e mène au suivant qui n’est pas simplement utilisé.",
  },
  map: {
    label: "La suite entière. Un clic y mène.",
  },
  jump: "Aller au numéro",
  jumpGo: "Aller",
  jumpUnknown: (first, last) => `Pas dans cette suite. Elle va de ${first} à ${last}.`,
  table: (shown) => `Numéros : ${shown}`,
  tableExceptions: "Numéros qui n’ont pas été simplement utilisés, les inexpliqués d’abord",
  heads: {
    number: "Numéro",
    state: "État",
    why: "Pourquoi",
    comeBack: "Peut-il revenir",
    evidence: "Enreg.",
    since: "Depuis",
  },
  noRecord: "aucun",
  facts: {
    reserved: "Réservé",
    used: "Utilisé",
    stored: "Commande enregistrée",
    after: "Après",
    since: "Depuis",
    causes: "Tout ce qui vaut pour lui",
    records: "Enregistrements",
    order: "Commande",
    quote: "Panier",
    quarantine: "Quarantaine",
  },
  unknownStore: (store) => `Aucun enregistrement ne mentionne de numéro de la boutique ${store}.`,
  emptyStores: "Aucun enregistrement n’annonce encore de numéro de commande.",
  emptyStoresWhy: (through) =>
    `${count(through)} ${plural(through, "enregistrement a été lu", "enregistrements ont été lus")}. Les numéros sont annoncés par les enregistrements de type order.numberReserved et order.placed qui portent un magasin et une suite.`,
  emptyExceptions: "Chaque numéro a été utilisé sans retard.",
  emptyFilter: "Aucun numéro de ce magasin n’est de ces sortes.",
  emptyWhy: (first, last) => `Examinés : ${first} à ${last}.`,
  exportTable: "Numéros listés en CSV",
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
