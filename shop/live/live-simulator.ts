import type { ShopClock } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import { ShopError } from "../errors.ts";
import type { FaultPlan } from "../faults/fault-plan.ts";
import { gatewayTravel } from "../gateways/gateway-travel.ts";
import { LICENSE_OPERATIONS } from "../licenses/license-operations.ts";
import type { Letter, Post } from "../mail/letter.ts";
import { secureRandom } from "../random/secure-random.ts";
import { LossyServices } from "../services/lossy-services.ts";
import type { OperationHandler } from "../services/operation.ts";
import type { ServiceClient } from "../services/service-client.ts";
import type { ShopSettings } from "../settings.ts";
import { Mailbox } from "../simulation/customers/mailbox.ts";
import { FaultInjector } from "../simulation/fault-injector.ts";
import type { FaultRates } from "../simulation/fault-rates.ts";
import { Refusals } from "../simulation/refusals.ts";
import { STOREFRONT } from "../storefront/operations.ts";
import { LiveCustomers } from "./live-customers.ts";
import { simulatorHandlers } from "./simulator-handlers.ts";

export interface LiveSimulatorOptions {
  readonly settings: Pick<ShopSettings, "stores" | "paymentTimeoutMs">;
  /** Of the faults that strike from the beginning. */
  readonly rates: FaultRates;
  /** Told of what a customer met that no shop may answer. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Customers and faults of a shop that runs. It is put into the shop while that is put together: `faults`,
 * `disturb` and `handlers`, in this order. While neither is wanted nothing stands between the shop's systems.
 */
export class LiveSimulator implements Post {
  readonly #options: LiveSimulatorOptions;
  readonly #seed = secureRandom.integer(1, 1_000_000_000);
  #injector: FaultInjector | null = null;
  #network: ServiceClient | null = null;
  #mailbox: Mailbox | null = null;
  #customers: LiveCustomers | null = null;

  constructor(options: LiveSimulatorOptions) {
    this.#options = options;
  }

  faults(clock: ShopClock): FaultPlan {
    const { rates } = this.#options;
    this.#injector = new FaultInjector({ clock, seed: this.#seed, rates });
    return this.#injector;
  }

  /** The way between the shop's systems, as long and as lossy as the faults make it. */
  disturb(services: ServiceClient, clock: ShopClock): ServiceClient {
    this.#network = services;
    const { paymentTimeoutMs } = this.#options.settings;
    const travel = gatewayTravel(
      { faults: present(this.#injector), paymentTimeoutMs },
      secureRandom,
    );
    const lossy = new LossyServices({ services, clock, travel });
    return {
      call: (service, operation, input, options) =>
        (this.#isQuiet() ? services : lossy).call(service, operation, input, options),
    };
  }

  handlers(shop: ShopContext): OperationHandler[] {
    const services = present(this.#network);
    const refusals = new Refusals();
    const mailbox = new Mailbox(() => shop);
    this.#mailbox = mailbox;
    this.#customers = new LiveCustomers({
      market: {
        clock: shop.clock,
        services,
        stores: this.#options.settings.stores,
        mailbox,
        blockLicense: async (licenseId) => {
          await services.call(STOREFRONT, LICENSE_OPERATIONS.blockLicense, { licenseId });
        },
        noteRefusal: (error) => refusals.note(error),
      },
      random: secureRandom,
      name: `visitor ${this.#seed}`,
      onFailure: this.#options.onFailure,
    });
    const injector = present(this.#injector);
    return simulatorHandlers({ shop, injector, customers: this.#customers });
  }

  /** Those who come by themselves read their mails here; once the last of them has gone no letter is kept. */
  deliver(letter: Letter): void {
    if (present(this.#customers).present > 0) this.#mailbox?.deliver(letter);
    else this.#mailbox?.empty();
  }

  /** Once the shop is open: so many come from now on, some at once. */
  open(perHour: number): void {
    if (perHour === 0) return;
    const customers = present(this.#customers);
    customers.openDoor();
    customers.setPerHour(perHour);
  }

  close(): void {
    this.#customers?.close();
  }

  #isQuiet(): boolean {
    return present(this.#customers).arrived === 0 && present(this.#injector).rates.size === 0;
  }
}

function present<Part>(part: Part | null): Part {
  if (part === null) throw new ShopError("internal", "The simulator is not yet part of a shop.");
  return part;
}
