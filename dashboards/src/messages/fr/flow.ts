import { shortDuration } from "../../time/format-duration.ts";
import type { Messages } from "../en.ts";
import { count } from "../format-count.ts";
import { activity } from "./activities.ts";
import { isFeminine } from "./nouns.ts";
import { plural } from "./plural.ts";

const OBJECTS: Readonly<Record<string, readonly [string, string]>> = {
  order: ["commande", "commandes"],
  quote: ["panier", "paniers"],
  payment: ["paiement", "paiements"],
  giftCard: ["carte cadeau", "cartes cadeaux"],
  license: ["licence", "licences"],
  replay: ["rejeu", "rejeux"],
  transaction: ["transaction", "transactions"],
};

const objects = (type: string, n: number) => {
  const [one, many] = OBJECTS[type] ?? ["objet", "objets"];
  return `${count(n)} ${plural(n, one, many)}`;
};
const wait = (ms: number | null) => (ms === null ? "non connue" : shortDuration(ms));
const times = (n: number) => `${count(n)} fois`;
const percent = (share: number) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
const step = (from: string, to: string) => `${activity(from)} → ${activity(to)}`;

export const flow: Messages["flow"] = {
  title: "Processus",
  type: "Objets",
  types: {
    order: "Commandes",
    quote: "Paniers",
    payment: "Paiements",
    giftCard: "Cartes cadeaux",
    license: "Licences",
    replay: "Rejeux",
    transaction: "Transactions",
  },
  store: "Magasin",
  allStores: "Tous les magasins",
  storeName: (store) => `Magasin ${store}`,
  from: "Premier enreg. à partir du",
  to: "avant le",
  wholeTime: "Toute la durée",
  objects,
  facts: (type, n) => `${objects(type, n)}.`,
  withFindings: (n, of) =>
    n === 0 ? "Aucun constat." : `${count(n)} avec constats (${percent(n / of)}).`,
  views: {
    label: "Ce qui est montré du processus",
    map: "Carte",
    steps: "Étapes lentes",
    variants: "Variantes",
    rates: "Erreurs",
    changes: "Évolution",
  },
  activity,
  step,
  wait,
  percent,
  times,
  empty: "Aucun objet de ce type n’a commencé dans cette période.",
  emptyWhy: (through) =>
    `Tout ce que contient la vue des cycles de vie a été examiné, jusqu’à l’enregistrement ${count(through)}.`,
  emptyNext: "Choisissez une période plus longue, un autre magasin, ou un autre type d’objet.",
  map: {
    label: "Carte du processus : quel événement suit directement quel autre",
    as: "Affiché comme",
    asMap: "Dessin",
    asTable: "Tableau",
    drawn: "Étapes dessinées",
    drawnOf: (n, of, share) =>
      `les ${count(n)} plus fréquentes sur ${count(of)} ; elles font ${percent(share)} de tous les passages`,
    zoomIn: "Agrandir",
    zoomOut: "Réduire",
    zoomFit: "Ajuster à la largeur",
    keys: "Les flèches suivent les étapes, Enter ouvre, + et − changent l’échelle. Glissez pour déplacer ; Ctrl et la molette changent l’échelle.",
    legend:
      "Les traits plus larges ont été suivis plus souvent. Sur un trait : combien de fois, attente maximale de la moitié, attente maximale de 95 %.",
    nodeShare: "de ses objets ont des constats",
    nodeCount: (n) => times(n),
    nodeCountAgain: (n, again) => `${times(n)}, dont ${count(again)} à la suite`,
    edge: (n, p50Ms, p95Ms) =>
      p50Ms === p95Ms
        ? `${count(n)} · ${wait(p50Ms)}`
        : `${count(n)} · ${wait(p50Ms)} · ${wait(p95Ms)}`,
  },
  heads: {
    step: "Étape",
    count: "Suivie",
    median: "Moitié au plus",
    p95: "95 % au plus",
    p99: "99 % au plus",
    longest: "La plus longue",
    spread: "De la moitié à 95 %, logarithme de l’attente",
    findings: "Avec constats",
  },
  steps: {
    table: "Étapes, la plus lente d’abord",
    explain: (type, n, p50Ms, p95Ms) =>
      `Du premier au dernier enregistrement, ${objects(type, n)} : durée d’au plus ${wait(p50Ms)} pour la moitié, ${wait(p95Ms)} pour 95 %. Les étapes sont listées selon l’attente que 95 % de leurs passages n’ont pas dépassée.`,
  },
  variants: {
    table: "Parcours, le plus fréquent d’abord",
    explain: (known, listed) =>
      known > listed
        ? `${count(known)} parcours différents ; les ${count(listed)} plus fréquents sont listés.`
        : `${count(known)} ${plural(known, "parcours différent", "parcours différents")}.`,
    choose: "Ouvrez un parcours pour voir par quelles étapes les autres s’en écartent.",
    compared: "Les étapes que le parcours ouvert n’a pas à cette place sont soulignées.",
    head: "Parcours",
    share: "Part",
    whole: "Du premier au dernier, moitié au plus",
    inARow: (n) => `×${count(n)}`,
  },
  rates: {
    table: "Fréquence des échecs",
    explain: (bucket) =>
      `Compté sur les enregistrements de tous les magasins dans la période affichée, par tranche de ${bucket}. Les barres sont à l’échelle de la plus haute part de leur ligne.`,
    explainNone: "Aucun enregistrement dans cette période.",
    heads: { rate: "Quoi", share: "Part", counts: "Enreg.", over: "Au fil du temps" },
    names: {
      declined: "Paiements refusés",
      unanswered: "Paiements sans réponse",
      bounced: "Courriels revenus",
      handler: "Productions sans traitement",
      uncertain: "Commandes incertaines",
      cards: "Cartes cadeaux non valides",
      tasks: "Tâches échouées ou manquées",
      catalog: "Fichiers du catalogue rejetés",
    },
    ofWhat: (part, whole) => `${count(part)} sur ${count(whole)}`,
    at: (when, part, whole) =>
      `${when} : ${count(part)} sur ${count(whole)} (${whole === 0 ? "aucun" : percent(part / whole)})`,
    peak: (when, share) => `Maximum ${percent(share)}, ${when}`,
  },
  changes: {
    table: "Ce qui a changé par rapport à la période précédente",
    needsPeriod: "Les changements comparent une période à la précédente, de même longueur.",
    needsPeriodNext:
      "Choisissez une période : glissez sur les enregistrements plus haut, ou donnez les deux dates.",
    compared: (days, now, before) => `${now}, par rapport aux ${days} d’avant : ${before}.`,
    none: "Rien n’a changé au-delà de ces seuils.",
    noneBefore:
      "Aucun objet n’a commencé dans la période précédente ; il n’y a donc rien à comparer.",
    thresholds: "Ce qui est listé",
    rules: (limits) => [
      `Une étape suivie au moins ${limits.countFactor} fois plus souvent, ou plus rarement, en proportion des objets de chaque période, et ${count(limits.least)} fois ou plus dans l’une d’elles.`,
      `Une étape dont l’attente médiane est devenue au moins ${limits.waitFactor} fois plus longue ou plus courte, suivie ${count(limits.least)} fois ou plus dans les deux.`,
      `Les constats de tous les objets, s’ils sont plus ou moins fréquents de ${limits.sharePoints} points ; et ceux des objets d’un événement, s’ils ont changé de ${limits.sharePoints} points de plus que ceux de tous, avec ${count(limits.least)} objets ou plus dans les deux.`,
      "Les étapes suivies dans une seule des périodes, aussi souvent que cela.",
    ],
    kinds: {
      appeared: "Nouvelle",
      vanished: "Disparue",
      count: "Fréquence",
      wait: "Attente",
      findings: "Constats",
    },
    heads: {
      kind: "Sorte",
      what: "Quoi",
      before: "Avant",
      now: "Maintenant",
      change: "Changement",
    },
    perObjects: (n, of) => `${count(n)} sur ${count(of)}`,
    factor: (factor) =>
      factor >= 1 ? `${factor.toFixed(1)} fois plus` : `${(1 / factor).toFixed(1)} fois moins`,
    waitFactor: (factor) =>
      factor >= 1
        ? `${factor.toFixed(1)} fois plus longue`
        : `${(1 / factor).toFixed(1)} fois plus courte`,
    points: (points) => `${points > 0 ? "+" : "−"}${Math.abs(points * 100).toFixed(0)} points`,
    never: "jamais",
    all: (type) => {
      const [, many] = OBJECTS[type] ?? ["objet", "objets"];
      return `${isFeminine(type) ? "Toutes les" : "Tous les"} ${many}`;
    },
  },
  panel: {
    step: "Étape",
    event: "Événement",
    label: "Ce qui se trouve derrière",
    taken: "Suivie",
    median: "Attente de la moitié",
    p95: "Attente de 95 %",
    atMost: (ms) => (ms === null ? "non connue" : `${shortDuration(ms)} au plus`),
    findings: "Avec constats",
    ofAll: (share, all) => `${percent(share)} ; de tous les objets, ${percent(all)}`,
    objects: "Dans des objets",
    starts: "Premier de son objet",
    ends: "Dernier à ce jour",
    after: "Vient après",
    before: "Suivi de",
    longest: "Attentes les plus longues",
    longestOf: (listed, of) =>
      listed < of ? `les ${count(listed)} plus longues sur ${count(of)}` : times(of),
    hasFinding: "avec constats",
    records: (type) => `Tous les enregistrements de type ${type}`,
    notInPeriod: "Pas dans cette période.",
    reading: "Lecture…",
  },
};
