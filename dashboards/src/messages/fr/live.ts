import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { plural } from "./plural.ts";

const records = (n: number) => `${count(n)} ${plural(n, "enregistrement", "enregistrements")}`;
const problems = (n: number) => `${count(n)} ${plural(n, "problème", "problèmes")}`;

export const live: Messages["live"] = {
  title: "Direct",
  heading: "Suivi en direct",
  filter: "Filtre, dans le langage de la recherche",
  filterOf: (place) => `Filtre de la colonne ${place}, dans le langage de la recherche`,
  filterPlaceholder: "Tout. Par ex. type:payment.*",
  apply: "Appliquer",
  pause: "Suspendre",
  resume: "Reprendre",
  paused: (n) => (n === 0 ? "Suspendu." : `Suspendu ; ${records(n)} en attente.`),
  waiting: (n) => `${count(n)} en attente`,
  reading: (n) =>
    `${count(n)} ${plural(n, "nouvel enregistrement", "nouveaux enregistrements")} plus bas. Ce que vous lisez reste en place.`,
  toNewest: "Aux plus récents",
  rate: (n) => `${n.toFixed(1)}/s sur 10 s`,
  state: {
    connecting: "Connexion…",
    open: "Connecté",
    waiting:
      "Connexion perdue ; nouvel essai en cours. Rien n’est sauté : la lecture reprend où elle s’est arrêtée.",
    closed: "Arrêté",
  },
  arrived: records,
  problems,
  most: (n) => `${count(n)} au plus en 5 s`,
  dropped: (n) =>
    `${count(n)} ${plural(n, "ligne plus ancienne a été retirée", "lignes plus anciennes ont été retirées")} de l’affichage ; le registre les garde.`,
  gap: (n) => `${records(n)} non ${plural(n, "affiché", "affichés")}`,
  gapWhy: "Ce navigateur était plus lent que le flux.",
  gapLoad: "Les charger",
  all: "Tous les enregistrements",
  column: (place, filter) => `Colonne ${place} : ${filter}`,
  columns: "Colonnes",
  add: "Ajouter une colonne",
  addFull: (max) => `${max} colonnes sont affichées ; retirez-en une pour en ajouter une autre.`,
  remove: "Retirer",
  removeNamed: (filter) => `Retirer la colonne ${filter}`,
  toProblem: (n) => `${problems(n)} ; aller au suivant parmi les lignes affichées`,
  noProblem: "Aucun problème parmi les lignes affichées.",
  followBeside: "Suivre cet ID à côté",
  followHere: "Suivre cet ID seul",
  empty: (since) => `Aucun enregistrement n’est arrivé depuis ${since}.`,
  emptyFilter: (filter, since) =>
    `Aucun enregistrement répondant à ${filter} n’est arrivé depuis ${since}.`,
  lastMinutes: "Afficher les 5 dernières minutes",
  stoppedByFilter:
    "Un filtre ne peut pas être lu ; rien n’arrive dans aucune colonne tant qu’il n’est pas corrigé ou retiré.",
  head: {
    time: (zone) => `Heure, ${zone}`,
    id: "Transaction",
    what: "Ce qui s’est passé",
    type: "Type",
    seq: "Enreg.",
  },
  unattributed: "pas d’ID dans cet enregistrement",
  rows: "Enregistrements en direct, les plus anciens d’abord",
  chart: (words) =>
    `Enregistrements par tranche de 5 secondes, sur les 5 dernières minutes : ${words.rate}, ${words.most}, ${words.problems}.${words.unwatched ? " La partie ombrée n’a pas été suivie." : ""}`,
  chartFrom: "il y a 5 min",
  chartUnwatched: "non suivi",
  chartTo: "maintenant",
};
