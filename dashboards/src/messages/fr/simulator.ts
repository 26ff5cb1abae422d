import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { plural } from "./plural.ts";

const customers = (n: number) => `${count(n)} ${plural(n, "client", "clients")}`;

/** What stands in every dialog that asks for a change. */
export const recorded = (...types: readonly string[]) =>
  `Enregistré : shop.changeRequested avec votre nom${types.map((type) => `, puis ${type} par la boutique`).join("")}.`;

export const simulator: Messages["shop"]["simulator"] = {
  heading: "Simulateur",
  customers: "Clients",
  nobody: "Personne ne vient de soi-même.",
  coming: (n) =>
    `${customers(n)} par heure ${plural(n, "vient de lui-même", "viennent d’eux-mêmes")}.`,
  until: "Jusqu’à",
  arrived: (n) =>
    n === 0
      ? "Aucun n’est venu depuis l’ouverture de la boutique."
      : `${count(n)} ${plural(n, "est venu", "sont venus")} depuis l’ouverture de la boutique.`,
  start: "Faire venir des clients…",
  change: "Modifier…",
  dialog: "Combien de clients doivent venir ?",
  field: "Clients par heure",
  bounds: (max) => `De 1 à ${count(max)}, à l’horloge de la boutique, pendant un jour de celle-ci.`,
  wrong: (max) => `Donnez un nombre entier de 1 à ${count(max)}.`,
  startEffect:
    "Ils regardent, achètent, paient, annulent et retournent comme dans une simulation, par la vitrine de la boutique. Chacun de leurs pas est enregistré comme toute autre vente.",
  startVerb: "Les faire venir",
  started: (n) => `${customers(n)} par heure ${plural(n, "vient", "viennent")} désormais.`,
  stop: "Arrêter…",
  stopHeading: "Ne plus faire venir de clients ?",
  stopEffect:
    "Ceux qui sont dans la boutique finissent ce qui est en cours. Rien de ce qui a été vendu ne change.",
  stopVerb: "Arrêter les clients",
  stopped: "Plus aucun client ne vient de lui-même.",
  customersRecord: recorded("trace.recorded"),
  faults: "Défauts",
  faultsExplain:
    "Ce que l’on fait échouer, chacun à son taux : la part des occasions où il frappe. Ce qui frappe est réel pour la boutique et reste dans le journal.",
  list: "Défauts qui peuvent frapper",
  shown: "Défauts affichés",
  show: { all: "Tous", on: "Actifs", off: "Inactifs" },
  on: (n, all) => `${count(n)} ${plural(n, "défaut actif", "défauts actifs")} sur ${count(all)}`,
  columns: {
    fault: "Défaut",
    what: "Ce qui échoue",
    findings: "Conduit à",
    rate: "Taux",
    usual: "Habituel",
    struck: "Frappé",
  },
  noFinding: "aucun constat",
  percent: (words) => `${words} %`,
  percentSign: "%",
  turn: (name) => `${name} : frappe`,
  rateOf: (name) => `${name} : taux en pour cent`,
  allOn: "Tous actifs, aux taux habituels",
  allOff: "Tous inactifs",
  noneShown: "Aucun défaut n’est affiché : choisissez-en d’autres, ou effacez le filtre.",
  changes: (n) =>
    `${count(n)} ${plural(n, "changement non appliqué", "changements non appliqués")}`,
  wrongRates: "Les taux sont des nombres de 0 à 100.",
  apply: "Appliquer…",
  discard: "Abandonner",
  applyHeading: (n) =>
    `Modifier ${plural(n, "le taux d’un défaut", `les taux de ${count(n)} défauts`)} ?`,
  applyEffect: "Désormais ils frappent à ces taux. Ce qui a été frappé auparavant reste tel quel.",
  fromTo: (from, to) => `de ${from} % à ${to} %`,
  more: (n) => `et ${count(n)} de plus`,
  applyVerb: "Modifier les taux",
  applied: (n) =>
    plural(
      n,
      "Le taux d’un défaut a été modifié.",
      `Les taux de ${count(n)} défauts ont été modifiés.`,
    ),
  faultsRecord: recorded("trace.recorded"),
};
