import { z } from "zod";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import { type GatewayAnswer, gatewayAnswerSchema } from "./gateway-operations.ts";

const requestRow = z.object({ request: z.string(), answer: z.string() });

/**
 * Does a step once for its payment and key: again, the answer is the one that was given. Throws
 * `idempotency-conflict` where the same key stands for another request. A step that throws was not
 * done.
 */
export function answerOnce(
  tx: Transaction,
  step: string,
  input: { readonly paymentId: string; readonly key: string },
  act: () => GatewayAnswer,
): GatewayAnswer {
  const key = `${step}/${input.paymentId}/${input.key}`;
  const request = JSON.stringify(input, Object.keys(input).toSorted());
  const earlier = tx.get(requestRow, "SELECT request, answer FROM requests WHERE key = ?", key);
  if (earlier !== undefined) {
    if (earlier.request !== request) {
      throw new ShopError("idempotency-conflict", "The key was used for another request.");
    }
    return gatewayAnswerSchema.parse(JSON.parse(earlier.answer));
  }
  const answer = act();
  tx.run("INSERT INTO requests VALUES (?, ?, ?)", key, request, JSON.stringify(answer));
  return answer;
}
