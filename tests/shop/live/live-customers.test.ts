import { expect, test } from "vitest";
import type { ShopClock } from "#shop/clock/shop-clock.ts";
import { LiveCustomers } from "#shop/live/live-customers.ts";
import { secureRandom } from "#shop/random/secure-random.ts";
import { Mailbox } from "#shop/simulation/customers/mailbox.ts";

/** Time that passes while somebody waits for the next customer, and stands still otherwise. */
class HastyClock implements ShopClock {
  #nowMs = 0;
  nowMs(): number {
    return this.#nowMs;
  }
  async sleep(durationMs: number): Promise<void> {
    this.#nowMs += durationMs;
  }
}

test("a shop that answers nobody does not fill with customers without end", async () => {
  const clock = new HastyClock();
  const customers = new LiveCustomers({
    market: {
      clock,
      services: { call: () => new Promise(() => undefined) },
      stores: [{ code: "europe", currency: "EUR" } as never],
      mailbox: new Mailbox(() => {
        throw new Error("Nobody reads mails here.");
      }),
      blockLicense: async () => undefined,
      noteRefusal: () => undefined,
    },
    random: secureRandom,
    name: "visitor",
    onFailure: (error) => {
      throw error;
    },
  });
  customers.setPerHour(2_000);
  await expect.poll(() => customers.arrivals, { timeout: 20_000 }).toBeNull();
  expect(customers.arrived).toBe(10_000);
  expect(customers.present).toBe(10_000);
  customers.close();
});
