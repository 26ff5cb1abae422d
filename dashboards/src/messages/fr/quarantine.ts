import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { plural } from "./plural.ts";

export const quarantine: Messages["quarantine"] = {
  title: "Quarantaine",
  heading: "Quarantaine",
  explain:
    "Entrées qui n’ont pas pu devenir des enregistrements, gardées entières. Chaque entrée ouverte rend les réponses partielles, car elle peut les concerner.",
  status: "Statut",
  open: "Ouvertes",
  resolved: "Résolues",
  dismissed: "Écartées",
  source: "Source",
  allSources: "Toutes les sources",
  list: "Entrées en quarantaine, les plus récentes d’abord",
  facts: (n) =>
    n === 0
      ? "Aucune entrée n’est ouverte."
      : `${count(n)} ${plural(n, "entrée est ouverte", "entrées sont ouvertes")}.`,
  retryAll: {
    act: "Tout relire…",
    heading: (source) =>
      source === undefined
        ? "Relire toutes les entrées ouvertes ?"
        : `Relire toutes les entrées ouvertes de ${source} ?`,
    effect:
      "Chacune est relue telle quelle, l’une après l’autre, la plus ancienne d’abord. Ce qui peut être lu maintenant devient un enregistrement et l’entrée est résolue ; le reste demeure ouvert. Chaque relecture est enregistrée avec l’entrée.",
    confirm: "Tout relire",
    listing: "Liste des entrées ouvertes en cours…",
    progress: (done, all) =>
      `${count(done)} sur ${count(all)} ${plural(done, "relue", "relues")} :`,
    outcome: (accepted, still) =>
      `${count(accepted)} ${plural(accepted, "acceptée", "acceptées")}, ${count(still)} toujours ${plural(still, "illisible", "illisibles")}.`,
    stop: "Arrêter",
    stopped: "Arrêté.",
    done: "Terminé.",
    none: "Rien n’est ouvert.",
  },
  columns: {
    item: "Entrée",
    when: "Mise en quarantaine",
    source: "Source",
    reason: "Ce qui ne va pas",
    size: "Taille",
  },
  empty: {
    open: "Rien n’est en quarantaine. Chaque entrée est devenue un enregistrement.",
    other: "Aucune entrée n’a ce statut.",
    source: (source) => `Aucune entrée de ${source} n’a ce statut.`,
  },
  bytes: (n) => `${count(n)} ${plural(n, "octet", "octets")}`,
  retries: (n) => `relue ${n} fois`,
  place: (index) => `élément ${count(index + 1)} de sa requête`,
  content: "Entrée, mot pour mot ; corrigez-la ici pour la relire",
  contentClosed: "Entrée, mot pour mot",
  notText: "Cette entrée n’est pas du texte UTF-8. Elle peut être relue telle quelle ou écartée.",
  retryAsIs: "Relire telle quelle",
  retryCorrected: "Relire corrigée",
  retried: (accepted, quarantined) =>
    quarantined > 0
      ? "Toujours illisible. Le motif est indiqué à côté ; l’entrée reste ouverte."
      : `Acceptée : ${count(accepted)} ${plural(accepted, "enregistrement", "enregistrements")}. L’entrée d’origine est gardée.`,
  dismiss: "Écarter…",
  dismissHeading: (itemId) => `Écarter ${itemId} ?`,
  dismissEffect:
    "Elle ne rend plus les réponses partielles. L’entrée elle-même est gardée ; rien n’est supprimé. Votre motif est enregistré avec elle.",
  dismissReason: "Motif",
  dismissConfirm: "Écarter l’entrée",
  note: "Motif donné",
  positions: "Enregistré comme",
  reasons: {
    undecodable: "Non décodable",
    oversized: "Trop grande",
    "id-conflict": "Même ID, autre contenu",
    "invalid-event": "Événement non valide",
    "invalid-time": "Heure impossible",
    "torn-tail": "Coupée lors d’un arrêt brutal",
  },
  select: "Choisissez une entrée pour la voir.",
};
