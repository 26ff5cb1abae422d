import { rememberedList } from "./remembered-list.ts";

/** An ID somebody opened in this browser. */
export interface RecentIdentifier {
  readonly objectType: string;
  readonly id: string;
  /** Facts as they were: `7 records in 2.101 s`. */
  readonly facts: string;
  /** Epoch milliseconds. */
  readonly openedAtMs: number;
}

/** Enough for a day at a help desk; more would hide what was just looked at. */
const RECENT_MAX = 12;

function isRecent(value: unknown): value is RecentIdentifier {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "objectType" in value &&
    typeof value.objectType === "string" &&
    "facts" in value &&
    typeof value.facts === "string" &&
    "openedAtMs" in value &&
    typeof value.openedAtMs === "number"
  );
}

const recent = rememberedList({
  key: "tracewell.recent",
  itemsMax: RECENT_MAX,
  isItem: isRecent,
  isSame: (one, other) => one.id === other.id && one.objectType === other.objectType,
});

export const rememberIdentifier = recent.remember;
export const forgetIdentifiers = recent.forget;
export const useRecentIdentifiers = recent.use;
