import type { ShopContext } from "../context.ts";

/** What became of a document that was to be loaded into the main database. */
export interface LoadAnswer {
  /** `already`: it was there before, and nothing changed. */
  readonly outcome: "loaded" | "already" | "refused";
  /** Why it was refused, in plain words. */
  readonly reason?: string;
  /** Where in the document, as a path of tags. */
  readonly place?: string;
}

/** State of an order as the main database knows it. */
export type MainOrderState = "paid" | "unpaid" | "other";

/** Loads an OrderInfo of the web database into the main database. */
export function loadOrderInfo(
  _shop: ShopContext,
  _foreignId: string,
  _documentName: string,
  _lineItemId: string,
  _state: MainOrderState,
): LoadAnswer {
  return { outcome: "refused", reason: "Not loaded." };
}

/** Loads a GetKeyRequest of the web database into the main database. */
export function loadKeyRequest(
  _shop: ShopContext,
  _foreignId: string,
  _documentName: string,
  _lineItemId: string,
  _options: { readonly unjoined?: boolean } = {},
): LoadAnswer {
  return { outcome: "refused", reason: "Not loaded." };
}
