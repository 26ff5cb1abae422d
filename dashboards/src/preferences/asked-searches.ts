import { rememberedList } from "./remembered-list.ts";

/** A query somebody asked in this browser. */
export interface AskedSearch {
  readonly q: string;
  /** Epoch milliseconds. */
  readonly askedAtMs: number;
}

/** Some days of asking; what is older is found sooner by typing it. */
const ASKED_MAX = 30;

function isAsked(value: unknown): value is AskedSearch {
  return (
    typeof value === "object" &&
    value !== null &&
    "q" in value &&
    typeof value.q === "string" &&
    "askedAtMs" in value &&
    typeof value.askedAtMs === "number"
  );
}

const asked = rememberedList({
  key: "tracewell.asked",
  itemsMax: ASKED_MAX,
  isItem: isAsked,
  isSame: (one, other) => one.q === other.q,
});

/** Newest first, each text once. */
export function rememberSearch(q: string): void {
  asked.remember({ q, askedAtMs: Date.now() });
}

export const forgetSearches = asked.forget;
export const useAskedSearches = asked.use;
