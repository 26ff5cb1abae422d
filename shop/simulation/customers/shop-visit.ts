import {
  type ChosenMethod,
  type PlacedAnswer,
  STOREFRONT,
  STOREFRONT_OPERATIONS as storefront,
  type Visit,
} from "../../storefront/operations.ts";
import type { Customer } from "./customer.ts";

/** A customer waits so long for an order to be placed: longer than any gateway makes the shop wait. */
const PLACING_MS_MAX = 900_000;

/** A minute of looking at a page is long; a few seconds are short. */
const CLICK_MS_MIN = 3_000;
const CLICK_MS_MAX = 60_000;

export interface Item {
  readonly product: string;
  readonly quantity?: number;
  readonly survey?: Record<string, string>;
  readonly previousLicenseId?: string;
}

/** One visit of a customer to the storefront, through the same operations that a browser uses. */
export class ShopVisit {
  readonly #customer: Customer;
  readonly transactionId: string;
  readonly session: string;

  private constructor(customer: Customer, visit: { transactionId: string; session: string }) {
    this.#customer = customer;
    this.transactionId = visit.transactionId;
    this.session = visit.session;
  }

  /** Selects a product; with `session` as a visitor who was there before. */
  static async begin(customer: Customer, product: string, session?: string): Promise<ShopVisit> {
    const visit = await customer.services.call(STOREFRONT, storefront.selectProduct, {
      store: customer.store.code,
      product,
      ...(session !== undefined && { session }),
    });
    return new ShopVisit(customer, visit);
  }

  async add({ product, quantity = 1, survey, previousLicenseId }: Item): Promise<Visit> {
    await this.#looks();
    return this.#customer.services.call(STOREFRONT, storefront.addItem, {
      ...this.#own,
      product,
      quantity,
      ...(survey !== undefined && { survey }),
      ...(previousLicenseId !== undefined && { previousLicenseId }),
    });
  }

  async remove(product: string): Promise<Visit> {
    await this.#looks();
    return this.#customer.services.call(STOREFRONT, storefront.removeItem, {
      ...this.#own,
      product,
    });
  }

  async empty(): Promise<Visit> {
    await this.#looks();
    return this.#customer.services.call(STOREFRONT, storefront.emptyCart, this.#own);
  }

  async register(): Promise<Visit> {
    await this.#looks();
    const { email, password, firstName, lastName } = this.#customer.person;
    return this.#customer.services.call(STOREFRONT, storefront.register, {
      ...this.#own,
      email,
      password,
      firstName,
      lastName,
    });
  }

  async logIn(): Promise<Visit> {
    await this.#looks();
    const { email, password } = this.#customer.person;
    return this.#customer.services.call(STOREFRONT, storefront.logIn, {
      ...this.#own,
      email,
      password,
    });
  }

  async checkOut(): Promise<Visit> {
    await this.#looks();
    return this.#customer.services.call(STOREFRONT, storefront.startCheckout, this.#own);
  }

  async place(methods: readonly ChosenMethod[]): Promise<PlacedAnswer> {
    await this.#looks();
    return this.placeNow(methods);
  }

  /** An impatient click more: the same request twice, of which the shop makes one order. */
  async placeTwice(methods: readonly ChosenMethod[]): Promise<PlacedAnswer> {
    await this.#looks();
    const key = `click-${this.transactionId}`;
    const first = this.placeNow(methods, key);
    const second = this.#customer.waits(80, 900).then(() => this.placeNow(methods, key));
    // What becomes of the second click is not looked at; it may be refused while the first is under way.
    const repeated = second.catch((error: unknown) => this.#customer.refused(error));
    const [answer] = await Promise.all([first, repeated]);
    return answer;
  }

  placeNow(methods: readonly ChosenMethod[], idempotencyKey?: string): Promise<PlacedAnswer> {
    const { email, billing } = this.#customer.person;
    return this.#customer.services.call(
      STOREFRONT,
      storefront.placeOrder,
      {
        ...this.#own,
        email,
        billing,
        methods: [...methods],
        ...(idempotencyKey !== undefined && { idempotencyKey }),
      },
      { timeoutMs: PLACING_MS_MAX },
    );
  }

  async reachSuccessPage(): Promise<Visit> {
    await this.#customer.waits(200, 4_000);
    return this.#customer.services.call(STOREFRONT, storefront.reachSuccessPage, this.#own);
  }

  view(): Promise<Visit> {
    return this.#customer.services.call(STOREFRONT, storefront.viewVisit, this.#own);
  }

  get #own(): { transactionId: string; session: string } {
    return { transactionId: this.transactionId, session: this.session };
  }

  #looks(): Promise<void> {
    return this.#customer.waits(CLICK_MS_MIN, CLICK_MS_MAX);
  }
}
