import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { events } from "./events.ts";
import { plural } from "./plural.ts";

export const nav: Messages["nav"] = {
  main: "Principal",
  short: "Principal, court",
  skip: "Aller au contenu",
  find: "Recherche",
  live: "Direct",
  flow: "Processus",
  orderNumbers: "Numéros de commande",
  orderNumbersShort: "Numéros",
  giftCards: "Cartes cadeaux",
  licenses: "Licences",
  replays: "Rejeux",
  shop: "Boutique",
  incidents: "Incidents",
  operations: "Exploitation",
  more: "Plus",
  moreLabel: "Autres écrans",
  toDecide: (n) => `${n} à examiner`,
  operationsParts: {
    sources: "Sources",
    quarantine: "Quarantaine",
    storage: "Stockage et santé",
    exports: "Exports",
  },
  shopParts: {
    products: "Produits",
    customers: "Clients",
    scheduler: "Planificateur",
    simulator: "Simulateur",
  },
  home: "Tracewell, recherche",
};

export const view: Messages["view"] = {
  zone: "Fuseau horaire des heures affichées",
  utc: "UTC",
  local: "Local",
  theme: "Thème",
  auto: "Auto",
  light: "Clair",
  dark: "Sombre",
  language: "Langue",
};

export const common: Messages["common"] = {
  close: "Fermer",
  cancel: "Annuler",
  copy: "Copier",
  copied: "Copié",
  copyFailed:
    "Le navigateur a refusé l’accès au presse-papiers. Sélectionnez le texte et copiez-le.",
  retry: "Réessayer",
  clear: "effacer",
  loading: "Lecture…",
  more: "Plus",
  notKnown: "non connu",
  none: "aucun",
  period: ".",
  record: "Enregistrement",
  of: (objectType) => events.objectTypes[objectType] ?? objectType,
  sentence: (words) => words.charAt(0).toUpperCase() + words.slice(1),
  records: (n) => `${count(n)} ${plural(n, "enregistrement", "enregistrements")}`,
  count,
};

export const coverage: Messages["coverage"] = {
  label: "Ce dont cette réponse a été tirée",
  complete: "Complète",
  live: "En direct",
  partial: "Partielle",
  none: "Pas encore de réponse",
  readThrough: (through, head) => `Lu jusqu’à ${count(through)} sur ${count(head)}`,
  quarantined: (n) =>
    n === 0 ? "0 en quarantaine pour cette réponse" : `${count(n)} en quarantaine, à traiter`,
  ledgers: (names) => `${plural(names.length, "registre", "registres")} ${names.join(", ")}`,
  why: "Pourquoi partielle",
  answeredAt: "Répondu",
  readAgain: "Relire",
};

export const problem: Messages["problem"] = {
  heading: "Pas de réponse",
  safe: "Ce qui a été enregistré est en sûreté : la lecture ne change rien.",
  code: (code) => `Code ${code}`,
  offline: "Le service n’a pas répondu.",
  offlineHint: "Il est peut-être arrêté, ou le réseau entre lui et ce navigateur est interrompu.",
  shownIs: "La réponse affichée est la dernière, de",
  unexpected: (status) => `Le service a répondu avec le statut ${status}, sans motif.`,
  pageFailed: "Cette page n’a pas pu afficher sa réponse.",
  notFoundPage: "Il n’y a pas de page à cette adresse.",
  toFind: "Aller à la recherche",
};

export const signIn: Messages["signIn"] = {
  heading: "Ce navigateur n’est pas connecté",
  explain:
    "Les pages sont fermées par défaut. La personne qui exploite le service peut produire un lien de connexion à usage unique, pour vous aussi :",
  command: "tracewell sign-in",
  ended:
    "Ce navigateur n’est plus connecté. Demandez un nouveau lien (tracewell sign-in), ouvrez-le dans un autre onglet, puis réessayez.",
  afterwards:
    "Ouvrez le lien dans ce navigateur ; il sert une seule fois. Revenez ensuite à cette adresse : elle garde ce que vous consultiez.",
  retry: "Connexion faite, réessayer",
  refused:
    "Cette session n’a pas le droit de lire ici. Connectez-vous avec un lien qui donne plus de droits.",
};

export const help: Messages["help"] = {
  heading: "Clavier",
  button: "Touches",
  single: "Touches d’une seule lettre",
  singleExplain: "Toujours inactives pendant la saisie dans un champ.",
  keys: [
    { keys: ["/"], does: "Chercher : aller au champ" },
    { keys: ["j", "k"], does: "Ligne ou candidat suivant, précédent" },
    { keys: ["Enter"], does: "Ouvrir la ligne ou le candidat" },
    { keys: ["o", "O"], does: "Enregistrement suivant, précédent du même ID" },
    { keys: ["e", "E"], does: "Problème suivant, précédent" },
    { keys: ["1–9"], does: "Choisir un candidat" },
    { keys: ["c"], does: "Copier l’ID" },
    { keys: ["r"], does: "Relire l’ID à voix haute, épelé" },
    { keys: ["x"], does: "Exporter ce qui est affiché" },
    { keys: ["d"], does: "Essai à blanc du rejeu ouvert" },
    { keys: ["Space"], does: "Suspendre ou reprendre le suivi en direct" },
    { keys: ["a", "f"], does: "Direct : ajouter une colonne, y suivre l’ID" },
    { keys: ["←", "→"], does: "Direct : colonne à gauche, à droite" },
    { keys: ["Ctrl", "K"], does: "Commandes" },
    { keys: ["Esc"], does: "Fermer ou effacer" },
    { keys: ["?"], does: "Cette aide" },
  ],
};

export const palette: Messages["palette"] = {
  heading: "Commandes",
  placeholder: "Saisir une commande ou un ID",
  nothing: "Aucune commande de ce nom.",
  findText: (text) => `Chercher « ${text} »`,
  goTo: (screen) => `Aller à : ${screen}`,
  themeLight: "Thème : clair",
  themeDark: "Thème : sombre",
  themeAuto: "Thème : comme le système",
  zoneUtc: "Heures en UTC",
  zoneLocal: "Heures du fuseau local",
  help: "Aide du clavier",
  share: "Copier le lien vers cette vue",
  print: "Imprimer cette vue",
  language: (name) => `Langue : ${name}`,
};
