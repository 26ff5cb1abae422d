import { isAdjustable, type ShopClock } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import { ShopError, type ShopErrorCode } from "../errors.ts";
import { SCHEDULER } from "./scheduler-operations.ts";
import type { Operation } from "../services/operation.ts";

/** Who waits longer in front of a page gives up; a person's time, however fast the shop's clock runs. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Refusals that are about what the operator asked for, not about the scheduler. */
const OPERATOR_CODES: readonly ShopErrorCode[] = ["invalid-request", "not-found", "wrong-state"];

/**
 * Asks the scheduler for an operator; `speedNext` where the clock goes on faster before it answers. Rejects as
 * the call does, but with the scheduler's own code where it refused what was asked for.
 */
export async function askScheduler<Input, Answer>(
  shop: ShopContext,
  operation: Operation<Input, Answer>,
  input: Input,
  speedNext = 1,
): Promise<Answer> {
  try {
    return await shop.services.call(SCHEDULER, operation, input, {
      timeoutMs: ANSWER_TIMEOUT_MS * Math.max(speedOf(shop.clock), speedNext),
    });
  } catch (error) {
    if (!(error instanceof ShopError) || error.code !== "service-refused") throw error;
    const code = OPERATOR_CODES.find((candidate) => candidate === error.detail["code"]);
    if (code === undefined) throw error;
    const { place } = error.detail;
    const detail = place === undefined ? {} : { place };
    throw new ShopError(code, error.message, { cause: error, detail });
  }
}

/** A clock that was set to an hour a second must be reached to set it back. */
function speedOf(clock: ShopClock): number {
  return isAdjustable(clock) ? Math.max(1, clock.speed) : 1;
}
