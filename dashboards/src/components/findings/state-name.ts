import { text } from "../../messages/current.ts";

/** The name of a state of an object of this type: `order`, `unpaid` → `Not paid`. */
export function stateName(type: string, state: string): string {
  return text.states.names[type]?.[state] ?? text.states.other(state);
}
