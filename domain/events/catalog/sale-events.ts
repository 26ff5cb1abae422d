import {
  type EventType,
  eventType,
  list,
  number,
  object,
  optional,
  required,
  text,
  truth,
} from "./event-type.ts";

const CUSTOMER_KINDS = ["guest", "registered", "registering"];

const orderLines = list("lines", [
  text("lineItemId"),
  text("product"),
  text("kind", ["license", "giftCard", "course", "physical"]),
  number("quantity"),
  object("amount", [number("minor"), text("currency")]),
]);

const paymentObjects = [required("payment"), required("order")];
const gatewayAnswer = [text("gateway"), text("gatewayState")];
const quoteAndProduct = [required("quote"), optional("product")];

function paymentAnswer(type: string, description: string): EventType {
  return eventType(type, description, {
    objects: paymentObjects,
    attributes: gatewayAnswer,
    amount: "expected",
  });
}

/** From the selection of a product to an order in the main database. */
export const SALE_EVENTS: readonly EventType[] = [
  eventType("product.selected", "A product was selected: the transaction begins.", {
    objects: [required("product")],
  }),
  eventType("quote.created", "The first item was put in a cart.", {
    objects: [required("quote"), optional("customer")],
    attributes: [text("store"), text("customerKind", CUSTOMER_KINDS)],
  }),
  eventType("quote.itemAdded", "An item was put in the cart.", {
    objects: quoteAndProduct,
    attributes: [number("quantity")],
  }),
  eventType("quote.itemRemoved", "An item was taken out of the cart.", {
    objects: quoteAndProduct,
    attributes: [number("quantity")],
  }),
  eventType("quote.emptied", "The cart was emptied.", {
    objects: quoteAndProduct,
    attributes: [number("quantity")],
  }),
  eventType("quote.assigned", "The cart was given to a customer who logged in.", {
    objects: [required("quote"), required("customer")],
  }),
  eventType(
    "quote.sessionExpired",
    "The session of a guest or registering customer ended: the cart can never come back.",
    { objects: [required("quote")] },
  ),
  eventType("checkout.started", "The customer proceeded to checkout.", {
    objects: [required("quote")],
    attributes: [text("customerKind", CUSTOMER_KINDS)],
  }),
  eventType("order.numberReserved", "An order number was given to the cart at Place order.", {
    objects: [required("quote"), required("order")],
    attributes: [text("store"), number("sequence")],
  }),
  eventType("payment.requested", "A gateway was asked to authorize or capture.", {
    objects: paymentObjects,
    attributes: [
      text("gateway"),
      text("method"),
      text("operation", ["authorize", "capture"]),
      number("position"),
    ],
  }),
  paymentAnswer("payment.authorized", "The gateway reserved the amount."),
  paymentAnswer("payment.captured", "The gateway took the amount."),
  paymentAnswer("payment.released", "The gateway gave up its reservation."),
  paymentAnswer("payment.reauthorized", "The gateway reserved the amount anew."),
  paymentAnswer("payment.refunded", "The gateway gave the amount back."),
  eventType("payment.declined", "The gateway refused.", {
    objects: paymentObjects,
    attributes: gatewayAnswer,
    reason: "expected",
  }),
  eventType("payment.timedOut", "The gateway did not answer: the payment's state is unknown.", {
    objects: paymentObjects,
    attributes: [text("gateway")],
  }),
  eventType("payment.stateRead", "The gateway was asked later; paid means paid in full.", {
    objects: paymentObjects,
    attributes: [...gatewayAnswer, truth("paid")],
    amount: "optional",
  }),
  eventType("order.placed", "The cart became an order; the payment is accepted or still unknown.", {
    objects: [required("order"), required("quote"), optional("customer")],
    attributes: [text("store"), orderLines],
    amount: "expected",
  }),
  eventType("order.uncertain", "The order is stored in the web database, its payment unknown.", {
    objects: [required("order")],
    attributes: [orderLines],
  }),
  eventType("order.replicated", "The order is now in the main database.", {
    objects: [required("order")],
    attributes: [text("document", ["orderInfo", "getKeyRequest", "whole"]), text("state")],
  }),
  eventType("order.cancelled", "The order, or lines of it, was cancelled.", {
    objects: [required("order")],
    attributes: [list("lineItemIds")],
  }),
  eventType("order.returned", "The order, or lines of it, was returned.", {
    objects: [required("order")],
    attributes: [list("lineItemIds")],
  }),
  eventType("order.completed", "Nothing is left to do for the order, or for lines of it.", {
    objects: [required("order")],
    attributes: [list("lineItemIds")],
  }),
  eventType("customer.registered", "An account was made on the success page.", {
    objects: [required("customer")],
  }),
];
