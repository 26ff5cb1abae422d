import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { Messages } from "../en.ts";
import { amount, attribute, codeInWords, naming, objectId, tellEvent } from "../sentence-pieces.ts";
import type { Sentence, SentencePiece } from "../sentence-pieces.ts";
import { activity } from "./activities.ts";

/** The reason that the event carries, where there is one. */
const because = (event: EventAnswer): SentencePiece[] =>
  event.reason === undefined ? [] : [` : ${event.reason}`];

const plain =
  (words: string): Sentence =>
  (event) => [words, ...amount(event), ...because(event)];

const onOrder =
  (words: string, lead: string): Sentence =>
  (event) => [
    words,
    ...naming(objectId(event, "order"), lead),
    ...amount(event),
    ...because(event),
  ];

const payment = (event: EventAnswer): string =>
  attribute(event, "method") === "card" ? "Paiement par carte" : "Paiement";

const paid =
  (verb: string): Sentence =>
  (event) => [`${payment(event)} ${verb}`, ...amount(event), ...because(event)];

const named =
  (noun: string, type: string) =>
  (verb: string): Sentence =>
  (event) => [noun, ...naming(objectId(event, type)), ` ${verb}`];

const quote = named("Panier", "quote");
const license = named("Licence", "license");

const order =
  (verb: string): Sentence =>
  (event) => [...named("Commande", "order")(verb)(event), ...amount(event)];

const task =
  (verb: string): Sentence =>
  (event) => ["Tâche", ...naming(attribute(event, "name")), ` ${verb}`, ...because(event)];

const source =
  (verb: string): Sentence =>
  (event) => ["Source", ...naming(event.source.name), ` ${verb}`];

const KINDS: Readonly<Record<string, string>> = {
  registered: "client enregistré",
  guest: "invité",
  registering: "client qui s’inscrit en achetant",
  digital: "numérique",
  physical: "physique",
  combined: "numérique et physique",
};
const kindOf = (event: EventAnswer, name: string): string[] => {
  const kind = attribute(event, name);
  return kind === undefined ? [] : [`, ${KINDS[kind] ?? kind}`];
};

const MAILS: Readonly<Record<string, string>> = {
  license: "licence",
  giftCard: "carte cadeau",
  invoice: "facture",
  combined: "groupé",
};
const DECISIONS: Readonly<Record<string, string>> = {
  none: "rien à rejouer",
  wholeOrder: "commande entière",
  orderInfo: "OrderInfo seul",
};
/** The attribute's value in French, where it is one of those that are known. */
const inFrench = (event: EventAnswer, name: string, words: Readonly<Record<string, string>>) => {
  const value = attribute(event, name);
  return value === undefined ? undefined : (words[value] ?? value);
};

