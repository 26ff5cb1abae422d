import { z } from "zod";
import type { Transaction } from "../database/shop-database.ts";
import { ShopError } from "../errors.ts";
import type { ProcessorAnswer } from "../payments/payment-processor.ts";

export const processorAnswerSchema: z.ZodType<ProcessorAnswer> = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("accepted"),
    gatewayState: z.string(),
    reference: z.string(),
    amountMinor: z.int(),
  }),
  z.object({ outcome: z.literal("declined"), gatewayState: z.string(), reason: z.string() }),
  z.object({ outcome: z.literal("pending"), gatewayState: z.string(), reference: z.string() }),
]);

const answerRow = z.object({ request: z.string(), answer: z.string().nullable() });

/**
 * Does a step once: the same key again gets the same answer, and nothing is done. Answer and step are
 * committed together. Throws `idempotency-conflict` where the key was used for another request.
 */
export function answerOnce<Answer>(
  tx: Transaction,
  options: {
    readonly key: string;
    readonly request: Readonly<Record<string, unknown>>;
    readonly answer: z.ZodType<Answer>;
    readonly atMs: number;
  },
  step: () => Answer,
): Answer {
  const request = JSON.stringify(options.request);
  const known = tx.get(
    answerRow,
    "SELECT request, answer FROM idempotentAnswers WHERE key = ?",
    options.key,
  );
  if (known !== undefined) {
    if (known.request !== request || known.answer === null) {
      throw new ShopError("idempotency-conflict", "The key was used for another request.");
    }
    return options.answer.parse(JSON.parse(known.answer));
  }
  const answer = step();
  tx.run(
    "INSERT INTO idempotentAnswers (key, request, answer, atMs) VALUES (?, ?, ?, ?)",
    options.key,
    request,
    JSON.stringify(answer),
    options.atMs,
  );
  return answer;
}
