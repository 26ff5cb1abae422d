import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { lowered, objectName, oneOf, theOne, thisOne } from "./nouns.ts";
import { plural } from "./plural.ts";

/** What a rule of absence waits for. */
const awaited: Readonly<Record<string, string>> = {
  "license.missing": "Licence",
  "invoice.missing": "Facture",
  "mail.missing": "Courriel",
  "order.paid-not-delivered": "Livraison",
  "order.not-replicated": "Copie dans la base principale",
  "order.account-missing": "Compte client",
  "order.stuck": "Paiement",
  "order.uncertain-unresolved": "Levée du doute sur le paiement",
  "payment.unanswered": "Réponse de la passerelle",
  "gift-card.authorization-stale": "Capture ou libération",
  "replay.unverified": "Vérification du rejeu",
};

const findings = (n: number) => `${count(n)} ${plural(n, "constat", "constats")}`;
const records = (n: number) => `${count(n)} ${plural(n, "enregistrement", "enregistrements")}`;

const withAmount = (words: string) => (amount: string | null) =>
  amount === null ? words : `${amount} ${words}`;

export const timeline: Messages["timeline"] = {
  title: (type, id) => `${objectName(type)} ${id}`,
  kind: (type, span, store) =>
    `${objectName(type)}, ${span}${store === null ? "" : `, magasin ${store}`}`,
  kindPlain: objectName,
  verdict: (state, own, others) => {
    const [first, ...rest] = own;
    const mine = first === undefined ? "" : ` ${[first, ...rest.map(lowered)].join(" ; ")}.`;
    const elsewhere = others === 0 ? "" : ` ${findings(others)} sur ce qui va avec.`;
    return `${state}.${mine}${elsewhere}`;
  },
  verdictPending: "Le verdict est en préparation…",
  verdictMissing:
    "Pas de verdict : le service ne l’a pas établi. Les enregistrements valent sans lui.",
  stateSince: "depuis",
  aliases: "Aussi",
  openFinding: "Preuves et décision",
  allFindings: (n) => `Tous les ${count(n)}`,
  fewerFindings: "Moins",
  noFindingsExplain: "Aucune règle ne s’applique à ce qui a été lu.",
  belongsWith: "Va avec",
  relatedFindings: findings,
  money: {
    ordered: "Commandé",
    captured: "Capturé",
    refunded: "Remboursé",
    invoiced: "Facturé",
    issued: "Émis",
    balance: "Solde",
    authorized: "Autorisé",
    available: "Disponible",
    requested: "Demandé",
  },
  views: {
    label: "Vue",
    records: "Enregistrements",
    states: "États",
    narrative: "Récit",
    compare: "Comparer",
  },
  moment: {
    asOf: "État :",
    knownAt: "Connu :",
    now: "maintenant",
    heading: { asOf: "Tel que c’était", knownAt: "Tel que c’était connu" },
    explain: {
      asOf: "Seulement ce qui a eu lieu jusqu’à cette milliseconde. Les échéances sont jugées à ce moment.",
      knownAt: "Seulement ce qui avait été enregistré jusque-là, jugé à ce moment.",
    },
    slider: {
      asOf: "Moment de l’état, un arrêt à l’heure de chaque enregistrement",
      knownAt: "Moment de la connaissance, un arrêt à chaque heure d’écriture",
    },
    exact: "Heure exacte, UTC",
    apply: "Y aller",
    toNow: "Revenir à maintenant",
    bad: "Ce n’est pas une heure. Elle s’écrit comme 2026-03-08T01:58:49.507Z.",
    leftOut: {
      asOf: (left, all) =>
        left === 0
          ? `Tout avait déjà eu lieu : ${records(all)}.`
          : `Sur ${records(all)}, ${plural(left, "1 est postérieur et est laissé", `${count(left)} sont postérieurs et sont laissés`)} de côté :`,
      knownAt: (left, all) =>
        left === 0
          ? `Tout avait déjà été enregistré : ${records(all)}.`
          : `Sur ${records(all)}, ${plural(left, "1 a été écrit plus tard ; ce qu’il dit", `${count(left)} ont été écrits plus tard ; ce qu’ils disent`)} n’était pas connu :`,
    },
    moreLeftOut: (n) => `et ${count(n)} de plus`,
    nothing: "Il n’en reste aucun enregistrement à ce moment.",
    nothingWhy: {
      asOf: "Son premier enregistrement est postérieur. Cela ne dit rien de ce qui n’a pas été enregistré.",
      knownAt:
        "Son premier enregistrement a été écrit plus tard. Cela ne dit rien de ce qui avait eu lieu.",
    },
  },
  own: {
    account: "Compte au fil du temps",
    chain: "Chaîne de renouvellements",
    decision: "Décider d’un rejeu",
  },
  missing: "manquant",
  due: {
    overdue: (rule) => [awaited[rule] ?? rule, " : échéance passée ; ", "non enregistré"],
    open: (rule) => [awaited[rule] ?? rule, " : échéance à ce moment ; ", "pas encore dû"],
    noRecord: "aucun",
  },
  outcomes: {
    "payment.captured": withAmount("capturés"),
    "payment.declined": () => "refusé",
    "payment.released": () => "libéré",
    "payment.refunded": withAmount("remboursés"),
    "payment.timedOut": () => "sans réponse",
    "giftCard.captured": withAmount("capturés"),
    "giftCard.released": () => "libéré",
    "giftCard.refunded": withAmount("remboursés"),
    "license.blocked": () => "bloquée",
    "license.expired": () => "expirée",
  },
  stayed: {
    state: (type, id, state) => `${objectName(type)} ${id} : état resté « ${lowered(state)} ».`,
    numberHeld: (quote, order) => `Le panier ${quote} a gardé le numéro ${order}.`,
    owed: (rules) =>
      `Encore dû : ${rules.map((rule) => lowered(awaited[rule] ?? rule)).join(", ")}.`,
  },
  facts: (n, took, longest) =>
    `${records(n)}${took === null ? "" : ` en ${took}`}${longest === null ? "." : ` ; l’attente la plus longue est de ${longest}.`}`,
  factsRefused: (n) =>
    `${n} ${plural(n, "enregistrement indique", "enregistrements indiquent")} un refus ou un échec.`,
  moreObjects: (n) => `et ${count(n)} de plus`,
  readAloud: "Lire à voix haute",
  allRecords: "En liste",
  share: "Copier le lien",
  shared: "Lien copié",
  print: "Imprimer",
  overview: (lanes) =>
    `Vue d’ensemble, ${lanes} ${plural(lanes, "couloir", "couloirs")}. Chaque attente est dessinée au logarithme de sa durée.`,
  waitsAtLog: "Attentes en échelle log",
  thisId: "cet ID",
  recordsIn: (n, took) => `${records(n)} en ${took}`,
  columns: {
    time: (zone) => `Heure, ${zone}`,
    since: "Écart",
    lanes: "Objets",
    what: "Ce qui s’est passé",
    type: "Type",
    seq: "Enreg.",
  },
  records: (type) => `Enregistrements de ${thisOne(type)}`,
  sameMs: "même ms",
  sameMsExplain:
    "Même milliseconde, d’une autre source : lequel est venu le premier n’est pas établi.",
  gap: "sans enregistrement.",
  gapAfterDue: "depuis l’échéance, sans enregistrement.",
  gapOpen: "Qu’a-t-on enregistré entre-temps ?",
  gapClose: "Fermer",
  gapOther: (n) =>
    n === 0
      ? "Aucune source n’a écrit pendant ce temps : elles ont pu être muettes ou absentes."
      : `${count(n)} ${plural(n, "autre enregistrement a été écrit", "autres enregistrements ont été écrits")} pendant ce temps.`,
  gapShow: "Les voir",
  gapFromTo: (from, to) => `De ${from} à ${to}`,
  more: "Plus d’enregistrements",
  nearby: (n) =>
    `${n} ${plural(n, "enregistrement non attribué", "enregistrements non attribués")} à proximité`,
  nearbyExplain:
    "Ils ne portent pas d’ID. Leur place est peut-être ici ; ils ne font pas partie de cette chronologie.",
  before: (wait) => `${wait} avant`,
  after: (wait) => `${wait} après`,
  within: "à l’intérieur",
  notKnown: "Non connu",
  unknown: {
    order: (at) =>
      `Lequel des enregistrements de ${at} est venu le premier : ils viennent de sources différentes.`,
    silence: (gap) =>
      `Ce qui s’est passé pendant ${gap} sans enregistrement. L’absence d’enregistrement ne veut pas dire que rien n’a eu lieu.`,
    late: "Si d’autres enregistrements ont été écrits après cette réponse. Relisez-la pour le voir.",
    partial: "Ce que la partie non lue du registre ou la quarantaine contient pour cet ID.",
    nearby: "Si les enregistrements non attribués à proximité ont leur place ici.",
  },
  notFound: "Aucun enregistrement ne porte cet ID.",
  notFoundWhy: (type) =>
    `Recherche faite : ${oneOf(type)} sous cet ID, ses autres ID et ce qui le désigne. « Aucun enregistrement » ne veut pas dire que l’objet n’existe pas : sa source n’écrit peut-être pas ici.`,
  notFoundNext: "Chercher ce qui en est proche",
  copyId: "Copier",
};

