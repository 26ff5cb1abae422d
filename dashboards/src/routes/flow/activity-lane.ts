import type { MarkShape } from "../../components/mark.tsx";

/** Kinds of objects by the first word of an event type; what belongs to an order is on its lane. */
const LANES: Readonly<Record<string, readonly [lane: string, shape: MarkShape]>> = {
  quote: ["quote", "diamond"],
  checkout: ["quote", "diamond"],
  order: ["order", "square"],
  fulfillment: ["order", "square"],
  stock: ["order", "square"],
  invoice: ["order", "square"],
  mail: ["order", "square"],
  payment: ["payment", "triangle"],
  giftCard: ["giftCard", "bar"],
  license: ["license", "hexagon"],
};

/** The lane and shape of an event's mark, as on timelines. */
export function activityMark(type: string): { readonly lane: string; readonly shape: MarkShape } {
  const [lane, shape] = LANES[type.split(".")[0] ?? ""] ?? ["transaction", "circle"];
  return { lane, shape };
}
