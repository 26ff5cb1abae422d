import type { EventAnswer } from "#query/answers/event-answer.ts";
import type { Messages } from "../en.ts";
import {
  amount,
  attribute,
  because,
  codeInWords,
  naming,
  objectId,
  tellEvent,
} from "../sentence-pieces.ts";
import type { Sentence } from "../sentence-pieces.ts";
import { typeName } from "./type-names.ts";

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
  attribute(event, "method") === "card" ? "Platba kartou" : "Platba";

const paid =
  (verb: string): Sentence =>
  (event) => [`${payment(event)} ${verb}`, ...amount(event), ...because(event)];

const named =
  (noun: string, type: string) =>
  (verb: string): Sentence =>
  (event) => [noun, ...naming(objectId(event, type)), ` ${verb}`];

const quote = named("Košík", "quote");
const license = named("Licence", "license");

const order =
  (verb: string): Sentence =>
  (event) => [...named("Objednávka", "order")(verb)(event), ...amount(event)];

const task =
  (verb: string): Sentence =>
  (event) => ["Úloha", ...naming(attribute(event, "name")), ` ${verb}`, ...because(event)];

const source =
  (verb: string): Sentence =>
  (event) => ["Zdroj", ...naming(event.source.name), ` ${verb}`];

const KINDS: Readonly<Record<string, string>> = {
  registered: "registrovaný zákazník",
  guest: "host",
  digital: "digitální řádky",
  physical: "fyzické řádky",
};
const kindOf = (event: EventAnswer, name: string): string[] => {
  const kind = attribute(event, name);
  return kind === undefined ? [] : [`, ${KINDS[kind] ?? kind}`];
};

const sentences: Readonly<Record<string, Sentence>> = {
  "product.selected": (event) => ["Vybrán produkt", ...naming(objectId(event, "product"), ": ")],
  "quote.created": (event) => [...quote("vytvořen")(event), ...kindOf(event, "customerKind")],
  "quote.itemAdded": quote("dostal položku"),
  "quote.itemRemoved": quote("přišel o položku"),
  "quote.emptied": quote("vyprázdněn"),
  "quote.assigned": quote("předán přihlášenému zákazníkovi"),
  "quote.sessionExpired": quote("ztracen s relací"),
  "checkout.started": plain("Zahájena pokladna"),
  "order.numberReserved": (event) => [
    "Číslo",
    ...naming(objectId(event, "order")),
    " rezervováno",
    ...(objectId(event, "quote") === undefined ? [] : [` pro košík ${objectId(event, "quote")}`]),
  ],
  "payment.requested": paid("vyžádána"),
  "payment.authorized": paid("autorizována"),
  "payment.captured": paid("stržena"),
  "payment.released": paid("uvolněna"),
  "payment.reauthorized": paid("znovu autorizována"),
  "payment.refunded": paid("vrácena"),
  "payment.declined": paid("zamítnuta"),
  "payment.timedOut": (event) => [`${payment(event)} zůstala bez odpovědi`, ...amount(event)],
  "payment.stateRead": (event) => [
    "Přečten stav platby",
    ...naming(attribute(event, "gatewayState"), ": "),
    ...amount(event),
  ],
  "order.placed": order("zadána"),
  "order.uncertain": order("uložena; její platba je nejistá"),
  "order.replicated": (event) => [
    "Přeneseno do hlavní databáze",
    ...naming(attribute(event, "document"), ": "),
    ...(attribute(event, "state") === undefined ? [] : [`, stav ${attribute(event, "state")}`]),
  ],
  "order.cancelled": order("zrušena"),
  "order.returned": order("vrácena"),
  "order.completed": (event) =>
    objectId(event, "order") === undefined
      ? ["Transakce dokončila své kroky"]
      : order("dokončena")(event),
  "customer.registered": plain("Založen účet zákazníka"),
  "fulfillment.started": (event) => [
    attribute(event, "kind") === "physical"
      ? "Zahájeno fyzické plnění"
      : attribute(event, "kind") === "digital"
        ? "Zahájeno digitální plnění"
        : "Zahájena výroba",
    ...naming(attribute(event, "fromState"), " ze stavu "),
  ],
  "fulfillment.completed": plain("Plnění dokončeno"),
  "fulfillment.handlerMissing": (event) => [
    "Chybí obsluha",
    ...naming(attribute(event, "handler"), " pro "),
  ],
  "stock.reserved": onOrder("Zboží rezervováno", " pro objednávku "),
  "stock.released": onOrder("Zboží uvolněno", " z objednávky "),
  "invoice.issued": (event) => [
    "Faktura",
    ...naming(objectId(event, "invoice")),
    " vystavena",
    ...kindOf(event, "kind"),
    ...amount(event),
  ],
  "mail.sent": (event) => ["E-mail odeslán", ...naming(attribute(event, "kind"), ": ")],
  "mail.bounced": (event) => ["E-mail se vrátil", ...naming(attribute(event, "kind"), ": ")],
  "mail.templateMismatch": plain("Šablona e-mailu a dotazník se liší"),
  "license.requested": license("vyžádána"),
  "license.generated": license("vytvořena"),
  "license.activated": license("aktivována"),
  "license.expired": license("vypršela"),
  "license.blocked": license("zablokována"),
  "giftCard.issued": plain("Dárková karta vydána"),
  "giftCard.authorized": plain("Dárková karta autorizována"),
  "giftCard.captured": plain("Z dárkové karty strženo"),
  "giftCard.released": plain("Autorizace dárkové karty uvolněna"),
  "giftCard.reauthorized": plain("Dárková karta znovu autorizována"),
  "giftCard.refunded": plain("Na dárkovou kartu vráceno"),
  "giftCard.rejected": plain("Dárková karta odmítnuta"),
  "giftCard.validationFailed": plain("Dárková karta neplatná"),
  "replay.decided": (event) => [
    `Přehrání rozhodnuto${event.attributes["dryRun"] === true ? " (nanečisto)" : ""}`,
    ...naming(attribute(event, "decision"), ": "),
  ],
  "replay.documentLoaded": (event) => ["Přehrání načetlo", ...naming(attribute(event, "document"))],
  "replay.verified": plain("Přehrání ověřeno"),
  "replay.failed": plain("Přehrání selhalo"),
  "task.scheduled": task("naplánována"),
  "task.started": task("spuštěna"),
  "task.completed": task("dokončena"),
  "task.failed": task("selhala"),
  "task.missed": task("zmeškána"),
  "source.started": source("začal hlásit"),
  "source.heartbeat": source("je činný"),
  "source.lost": source("se odmlčel"),
  "source.recovered": source("se vrátil"),
  "ledger.started": plain("Kniha záznamů otevřena"),
  "ledger.stopped": plain("Kniha záznamů zastavena"),
};

export const events: Messages["events"] = {
  sentence: (event) => tellEvent(event, sentences, plain(typeName(event.type))),
  objectTypes: {
    transaction: "Transakce",
    quote: "Košík",
    order: "Objednávka",
    payment: "Platba",
    giftCard: "Dárková karta",
    license: "Licence",
    customer: "Zákazník",
    invoice: "Faktura",
    product: "Produkt",
    task: "Úloha",
    replay: "Přehrání",
    mail: "E-mail",
  },
  visit: "Návštěva",
  manyObjects: (n) => `objektů: ${n}`,
  foreignId: "FID",
  parseNotes: {
    reassembled: "Složeno z částí",
    "time-ambiguous": "Místní hodina nastala dvakrát",
    "time-nonexistent": "Místní hodina neexistuje",
  },
  parseNote: codeInWords,
};
