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
  (words: string): Sentence =>
  (event) => {
    const id = objectId(event, "order");
    return [
      ...(id === undefined ? [] : ["ऑर्डर", ...naming(id), " के लिए "]),
      words,
      ...amount(event),
      ...because(event),
    ];
  };

const payment = (event: EventAnswer): string =>
  attribute(event, "method") === "card" ? "कार्ड से भुगतान" : "भुगतान";

const paid =
  (verb: string): Sentence =>
  (event) => [`${payment(event)} ${verb}`, ...amount(event), ...because(event)];

const named =
  (noun: string, type: string) =>
  (verb: string): Sentence =>
  (event) => [noun, ...naming(objectId(event, type)), ` ${verb}`];

const quote = named("कार्ट", "quote");
const license = named("लाइसेंस", "license");

const order =
  (verb: string): Sentence =>
  (event) => [...named("ऑर्डर", "order")(verb)(event), ...amount(event)];

const task =
  (verb: string): Sentence =>
  (event) => ["कार्य", ...naming(attribute(event, "name")), ` ${verb}`, ...because(event)];

const source =
  (verb: string): Sentence =>
  (event) => ["स्रोत", ...naming(event.source.name), ` ${verb}`];

const KINDS: Readonly<Record<string, string>> = {
  registered: "पंजीकृत ग्राहक",
  registering: "पंजीकरण करता ग्राहक",
  guest: "अतिथि ग्राहक",
  digital: "डिजिटल मदें",
  physical: "भौतिक मदें",
};
const kindOf = (event: EventAnswer, name: string): string[] => {
  const kind = attribute(event, name);
  return kind === undefined ? [] : [`, ${KINDS[kind] ?? kind}`];
};

