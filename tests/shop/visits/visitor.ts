import { z } from "zod";
import type { ShopContext } from "#shop/context.ts";
import type { Operation, OperationHandler } from "#shop/services/operation.ts";
import {
  type ChosenMethod,
  type PlacedAnswer,
  STOREFRONT_OPERATIONS as ON,
  type Visit,
} from "#shop/storefront/operations.ts";
import { visitHandlers } from "#shop/visits/visit-handlers.ts";

/** What the tests' shop sells, in the currency of the store. */
export const PRODUCTS = {
  "OFFICE-1Y": { family: "Licenses", kind: "license", priceMinor: 4_900 },
  "CARD-50": { family: "Gift cards", kind: "giftCard", priceMinor: 5_000 },
  "COURSE-SQL": { family: "Courses", kind: "course", priceMinor: 9_900 },
  MANUAL: { family: "Books", kind: "physical", priceMinor: 1_950 },
} as const;
export type ProductCode = keyof typeof PRODUCTS;

/** Puts the products on sale, and a hundred of each physical one in stock. */
export function sellProducts(shop: ShopContext): void {
  shop.web.transaction((tx) => {
    for (const [code, { family, kind, priceMinor }] of Object.entries(PRODUCTS)) {
      tx.run(
        `INSERT INTO products (code, family, description, priceMinor, quantityMin, packaging, kind,
           updatedMs) VALUES (?, ?, ?, ?, 1, 0, ?, 0)`,
        code,
        family,
        `The ${code}`,
        priceMinor,
        kind,
      );
      if (kind === "physical") tx.run("INSERT INTO stock VALUES (?, 100)", code);
    }
  });
}

export const SURVEY = { RecipientName: "Ana", RecipientMail: "ana@example.org", Message: "Hi" };
export const CARD = {
  method: "card",
  gateway: "card-gateway-a",
  cardToken: "tok-good-1",
} as const satisfies ChosenMethod;
export const GUEST = {
  email: "guest@example.org",
  billing: { firstName: "Gia", lastName: "Guest", country: "cz" },
};
export const ACCOUNT = {
  email: "rae@example.org",
  password: "correct horse",
  firstName: "Rae",
  lastName: "Regis",
};

/** Calls operations as a service would be: parsed, handled, and its answer checked by its schema. */
export function callerOf(handlers: readonly OperationHandler[]) {
  return async <Input, Answer>(
    operation: Operation<Input, Answer>,
    input: unknown,
  ): Promise<Answer> => {
    const found = handlers.find((handler) => handler.operation.name === operation.name);
    if (found === undefined) throw new Error(`Nobody handles ${operation.name}.`);
    return operation.answer.parse(await found.handle(input));
  };
}

export interface Placing {
  readonly email?: string;
  readonly methods?: readonly ChosenMethod[];
  readonly idempotencyKey?: string;
}

/** Somebody in the shop, who goes through it by its operations. */
export class TestVisitor {
  readonly #call: ReturnType<typeof callerOf>;
  readonly store: string;
  transactionId = "";
  session = "";

  constructor(shop: ShopContext, store = "europe") {
    this.#call = callerOf(visitHandlers(shop));
    this.store = store;
  }

  /** A visit begins; with `stays` in the same session. */
  async select(product: ProductCode = "OFFICE-1Y", { stays = false } = {}): Promise<this> {
    const began = await this.#call(ON.selectProduct, {
      store: this.store,
      product,
      ...(stays && { session: this.session }),
    });
    this.transactionId = began.transactionId;
    this.session = began.session;
    return this;
  }

  /** As it is: what is not right in it is the test's. */
  selectRaw(request: Record<string, unknown>): Promise<unknown> {
    return this.#call(ON.selectProduct, request);
  }

  add(product: ProductCode, more: Record<string, unknown> = {}): Promise<Visit> {
    const survey = PRODUCTS[product].kind === "giftCard" ? { survey: SURVEY } : {};
    return this.#call(ON.addItem, { ...this.#visit(), product, ...survey, ...more });
  }

  remove(product: ProductCode): Promise<Visit> {
    return this.#call(ON.removeItem, { ...this.#visit(), product });
  }

  empty(): Promise<Visit> {
    return this.#call(ON.emptyCart, this.#visit());
  }

  view(): Promise<Visit> {
    return this.#call(ON.viewVisit, this.#visit());
  }

  logIn({ email, password } = ACCOUNT): Promise<Visit> {
    return this.#call(ON.logIn, { ...this.#visit(), email, password });
  }

  register(account = ACCOUNT): Promise<Visit> {
    return this.#call(ON.register, { ...this.#visit(), ...account });
  }

  checkOut(): Promise<Visit> {
    return this.#call(ON.startCheckout, this.#visit());
  }

  place({ email = GUEST.email, methods = [CARD], ...rest }: Placing = {}): Promise<PlacedAnswer> {
    const { billing } = GUEST;
    return this.#call(ON.placeOrder, { ...this.#visit(), email, billing, methods, ...rest });
  }

  succeed(): Promise<Visit> {
    return this.#call(ON.reachSuccessPage, this.#visit());
  }

  #visit(): { transactionId: string; session: string } {
    return { transactionId: this.transactionId, session: this.session };
  }
}

/** Rows of the web database as they are. */
export function rows(shop: ShopContext, sql: string): Record<string, unknown>[] {
  return shop.web.all(z.record(z.string(), z.unknown()), sql);
}
