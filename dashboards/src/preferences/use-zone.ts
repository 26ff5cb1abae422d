import { localZone } from "../time/format-time.ts";
import { usePreference } from "./preferences.ts";

/** The zone in which times are shown: `UTC` or the reader's IANA zone. */
export function useZone(): string {
  return usePreference("zone") === "utc" ? "UTC" : localZone();
}
