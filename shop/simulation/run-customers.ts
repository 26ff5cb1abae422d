import { pick } from "../random/random-source.ts";
import { seededRandom } from "../random/seeded-random.ts";
import { LICENSE_OPERATIONS } from "../licenses/license-operations.ts";
import { STOREFRONT } from "../storefront/operations.ts";
import { arrivalTimes } from "./arrival-times.ts";
import type { Behavior } from "./customers/behavior.ts";
import { chooseBehavior } from "./customers/behaviors.ts";
import { Customer, type Market, MINUTE_MS } from "./customers/customer.ts";
import { makePerson } from "./customers/person.ts";
import type { World } from "./open-world.ts";
import type { Refusals } from "./refusals.ts";

/** The shop opens so long after the beginning: the catalog is loaded and the shelves are filled. */
const OPENING_MS = 30 * MINUTE_MS;

/** How many customers have come, and how they behaved. */
export interface Attendance {
  arrived: number;
  readonly behaviors: Map<string, number>;
}

/**
 * Lets customers come, each at a time and with a behavior of their own, whatever the others do. Answers at
 * once; they come as the clock goes. `onError` gets what is no refusal.
 */
export function runCustomers(
  world: World,
  options: {
    readonly customers: number;
    readonly days: number;
    readonly refusals: Refusals;
    readonly onError: (error: unknown) => void;
    /** Everybody behaves so; otherwise each by chance. */
    readonly behavior?: Behavior;
  },
): Attendance {
  const { clock, composed, services, mailbox, seed } = world;
  const { stores } = composed.shop.settings;
  const { refusals } = options;
  const attendance: Attendance = { arrived: 0, behaviors: new Map() };
  const market: Market = {
    clock,
    services,
    stores,
    mailbox,
    blockLicense: async (licenseId) => {
      await services.call(STOREFRONT, LICENSE_OPERATIONS.blockLicense, { licenseId });
    },
    noteRefusal: (error) => refusals.note(error),
  };
  const startMs = clock.nowMs();
  const times = arrivalTimes(seededRandom(seed, "arrivals"), {
    count: options.customers,
    startMs,
    days: options.days,
    zone: stores[0]?.timezone ?? "UTC",
  });
  const come = async (index: number, atMs: number): Promise<void> => {
    await clock.sleep(Math.max(atMs, startMs + OPENING_MS) - startMs);
    const name = `customer ${index + 1}`;
    const random = seededRandom(seed, name);
    const person = makePerson(random, name);
    const behavior = options.behavior ?? chooseBehavior(random);
    attendance.arrived += 1;
    attendance.behaviors.set(behavior.name, (attendance.behaviors.get(behavior.name) ?? 0) + 1);
    const customer = new Customer({ name, person, random, store: pick(random, stores), market });
    try {
      await behavior.act(customer);
    } catch (error) {
      // The shop refused, and the customer went away.
      refusals.note(error);
    }
  };
  for (const [index, atMs] of times.entries()) come(index, atMs).catch(options.onError);
  return attendance;
}
