import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { plural } from "./plural.ts";

export const licenses: Messages["licenses"] = {
  parts: "Parties des licences",
  partNames: {
    deliveries: "Livraisons",
    expiring: "Échéances",
    renewals: "Renouvellements",
    all: "Toutes",
  },
  opened: "Licence ou commande ouverte",
  back: "Retour à la liste",
  readAloud: "Lire à voix haute",
  openTimeline: "Ouvrir la chronologie",
  findingChoice: "Constat",
  anyFinding: "Tous, sur les licences",
  deliveries: "Commandes dont les licences n’ont pas été livrées comme il se doit",
  noDelivery: (finding) =>
    finding === null
      ? "Aucune commande n’a de constat sur ses licences."
      : `Aucune commande n’a le constat « ${finding} ».`,
  noDeliveryNext:
    "Toutes les commandes ont été examinées, jusqu’à la position indiquée plus bas. Choisissez un autre constat, ou consultez toutes les licences.",
  spanChoice: "Prend fin sous",
  spans: {
    "7d": "7 jours",
    "30d": "30 jours",
    "90d": "90 jours",
    "365d": "1 an",
  },
  expiring: "Licences dont la durée prend bientôt fin",
  noExpiry: (span) => `Aucune licence ne prend fin d’ici ${span}.`,
  noExpiryNext:
    "Toutes les licences à durée connue ont été examinées. Choisissez un délai plus long.",
  notRenewed: "aucun renouvellement enregistré",
  renewedBy: "renouvelée par",
  renewals: "Chaînes de renouvellements, la dernière renouvelée d’abord",
  noRenewal: "Aucun enregistrement ne crée une licence qui en renouvelle une autre.",
  noRenewalNext:
    "Les enregistrements de type license.generated et de kind renewal ont été cherchés, sans limite de temps.",
  notInView: "aucun enregistrement propre",
  termsHead: (from, to) => `Durées, de ${from} à ${to} ; en pointillé : maintenant`,
  joints: {
    gap: (length) => `un intervalle de ${length} entre les durées`,
    overlap: (length) => `les durées se recouvrent de ${length}`,
    seamless: "suit sans intervalle",
    notKnown: "la durée précédente n’est pas connue",
  },
  stateChoice: "État",
  anyState: "Tous",
  all: "Licences, les dernières touchées d’abord",
  noLicense: "Aucune licence n’est dans cet état.",
  noLicenseNext:
    "Toutes les licences nommées par des enregistrements ont été examinées. Choisissez un autre état.",
  noEnd: "aucune fin connue",
  columns: {
    order: "Commande",
    found: "Constaté",
    since: "Depuis",
    state: "État",
    stateSince: "Dans cet état depuis",
    store: "Magasin",
    amount: "Montant",
    license: "Licence",
    ends: "Fin",
    left: "Dans",
    renewed: "Renouvellement",
    last: "Dernier enreg.",
    records: "Enreg.",
    chain: "Chaîne",
    joint: "Durées",
    terms: "Durées tracées",
    renewedAt: "Renouvelée",
  },
  facts: {
    heading: "Faits",
    counts: (states) => {
      const total = states.reduce((sum, one) => sum + one.count, 0);
      const parts = states.map((one) => `${one.state} ${count(one.count)}`).join(", ");
      return total === 0
        ? "Aucun enregistrement ne nomme de licence."
        : `${count(total)} ${plural(total, "licence", "licences")} : ${parts}.`;
    },
    product: "Produit",
    kinds: { standard: "standard", renewal: "renouvellement" },
    order: "Commande",
    line: "Ligne",
    validFrom: "Valable du",
    validUntil: "Valable jusqu’au",
    left: (length) => `encore ${length}`,
    ended: (length) => `finie depuis ${length}`,
    noRecord: "aucun enregistrement",
    blocked: "Bloquée",
  },
  order: {
    lines: (n) =>
      n === 0
        ? "Aucune de ses lignes n’est connue pour vendre une licence"
        : `${count(n)} ${plural(n, "ligne vend", "lignes vendent")} des licences`,
    paid: "Payée",
    notPaid: "aucun enregistrement",
    renews: "Renouvelle",
    line: "ligne",
    noLicense: "Aucune licence n’a été enregistrée pour cette ligne",
    made: (n) => `${count(n)} ${plural(n, "licence générée", "licences générées")} :`,
  },
  chain: {
    heading: (n) => `Chaîne de ${count(n)} ${plural(n, "licence", "licences")}`,
    alone: "N’en renouvelle aucune autre, et aucune ne la renouvelle",
    noTerm: "durée non connue",
    to: "au",
  },
  findings: (n) => (n === 0 ? "Aucun constat" : `${count(n)} ${plural(n, "constat", "constats")}`),
  notKnown: "Non connu",
};
