import { isPaid } from "#domain/payments/gateway-states.ts";
import type { GatewayName } from "#domain/payments/gateway-states.ts";
import type { ShopContext } from "../context.ts";
import { GATEWAY_OPERATIONS, type GatewayAnswer } from "../gateways/gateway-operations.ts";
import type { CallOptions } from "../services/service-client.ts";
import type { PaymentProcessor, ProcessedPayment, ProcessorAnswer } from "./payment-processor.ts";

/** Of steps that are done once for a payment. */
const ONCE = "once";

/** Pays by a gateway that is a service of its own. */
export function gatewayProcessor(
  gateway: GatewayName,
  operation: PaymentProcessor["operation"],
): PaymentProcessor {
  return {
    gateway,
    operation,
    authorize: async (shop, payment) => {
      const input = { ...whole(payment, payment.amountMinor), ...instrument(payment), key: ONCE };
      return processorAnswer(
        await shop.services.call(
          gateway,
          GATEWAY_OPERATIONS.authorizePayment,
          input,
          patience(shop),
        ),
      );
    },
    capture: async (shop, payment, amountMinor, key) => {
      const input = { ...whole(payment, amountMinor), ...instrument(payment), key };
      return processorAnswer(
        await shop.services.call(gateway, GATEWAY_OPERATIONS.capturePayment, input, patience(shop)),
      );
    },
    release: async (shop, payment) => {
      const input = { ...named(payment), key: ONCE };
      return processorAnswer(
        await shop.services.call(gateway, GATEWAY_OPERATIONS.releasePayment, input, patience(shop)),
      );
    },
    reauthorize: async (shop, payment) => {
      // Each time is another one.
      const input = { ...named(payment), key: String(shop.clock.nowMs()) };
      return processorAnswer(
        await shop.services.call(
          gateway,
          GATEWAY_OPERATIONS.reauthorizePayment,
          input,
          patience(shop),
        ),
      );
    },
    refund: async (shop, payment, amountMinor, key) => {
      const input = { ...whole(payment, amountMinor), key };
      return processorAnswer(
        await shop.services.call(gateway, GATEWAY_OPERATIONS.refundPayment, input, patience(shop)),
      );
    },
    readState: async (shop, { id }) => {
      const found = await shop.services.call(
        gateway,
        GATEWAY_OPERATIONS.readPayment,
        { paymentId: id },
        patience(shop),
      );
      return {
        gatewayState: found.gatewayState,
        paid: isPaid(gateway, found.gatewayState),
        amountMinor: found.capturedMinor === 0 ? found.authorizedMinor : found.capturedMinor,
        ...(found.reference === null ? {} : { reference: found.reference }),
        ...(found.reason === undefined ? {} : { reason: found.reason }),
      };
    },
  };
}

function patience(shop: ShopContext): CallOptions {
  return { timeoutMs: shop.settings.paymentTimeoutMs };
}

function named({ id, orderNumber }: ProcessedPayment): { paymentId: string; orderNumber: string } {
  return { paymentId: id, orderNumber };
}

function whole(
  payment: ProcessedPayment,
  amountMinor: number,
): ReturnType<typeof named> & { amountMinor: number; currency: string } {
  return { ...named(payment), amountMinor, currency: payment.currency };
}

function instrument({ instrument }: ProcessedPayment): { cardToken?: string } {
  const { cardToken } = instrument;
  return typeof cardToken === "string" ? { cardToken } : {};
}

function processorAnswer(answer: GatewayAnswer): ProcessorAnswer {
  const { outcome, gatewayState, reference, amountMinor } = answer;
  if (outcome === "accepted") return { outcome, gatewayState, reference, amountMinor };
  if (outcome === "pending") return { outcome, gatewayState, reference };
  return { outcome, gatewayState, reason: answer.reason ?? "refused by the gateway" };
}
