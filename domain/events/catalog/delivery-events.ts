import {
  type EventType,
  eventType,
  list,
  number,
  optional,
  personal,
  required,
  secret,
  text,
  timestamp,
  truth,
} from "./event-type.ts";

const fulfillment = {
  objects: [required("order")],
  attributes: [text("kind", ["digital", "physical"]), list("lineItemIds"), text("fromState")],
};

const stock = {
  objects: [required("order"), required("product")],
  attributes: [number("quantity")],
};

const mail = {
  objects: [required("mail"), required("order")],
  attributes: [
    text("kind", ["license", "giftCard", "invoice", "combined"]),
    truth("bcc"),
    personal("recipient"),
  ],
};

const cardPayment = {
  objects: [required("giftCard"), required("order"), required("payment")],
  attributes: [text("authorizationId")],
  amount: "expected",
} as const;

const cardRefusal = {
  objects: [required("giftCard"), optional("order")],
  reason: "expected",
} as const;

/** From fulfillment to goods, invoices and mails, and the life of licenses and gift cards. */
export const DELIVERY_EVENTS: readonly EventType[] = [
  eventType("fulfillment.started", "Production of the goods began.", fulfillment),
  eventType("fulfillment.completed", "The goods are made.", fulfillment),
  eventType("fulfillment.handlerMissing", "Nothing knows how to produce this kind of goods.", {
    objects: [optional("order")],
    attributes: [text("handler")],
  }),
  eventType("stock.reserved", "Stock was set aside for the order.", stock),
  eventType("stock.released", "Stock set aside was given back.", stock),
  eventType("invoice.issued", "An invoice was issued.", {
    objects: [required("invoice"), required("order")],
    attributes: [text("kind", ["digital", "physical", "combined"])],
    amount: "expected",
  }),
  eventType("mail.sent", "A mail to the customer or recipient was sent.", mail),
  eventType("mail.bounced", "A mail came back.", mail),
  eventType("mail.templateMismatch", "Survey fields and mail template do not agree.", {
    objects: [required("order")],
    attributes: [list("missing"), list("unknown")],
  }),
  eventType("license.requested", "A license was asked for.", {
    objects: [required("order"), optional("license", "previous")],
    attributes: [text("lineItemId"), text("previousLicenseId")],
  }),
  eventType("license.generated", "A license was made, new or as a renewal.", {
    objects: [required("license"), required("order"), optional("license", "previous")],
    attributes: [
      text("kind", ["standard", "renewal"]),
      text("lineItemId"),
      secret("licenseNumber"),
      timestamp("validFrom"),
      timestamp("validUntil"),
    ],
  }),
  eventType("license.activated", "The customer activated the license.", {
    objects: [required("license")],
  }),
  eventType("license.expired", "The license reached its end.", {
    objects: [required("license")],
    attributes: [timestamp("validUntil")],
  }),
  eventType("license.blocked", "The license was blocked.", { objects: [required("license")] }),
  eventType("giftCard.issued", "A gift card got its account and its amount.", {
    objects: [required("giftCard"), optional("order")],
    attributes: [secret("code"), truth("external"), text("lineItemId")],
    amount: "expected",
  }),
  eventType("giftCard.authorized", "An amount of the card was reserved.", cardPayment),
  eventType("giftCard.captured", "An amount of the card was taken.", cardPayment),
  eventType("giftCard.released", "A reservation on the card was given up.", cardPayment),
  eventType("giftCard.reauthorized", "A reservation on the card was renewed.", cardPayment),
  eventType("giftCard.refunded", "An amount was given back to a card.", {
    ...cardPayment,
    objects: [
      required("giftCard"),
      optional("giftCard", "original"),
      required("order"),
      required("payment"),
    ],
  }),
  eventType("giftCard.rejected", "The card was not accepted as payment.", cardRefusal),
  eventType("giftCard.validationFailed", "The card's code was not valid.", cardRefusal),
];