const sentences: Readonly<Record<string, Sentence>> = {
  "product.selected": (event) => ["उत्पाद चुना गया", ...naming(objectId(event, "product"), ": ")],
  "quote.created": (event) => [...quote("बना")(event), ...kindOf(event, "customerKind")],
  "quote.itemAdded": quote("में मद जुड़ी"),
  "quote.itemRemoved": quote("से मद हटी"),
  "quote.emptied": quote("खाली किया गया"),
  "quote.assigned": quote("लॉग-इन ग्राहक को दिया गया"),
  "quote.sessionExpired": quote("सत्र के साथ खो गया"),
  "checkout.started": plain("चेकआउट शुरू हुआ"),
  "order.numberReserved": (event) => [
    "नंबर",
    ...naming(objectId(event, "order")),
    ...(objectId(event, "quote") === undefined ? [] : [` कार्ट ${objectId(event, "quote")} के लिए`]),
    " आरक्षित हुआ",
  ],
  "payment.requested": paid("का अनुरोध हुआ"),
  "payment.authorized": paid("अधिकृत हुआ"),
  "payment.captured": paid("कैप्चर हुआ"),
  "payment.released": paid("मुक्त हुआ"),
  "payment.reauthorized": paid("फिर अधिकृत हुआ"),
  "payment.refunded": paid("रिफ़ंड हुआ"),
  "payment.declined": paid("अस्वीकृत हुआ"),
  "payment.timedOut": (event) => [`${payment(event)} का उत्तर नहीं आया`, ...amount(event)],
  "payment.stateRead": (event) => [
    "भुगतान की स्थिति पढ़ी गई",
    ...naming(attribute(event, "gatewayState"), ": "),
    ...amount(event),
  ],
  "order.placed": order("दिया गया"),
  "order.uncertain": order("सहेजा गया; इसका भुगतान अनिश्चित है"),
  "order.replicated": (event) => [
    "मुख्य DB में प्रतिकृति बनी",
    ...naming(attribute(event, "document"), ": "),
    ...(attribute(event, "state") === undefined ? [] : [`, स्थिति ${attribute(event, "state")}`]),
  ],
  "order.cancelled": order("रद्द हुआ"),
  "order.returned": order("लौटाया गया"),
  "order.completed": (event) =>
    objectId(event, "order") === undefined ? ["लेन-देन के सभी चरण पूरे हुए"] : order("पूरा हुआ")(event),
  "customer.registered": plain("ग्राहक का खाता बना"),
  "fulfillment.started": (event) => [
    attribute(event, "kind") === "physical"
      ? "भौतिक पूर्ति शुरू हुई"
      : attribute(event, "kind") === "digital"
        ? "डिजिटल पूर्ति शुरू हुई"
        : "उत्पादन शुरू हुआ",
    ...naming(attribute(event, "fromState"), ", पिछली स्थिति "),
  ],
  "fulfillment.completed": plain("पूर्ति पूरी हुई"),
  "fulfillment.handlerMissing": (event) => [
    "हैंडलर नहीं मिला",
    ...naming(attribute(event, "handler"), ": "),
  ],
  "stock.reserved": onOrder("स्टॉक आरक्षित हुआ"),
  "stock.released": onOrder("आरक्षित स्टॉक मुक्त हुआ"),
  "invoice.issued": (event) => [
    "इनवॉइस",
    ...naming(objectId(event, "invoice")),
    " जारी हुआ",
    ...kindOf(event, "kind"),
    ...amount(event),
  ],
  "mail.sent": (event) => ["ईमेल भेजा गया", ...naming(attribute(event, "kind"), ": ")],
  "mail.bounced": (event) => ["ईमेल लौट आया", ...naming(attribute(event, "kind"), ": ")],
  "mail.templateMismatch": plain("ईमेल का साँचा और सर्वेक्षण अलग हैं"),
  "license.requested": license("का अनुरोध हुआ"),
  "license.generated": license("बना"),
  "license.activated": license("सक्रिय हुआ"),
  "license.expired": license("समाप्त हुआ"),
  "license.blocked": license("अवरुद्ध हुआ"),
  "giftCard.issued": plain("गिफ़्ट कार्ड जारी हुआ"),
  "giftCard.authorized": plain("गिफ़्ट कार्ड पर राशि अधिकृत हुई"),
  "giftCard.captured": plain("गिफ़्ट कार्ड से राशि कैप्चर हुई"),
  "giftCard.released": plain("गिफ़्ट कार्ड पर अधिकृत राशि मुक्त हुई"),
  "giftCard.reauthorized": plain("गिफ़्ट कार्ड पर राशि फिर अधिकृत हुई"),
  "giftCard.refunded": plain("गिफ़्ट कार्ड पर रिफ़ंड हुआ"),
  "giftCard.rejected": plain("गिफ़्ट कार्ड स्वीकार नहीं हुआ"),
  "giftCard.validationFailed": plain("गिफ़्ट कार्ड मान्य नहीं"),
  "replay.decided": (event) => [
    `रीप्ले का निर्णय हुआ${event.attributes["dryRun"] === true ? " (ड्राई रन)" : ""}`,
    ...naming(attribute(event, "decision"), ": "),
  ],
  "replay.documentLoaded": (event) => {
    const document = attribute(event, "document");
    return document === undefined
      ? ["रीप्ले ने दस्तावेज़ लोड किया"]
      : ["रीप्ले ने", ...naming(document), " लोड किया"];
  },
  "replay.verified": plain("रीप्ले सत्यापित हुआ"),
  "replay.failed": plain("रीप्ले विफल हुआ"),
  "task.scheduled": task("निर्धारित हुआ"),
  "task.started": task("शुरू हुआ"),
  "task.completed": task("पूरा हुआ"),
  "task.failed": task("विफल हुआ"),
  "task.missed": task("छूट गया"),
  "source.started": source("शुरू हुआ"),
  "source.heartbeat": source("चालू है"),
  "source.lost": source("से संपर्क टूटा"),
  "source.recovered": source("से संपर्क लौटा"),
  "ledger.started": plain("बही शुरू हुई"),
  "ledger.stopped": plain("बही रुकी"),
};

export const events: Messages["events"] = {
  sentence: (event) => tellEvent(event, sentences, plain(typeName(event.type))),
  objectTypes: {
    transaction: "लेन-देन",
    quote: "कार्ट",
    order: "ऑर्डर",
    payment: "भुगतान",
    giftCard: "गिफ़्ट कार्ड",
    license: "लाइसेंस",
    customer: "ग्राहक",
    invoice: "इनवॉइस",
    product: "उत्पाद",
    task: "कार्य",
    replay: "रीप्ले",
    mail: "ईमेल",
  },
  visit: "विज़िट",
  manyObjects: (n) => `${n} वस्तुएँ`,
  foreignId: "FID",
  parseNotes: {
    reassembled: "फिर जोड़ा गया",
    "time-ambiguous": "यह स्थानीय घंटा दो बार आता है",
    "time-nonexistent": "यह स्थानीय घंटा होता ही नहीं",
  },
  parseNote: codeInWords,
};
