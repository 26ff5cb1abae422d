import { z } from "zod";
import { operation } from "../services/operation.ts";

/** The storefront's name among the services: the host that gateways and the scheduler call. */
export const STOREFRONT = "e-commerce";

const transactionId = z.string().regex(/^[A-Z0-9]{16}$/, "must be 16 capital letters and digits");
/** What `selectProduct` gave; goes into the header `shop-session`. */
const session = z.string().min(16).max(128);
const idempotencyKey = z.string().min(1).max(128).optional();
const email = z.email().max(254);
const password = z.string().min(8).max(128);
const personName = z.string().trim().min(1).max(100);
const productCode = z.string().min(1).max(64);
const orderNumber = z.string().min(1).max(64);
const minor = z.int().nonnegative();
const currency = z.string().regex(/^[A-Z]{3}$/);

/** Most items of one cart, and of one item. */
export const CART_ITEMS_MAX = 20;
export const ITEM_QUANTITY_MAX = 50;

/** Answers of the gift-card survey by the field's exact name. */
export const surveySchema = z.record(z.string().min(1).max(64), z.string().max(2_000));

export const billingSchema = z.strictObject({
  firstName: personName,
  lastName: personName,
  line1: z.string().max(200).optional(),
  city: z.string().max(100).optional(),
  postalCode: z.string().max(20).optional(),
  country: z.string().regex(/^[a-z]{2}$/, "must be two small letters, such as cz"),
  phone: z.string().max(40).optional(),
});
export type Billing = z.infer<typeof billingSchema>;

/** How an order is paid, in the order in which the methods were added to the cart. */
export const chosenMethodSchema = z.discriminatedUnion("method", [
  z.strictObject({
    method: z.literal("card"),
    gateway: z.enum(["card-gateway-a", "card-gateway-b"]),
    /** Stands for the card; the number itself never comes here. */
    cardToken: z.string().min(4).max(128),
    amountMinor: minor.optional(),
  }),
  z.strictObject({ method: z.literal("paypal"), amountMinor: minor.optional() }),
  z.strictObject({ method: z.literal("bankTransfer"), amountMinor: minor.optional() }),
  z.strictObject({
    method: z.literal("giftCard"),
    code: z.string().min(4).max(128),
    pin: z.string().max(16).optional(),
    /** Without it: what is available, up to what is left to pay. */
    amountMinor: minor.optional(),
  }),
]);
export type ChosenMethod = z.infer<typeof chosenMethodSchema>;

/** Most methods of one order. */
export const METHODS_MAX = 5;

const cartItem = z.object({
  product: z.string(),
  description: z.string(),
  quantity: z.int(),
  amountMinor: minor,
});

/** What a visitor sees of the own visit. */
export const visitSchema = z.object({
  transactionId,
  store: z.string(),
  quote: z
    .object({
      id: z.string(),
      state: z.string(),
      customerKind: z.enum(["guest", "registered", "registering"]),
      items: z.array(cartItem),
      amountMinor: minor,
      currency,
    })
    .nullable(),
  order: z
    .object({
      number: z.string(),
      foreignId: z.string(),
      state: z.string(),
      amountMinor: minor,
      currency,
    })
    .nullable(),
});
export type Visit = z.infer<typeof visitSchema>;

export const placedSchema = z.object({
  /** placed: paid, or to be paid by transfer; uncertain: a gateway gave no answer. */
  outcome: z.enum(["placed", "declined", "uncertain"]),
  orderNumber,
  /** Null where no order was made. */
  foreignId: z.string().nullable(),
  reason: z.string().optional(),
});
export type PlacedAnswer = z.infer<typeof placedSchema>;

const productSchema = z.object({
  code: z.string(),
  family: z.string(),
  description: z.string(),
  kind: z.enum(["license", "giftCard", "course", "physical"]),
  priceMinor: minor,
  currency,
});