export const evidence: Messages["evidence"] = {
  label: "Preuves",
  record: (seq) => `Enregistrement ${seq}`,
  back: "Retour",
  next: "Suivant",
  occurred: "Survenu",
  recorded: "Enregistré",
  later: (wait) => `${wait} plus tard`,
  earlier: (wait) => `${wait} avant les faits, d’après ces horloges`,
  source: "Source",
  line: (line) => `ligne ${count(line)}`,
  byte: (offset) => `octet ${count(offset)}`,
  objects: "Objets",
  actor: "Acteur",
  amount: "Montant",
  outcome: "Issue",
  reason: "Motif",
  message: "Message",
  level: "Niveau",
  eventId: "ID d’événement",
  trace: "Trace",
  unattributed: "Pas d’ID",
  raw: "Texte brut, mot pour mot",
  rawNone: "La source était en JSON. Voici l’enregistrement tel que le service le donne.",
  rawBytes: "Pas de l’UTF-8 : les octets, en base64",
  copyRaw: "Copier le brut",
  copyJson: "Copier le JSON",
  showJson: "Tous les champs",
  usedBy: "Utilisé par",
  through: "Rattaché ici",
  throughObject: (type) => `par ${theOne(type)}`,
  around: (n) => `${n} enregistrements autour`,
  aroundHeading: "Dans le registre, autour de lui",
  attributes: "Attributs",
  schema: (version) => `schéma ${version}`,
  protectedValue: "protégé",
};
