import type { ProcessMap } from "#query/answers/process-answers.ts";
import type { FlowScope, FlowStep } from "../../api/flow.ts";
import { pickText } from "../search-text.ts";

export const FLOW_VIEWS = ["map", "steps", "variants", "rates", "changes"] as const;
export type FlowView = (typeof FLOW_VIEWS)[number];

export const FLOW_TYPES = [
  "order",
  "quote",
  "payment",
  "giftCard",
  "license",
  "replay",
  "transaction",
] as const satisfies readonly ProcessMap["type"][];

/** What the address of the page holds. */
export interface FlowSearch {
  readonly type?: string;
  readonly store?: string;
  readonly from?: string;
  readonly to?: string;
  readonly view?: string;
  /** How many steps the map draws. */
  readonly steps?: string;
  /** The step or event that is open: `payment.requested>payment.captured`, or one type alone. */
  readonly open?: string;
  /** The story that others are compared with. */
  readonly story?: string;
  /** `table`: the map as rows. */
  readonly as?: string;
}

export function readFlowSearch(search: Record<string, unknown>): FlowSearch {
  return pickText(search, ["type", "store", "from", "to", "view", "steps", "open", "story", "as"]);
}

export function readView({ view }: FlowSearch): FlowView {
  return FLOW_VIEWS.find((known) => known === view) ?? "map";
}

/** Which objects are asked for; orders where the address names no known type. */
export function readScope({ type, store, from, to }: FlowSearch): FlowScope {
  return { type: FLOW_TYPES.find((known) => known === type) ?? "order", store, from, to };
}

/** What stands between the two events of a step in an address; no event type holds it. */
const STEP_SIGN = ">";

export function stepText({ from, to }: FlowStep): string {
  return `${from}${STEP_SIGN}${to}`;
}

/** The step that is open; null where none is, or one event alone. */
export function readStep({ open }: FlowSearch): FlowStep | null {
  const [from, to] = open?.split(STEP_SIGN) ?? [];
  return from === undefined || to === undefined ? null : { from, to };
}

/** The event that is open alone. */
export function readActivity({ open }: FlowSearch): string | null {
  return open === undefined || open.includes(STEP_SIGN) ? null : open;
}