export const STOREFRONT_OPERATIONS = {
  listProducts: operation({
    name: "listProducts",
    method: "GET",
    path: "/stores/{store}/products",
    summary: "Products of a store",
    input: z.strictObject({ store: z.string() }),
    answer: z.object({ items: z.array(productSchema) }),
  }),
  selectProduct: operation({
    name: "selectProduct",
    method: "POST",
    path: "/visits",
    summary: "Select a product: begins a visit with its transaction ID",
    input: z.strictObject({
      store: z.string(),
      product: productCode,
      /** Of an earlier visit of the same visitor. */
      session: session.optional(),
    }),
    answer: z.object({ transactionId, session }),
  }),
  viewVisit: operation({
    name: "viewVisit",
    method: "GET",
    path: "/visits/{transactionId}",
    summary: "Cart and order of a visit",
    input: z.strictObject({ transactionId, session }),
    answer: visitSchema,
  }),
  addItem: operation({
    name: "addItem",
    method: "POST",
    path: "/visits/{transactionId}/items",
    summary: "Add a product to the cart",
    input: z.strictObject({
      transactionId,
      session,
      product: productCode,
      quantity: z.int().min(1).max(ITEM_QUANTITY_MAX).default(1),
      survey: surveySchema.optional(),
      previousLicenseId: z.string().min(1).max(64).optional(),
    }),
    answer: visitSchema,
  }),
  removeItem: operation({
    name: "removeItem",
    method: "DELETE",
    path: "/visits/{transactionId}/items/{product}",
    summary: "Take a product out of the cart",
    input: z.strictObject({ transactionId, session, product: productCode }),
    answer: visitSchema,
  }),
  emptyCart: operation({
    name: "emptyCart",
    method: "DELETE",
    path: "/visits/{transactionId}/items",
    summary: "Empty the cart",
    input: z.strictObject({ transactionId, session }),
    answer: visitSchema,
  }),
  logIn: operation({
    name: "logIn",
    method: "POST",
    path: "/visits/{transactionId}/log-in",
    summary: "Log in: the cart becomes the customer's, and an earlier cart comes back",
    input: z.strictObject({ transactionId, session, email, password }),
    answer: visitSchema,
  }),
  register: operation({
    name: "register",
    method: "POST",
    path: "/visits/{transactionId}/registration",
    summary: "Register in the cart; the account is made on the success page",
    input: z.strictObject({
      transactionId,
      session,
      email,
      password,
      firstName: personName,
      lastName: personName,
    }),
    answer: visitSchema,
  }),
  startCheckout: operation({
    name: "startCheckout",
    method: "POST",
    path: "/visits/{transactionId}/checkout",
    summary: "Proceed to checkout",
    input: z.strictObject({ transactionId, session }),
    answer: visitSchema,
  }),
  placeOrder: operation({
    name: "placeOrder",
    method: "POST",
    path: "/visits/{transactionId}/order",
    summary: "Place the order: reserves its number and pays it",
    input: z.strictObject({
      transactionId,
      session,
      idempotencyKey,
      email,
      billing: billingSchema,
      methods: z.array(chosenMethodSchema).min(1).max(METHODS_MAX),
    }),
    answer: placedSchema,
  }),
  reachSuccessPage: operation({
    name: "reachSuccessPage",
    method: "POST",
    path: "/visits/{transactionId}/success",
    summary: "The success page: a registering customer's account is made and logged in",
    input: z.strictObject({ transactionId, session }),
    answer: visitSchema,
  }),
  cancelOrder: operation({
    name: "cancelOrder",
    method: "POST",
    path: "/orders/{orderNumber}/cancellation",
    summary: "Cancel what is not delivered yet: authorizations are released, captures refunded",
    input: z.strictObject({ orderNumber, email }),
    answer: z.object({ orderNumber, state: z.string() }),
  }),
  returnOrder: operation({
    name: "returnOrder",
    method: "POST",
    path: "/orders/{orderNumber}/return",
    summary: "Return delivered lines: refunded to the methods that were paid with",
    input: z.strictObject({
      orderNumber,
      email,
      lineItemIds: z.array(z.string()).min(1).max(100).optional(),
    }),
    answer: z.object({ orderNumber, state: z.string(), refundedMinor: minor, currency }),
  }),
  giftCardBalance: operation({
    name: "giftCardBalance",
    method: "POST",
    path: "/gift-cards/balance",
    summary: "What is available on a gift card",
    input: z.strictObject({ code: z.string().min(4).max(128), pin: z.string().max(16).optional() }),
    answer: z.object({ balanceMinor: z.int(), availableMinor: z.int(), currency }),
  }),
  activateLicense: operation({
    name: "activateLicense",
    method: "POST",
    path: "/licenses/activation",
    summary: "Activate a license with its number",
    input: z.strictObject({ licenseNumber: z.string().min(4).max(64) }),
    answer: z.object({ licenseId: z.string(), validUntil: z.string() }),
  }),
} as const;
