import { externalCardProcessor } from "../gift-cards/external-card-processor.ts";
import { giftCardProcessor } from "../gift-cards/gift-card-processor.ts";
import { ShopError } from "../errors.ts";
import { gatewayProcessor } from "./gateway-processor.ts";
import type { PaymentProcessor } from "./payment-processor.ts";

const PROCESSORS: ReadonlyMap<string, PaymentProcessor> = new Map(
  [
    gatewayProcessor("card-gateway-a", "authorize"),
    gatewayProcessor("card-gateway-b", "capture"),
    gatewayProcessor("paypal", "capture"),
    gatewayProcessor("bank", "capture"),
    giftCardProcessor,
    externalCardProcessor,
  ].map((processor) => [processor.gateway, processor]),
);

/** By its name, as in `payments.gateway`. */
export function processorOf(gateway: string): PaymentProcessor {
  const processor = PROCESSORS.get(gateway);
  if (processor === undefined) throw new ShopError("internal", `Nobody pays by ${gateway}.`);
  return processor;
}
