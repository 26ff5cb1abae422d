import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { oneNamed } from "./nouns.ts";
import { plural } from "./plural.ts";

export const views: Messages["views"] = {
  openRecord: (reference) => `Ouvrir l’enregistrement ${reference}`,
  moreRecords: (n) => `${count(n)} de plus`,
  states: {
    label: "États",
    diagram: "États de cet objet : le chemin qu’il a pris, et où il aurait pu aller",
    none: "Aucun enregistrement n’indique un état de cet objet.",
    table: "États traversés, dans l’ordre",
    stays: (n) => (n === 1 ? "L’état traversé" : `Les ${count(n)} états traversés`),
    first: "(premier connu)",
    still: "toujours dans cet état",
    notTold: "non distingués",
    begins: "où il commence",
    soFar: (length) => `${length} jusqu’ici`,
    lasted: (length, times, isCurrent) =>
      `${length}${isCurrent ? " jusqu’ici" : ""}${times === 1 ? "" : `, ${count(times)} fois`}`,
    away: "À plus d’un pas de son chemin :",
    next: (state) => `De « ${state} », il peut aller à :`,
    nothingNext: "nulle part ; rien ne doit suivre.",
    nextWay: (state, signals) =>
      signals.length === 0 ? state : `${state} (${signals.join(", ")})`,
    legend: {
      taken: "Suivi ; le nombre compte les passages",
      beside: "Possible de là, vers où il n’a jamais été",
      wrong: "Suivi, et une règle le dit anormal",
    },
    columns: {
      state: "État",
      from: "Entrée",
      to: "Sortie",
      lasted: "Durée",
      by: "Entré par",
      records: "Enreg.",
    },
  },
  milestones: {
    heading: "Jalons",
    notRecorded: "aucun enregistrement",
    columns: {
      milestone: "Jalon",
      at: "Atteint",
      wait: "Depuis le précédent",
      records: "Enreg.",
    },
  },
  obligations: {
    heading: "Ce qui devait suivre",
    none: "Rien ne devait suivre avant une échéance.",
    statuses: {
      open: (left) => `dû dans ${left}`,
      met: (early) => `fait, ${early} en avance`,
      late: (late) => `fait, ${late} en retard`,
      overdue: (since) => `en retard de ${since}`,
      lapsed: () => "n’est plus dû",
    },
    columns: {
      owed: "Quoi",
      status: "Statut",
      since: "Depuis",
      due: "Échéance",
      met: "Fait",
      records: "Enreg.",
    },
  },
  narrative: {
    label: "Ce qui s’est passé, en phrases",
    copy: "Copier le texte",
    copied: "Texte copié",
    chapterNames: {
      state: "État",
      course: "Déroulement",
      money: "Argent",
      links: "Va avec",
      owed: "Encore dû",
      findings: "Constats",
      unknown: "Non connu",
    },
  },
  compare: {
    label: "Comparaison",
    table: "Étapes des deux, les semblables côte à côte",
    with: (objectType) => `Comparer avec ${oneNamed(objectType)}`,
    compare: "Comparer",
    normal: "Déroulement normal",
    opened: "Ouverts auparavant :",
    left: "A",
    right: "B",
    normalCourse: (objectType) => `Le déroulement normal d’${oneNamed(objectType)}`,
    normalExplained: (version) =>
      `Étapes d’une vie où rien n’a mal tourné, d’après le modèle version ${version}. Sans heures.`,
    state: "État",
    since: "depuis",
    length: "De la première à la dernière étape",
    findings: (n) =>
      n === 0 ? "Aucun constat." : `${count(n)} ${plural(n, "constat", "constats")} :`,
    steps: (rows, differing) =>
      `${count(rows)} ${plural(rows, "étape", "étapes")}, ${differing === 0 ? "toutes semblables" : `${count(differing)} ${plural(differing, "diffère", "diffèrent")}`}`,
    noStep: "étape non enregistrée",
    sinceStart: (length) => `à ${length}`,
    columns: {
      number: "Étape",
      left: "A : ce qui s’est passé",
      right: "B : ce qui s’est passé",
      wait: "Attente",
      difference: "Différence",
    },
    differences: {
      alike: "semblable",
      beside: "hors déroulement",
      longer: (by) => `A a attendu ${by} de plus`,
      shorter: (by) => `A a attendu ${by} de moins`,
      onlyLeft: "dans A seulement",
      onlyRight: "dans B seulement",
      elsewhere: (row) => `dans un autre ordre : étape ${count(row)}`,
    },
  },
};
