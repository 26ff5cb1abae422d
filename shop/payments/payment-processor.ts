import type { ShopContext } from "../context.ts";

/** What a processor is asked about: one payment of an order. */
export interface ProcessedPayment {
  readonly id: string;
  readonly orderNumber: string;
  readonly transactionId: string;
  readonly store: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** As `payments.instrument`: what the method needs, without secrets. */
  readonly instrument: Readonly<Record<string, unknown>>;
  /** What the gateway called it, once it answered. */
  readonly gatewayReference: string | null;
}

export type ProcessorAnswer =
  | {
      readonly outcome: "accepted";
      readonly gatewayState: string;
      readonly reference: string;
      readonly amountMinor: number;
    }
  | { readonly outcome: "declined"; readonly gatewayState: string; readonly reason: string }
  /** Accepted for later: a bank transfer that must still arrive. */
  | { readonly outcome: "pending"; readonly gatewayState: string; readonly reference: string };

export interface ProcessorState {
  readonly gatewayState: string;
  readonly paid: boolean;
  /** What was taken in all; where nothing was, what is reserved. */
  readonly amountMinor?: number;
  readonly reference?: string;
  /** Why it was declined. */
  readonly reason?: string;
}

/**
 * How one method is paid. Each request is idempotent by payment, step and `key`. A request that got
 * no answer rejects with `service-timeout`; one that was certainly not done with `service-
 * unavailable`. Processors write the `giftCard.*` events of a card; the `payment.*` events are
 * written by who calls them.
 */
export interface PaymentProcessor {
  /** The service's name, as in `payments.gateway` and in the events. */
  readonly gateway: string;
  /** `authorize`: authorized first, captured when all methods are; `capture`: taken in one step. */
  readonly operation: "authorize" | "capture";
  authorize(shop: ShopContext, payment: ProcessedPayment): Promise<ProcessorAnswer>;
  /** `amountMinor`: all or less of what was authorized. Another `key` is another capture. */
  capture(
    shop: ShopContext,
    payment: ProcessedPayment,
    amountMinor: number,
    key: string,
  ): Promise<ProcessorAnswer>;
  release(shop: ShopContext, payment: ProcessedPayment): Promise<ProcessorAnswer>;
  reauthorize(shop: ShopContext, payment: ProcessedPayment): Promise<ProcessorAnswer>;
  /** `key` tells one refund of a payment from the next. */
  refund(
    shop: ShopContext,
    payment: ProcessedPayment,
    amountMinor: number,
    key: string,
  ): Promise<ProcessorAnswer>;
  readState(shop: ShopContext, payment: ProcessedPayment): Promise<ProcessorState>;
}
