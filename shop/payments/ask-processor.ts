import { ShopError } from "../errors.ts";
import type { ProcessorAnswer } from "./payment-processor.ts";

export type Heard =
  | { readonly kind: "answered"; readonly answer: ProcessorAnswer }
  /** It was certainly not done. Transient: it may be later. */
  | { readonly kind: "not-done"; readonly reason: string; readonly isTransient: boolean }
  /** Whether it was done is unknown. */
  | { readonly kind: "unknown" };

/**
 * What came of a request to a processor. Rejects with what is no answer and no failure of the way
 * to it.
 */
export async function ask(request: Promise<ProcessorAnswer>): Promise<Heard> {
  try {
    return { kind: "answered", answer: await request };
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    switch (error.code) {
      case "service-timeout":
      case "malformed-answer":
        return { kind: "unknown" };
      case "service-unavailable":
        return { kind: "not-done", reason: "gateway unavailable", isTransient: true };
      case "service-refused":
        return refusal(String(error.detail["code"]));
      default:
        throw error;
    }
  }
}

/**
 * A processor that fails within itself, or refuses in words of its own, does not say how far it
 * came.
 */
function refusal(code: string): Heard {
  if (code === "internal" || code === "unknown") return { kind: "unknown" };
  return { kind: "not-done", reason: `gateway refused: ${code}`, isTransient: false };
}