const sentences: Readonly<Record<string, Sentence>> = {
  "product.selected": (event) => ["Produit choisi", ...naming(objectId(event, "product"), " : ")],
  "quote.created": (event) => [...quote("créé")(event), ...kindOf(event, "customerKind")],
  "quote.itemAdded": quote("a reçu un article"),
  "quote.itemRemoved": quote("a perdu un article"),
  "quote.emptied": quote("vidé"),
  "quote.assigned": quote("remis à un client connecté"),
  "quote.sessionExpired": quote("perdu avec sa session"),
  "checkout.started": plain("Passage en caisse commencé"),
  "order.numberReserved": (event) => [
    "Numéro",
    ...naming(objectId(event, "order")),
    " réservé",
    ...(objectId(event, "quote") === undefined
      ? []
      : [` pour le panier ${objectId(event, "quote")}`]),
  ],
  "payment.requested": paid("demandé"),
  "payment.authorized": paid("autorisé"),
  "payment.captured": paid("capturé"),
  "payment.released": paid("libéré"),
  "payment.reauthorized": paid("autorisé de nouveau"),
  "payment.refunded": paid("remboursé"),
  "payment.declined": paid("refusé"),
  "payment.timedOut": (event) => [`${payment(event)} resté sans réponse`, ...amount(event)],
  "payment.stateRead": (event) => [
    "État du paiement lu",
    ...naming(attribute(event, "gatewayState"), " : "),
    ...amount(event),
  ],
  "order.placed": order("passée"),
  "order.uncertain": order("enregistrée ; son paiement est incertain"),
  "order.replicated": (event) => [
    "Répliqué dans la base principale",
    ...naming(attribute(event, "document"), " : "),
    ...(attribute(event, "state") === undefined ? [] : [`, état ${attribute(event, "state")}`]),
  ],
  "order.cancelled": order("annulée"),
  "order.returned": order("retournée"),
  "order.completed": (event) =>
    objectId(event, "order") === undefined
      ? ["La transaction a terminé ses opérations"]
      : order("terminée")(event),
  "customer.registered": plain("Compte client créé"),
  "fulfillment.started": (event) => [
    attribute(event, "kind") === "physical"
      ? "Exécution physique commencée"
      : attribute(event, "kind") === "digital"
        ? "Exécution numérique commencée"
        : "Production commencée",
    ...naming(attribute(event, "fromState"), " depuis "),
  ],
  "fulfillment.completed": plain("Exécution terminée"),
  "fulfillment.handlerMissing": (event) => [
    "Aucun traitement",
    ...naming(attribute(event, "handler"), " pour "),
  ],
  "stock.reserved": onOrder("Stock réservé", " pour la commande "),
  "stock.released": onOrder("Stock libéré", " de la commande "),
  "invoice.issued": (event) => [
    "Facture",
    ...naming(objectId(event, "invoice")),
    " émise",
    ...kindOf(event, "kind"),
    ...amount(event),
  ],
  "mail.sent": (event) => ["Courriel envoyé", ...naming(inFrench(event, "kind", MAILS), " : ")],
  "mail.bounced": (event) => ["Courriel revenu", ...naming(inFrench(event, "kind", MAILS), " : ")],
  "mail.templateMismatch": plain("Le modèle de courriel et le questionnaire diffèrent"),
  "license.requested": license("demandée"),
  "license.generated": license("générée"),
  "license.activated": license("activée"),
  "license.expired": license("expirée"),
  "license.blocked": license("bloquée"),
  "giftCard.issued": plain("Carte cadeau émise"),
  "giftCard.authorized": plain("Carte cadeau autorisée"),
  "giftCard.captured": plain("Carte cadeau capturée"),
  "giftCard.released": plain("Carte cadeau libérée"),
  "giftCard.reauthorized": plain("Carte cadeau autorisée de nouveau"),
  "giftCard.refunded": plain("Carte cadeau remboursée"),
  "giftCard.rejected": plain("Carte cadeau rejetée"),
  "giftCard.validationFailed": plain("Carte cadeau non valide"),
  "replay.decided": (event) => [
    `Rejeu décidé${event.attributes["dryRun"] === true ? " (à blanc)" : ""}`,
    ...naming(inFrench(event, "decision", DECISIONS), " : "),
  ],
  "replay.documentLoaded": (event) => [
    "Le rejeu a chargé",
    ...naming(attribute(event, "document")),
  ],
  "replay.verified": plain("Rejeu vérifié"),
  "replay.failed": plain("Rejeu échoué"),
  "task.scheduled": task("planifiée"),
  "task.started": task("démarrée"),
  "task.completed": task("terminée"),
  "task.failed": task("échouée"),
  "task.missed": task("manquée"),
  "source.started": source("a commencé à écrire"),
  "source.heartbeat": source("est vivante"),
  "source.lost": source("a été perdue"),
  "source.recovered": source("est revenue"),
  "ledger.started": plain("Registre ouvert"),
  "ledger.stopped": plain("Registre arrêté"),
};

export const events: Messages["events"] = {
  sentence: (event) => tellEvent(event, sentences, plain(activity(event.type))),
  objectTypes: {
    transaction: "Transaction",
    quote: "Panier",
    order: "Commande",
    payment: "Paiement",
    giftCard: "Carte cadeau",
    license: "Licence",
    customer: "Client",
    invoice: "Facture",
    product: "Produit",
    task: "Tâche",
    replay: "Rejeu",
    mail: "Courriel",
  },
  visit: "Visite",
  manyObjects: (n) => `${n} objets`,
  foreignId: "FID",
  parseNotes: {
    reassembled: "Réassemblé",
    "time-ambiguous": "L’heure locale existe deux fois",
    "time-nonexistent": "L’heure locale n’existe pas",
  },
  parseNote: codeInWords,
};
