import { newLineItemId } from "../checkout/priced-lines.ts";
import type { ShopContext } from "../context.ts";
import { orderObjects } from "../orders/order-rows.ts";
import { pick } from "../random/random-source.ts";
import type { KeyRequestContent } from "./compose-order-document.ts";
import type { TagCase } from "./compose-xml.ts";

interface NamedOrder {
  readonly number: string;
  readonly foreignId: string;
}

/** A GetKeyRequest as it is really written: at times it lacks something, and then never loads. */
export function spoilKeyRequest(
  shop: ShopContext,
  order: NamedOrder,
  content: KeyRequestContent,
): KeyRequestContent {
  const on = orderObjects(order);
  if (shop.faults.strikes("document.required-missing", on)) return { ...content, profileId: "" };
  if (shop.faults.strikes("document.line-item-missing", on)) return { ...content, lineItemId: "" };
  if (shop.faults.strikes("document.line-item-mismatched", on)) {
    return { ...content, lineItemId: newLineItemId(shop.random) };
  }
  return content;
}

/** How the tags of an order's documents are written. */
export function chooseTagCase(shop: ShopContext, order: NamedOrder): TagCase {
  return shop.faults.strikes("document.other-case", orderObjects(order))
    ? pick(shop.random, ["upper", "lower"])
    : "usual";
}
