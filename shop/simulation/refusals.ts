import { ShopError, type ShopErrorCode } from "../errors.ts";

/** What a shop may rightly refuse, or what may go wrong between systems; anything else is a fault of ours. */
const EXPECTED: ReadonlySet<string> = new Set<ShopErrorCode>([
  "unauthorized",
  "not-found",
  "session-expired",
  "cart-empty",
  "wrong-state",
  "out-of-stock",
  "invalid-document",
  "malformed-answer",
  "service-timeout",
  "service-unavailable",
]);

/** Counts refusals by their code. */
export class Refusals {
  readonly #counts = new Map<string, number>();

  /** Throws the error itself when it is no refusal. */
  note(error: unknown): void {
    const code = refusalCode(error);
    if (code === null || !EXPECTED.has(code)) throw error;
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1);
  }

  /** By code, in alphabetical order. */
  counts(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}

/** The code that a service gave stands within what its caller was told. */
function refusalCode(error: unknown): string | null {
  if (!(error instanceof ShopError)) return null;
  const { code, detail } = error;
  return code === "service-refused" && typeof detail["code"] === "string" ? detail["code"] : code;
}
