import { text } from "../../messages/current.ts";

/** The service's word for any object whose records tell of no state, whether or not its model has one so named. */
const NOT_TOLD = "unknown";

/** The name of a state of an object of this type: `order`, `unpaid` → `Not paid`. */
export function stateName(type: string, state: string): string {
  const named = text.states.names[type]?.[state];
  return named ?? (state === NOT_TOLD ? text.common.notKnown : text.states.other(state));
}
