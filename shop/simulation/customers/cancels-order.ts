import { STOREFRONT, STOREFRONT_OPERATIONS as storefront } from "../../storefront/operations.ts";
import type { Behavior } from "./behavior.ts";
import { HOUR_MS, MINUTE_MS } from "./customer.ts";

/** Orders goods, or by bank transfer, and cancels before anything came. */
export const cancelsOrder: Behavior = {
  name: "cancels",
  weight: 5,
  act: async (customer) => {
    const byTransfer = customer.random.integer(1, 2) === 1;
    const product = await customer.choose(byTransfer ? "license" : "physical");
    const method = byTransfer ? ({ method: "bankTransfer" } as const) : customer.card();
    const { answer } = await customer.buy([{ product }], [method]);
    if (answer.outcome === "declined") return;
    await customer.waits(5 * MINUTE_MS, 3 * HOUR_MS);
    await customer.services.call(STOREFRONT, storefront.cancelOrder, {
      orderNumber: answer.orderNumber,
      email: customer.person.email,
    });
  },
};
