import { z } from "zod";
import type { Reads } from "../database/shop-database.ts";
import type { ShopEvent } from "../events/shop-event.ts";
import { orderObjects } from "../orders/order-rows.ts";
import type { LicenseRow } from "./license-rows.ts";

const visitRow = z.object({ number: z.string(), transactionId: z.string() });

/** What events say of a license in its life: it, its order, and the visit in which it was bought. */
export function licenseEvent(
  reads: Reads,
  type: "license.activated" | "license.expired" | "license.blocked" | "warning.recorded",
  { id, foreignId }: LicenseRow,
  message: string,
): ShopEvent {
  const order = reads.get(
    visitRow,
    "SELECT number, transactionId FROM orders WHERE foreignId = ?",
    foreignId,
  );
  const license = { type: "license", id };
  if (order === undefined) {
    // A license whose GetKeyRequest was loaded alone, by mistake.
    return {
      type,
      unattributed: "the main database has no order of this license",
      objects: [license, { type: "order", id: foreignId, role: "foreignId" }],
      message,
    };
  }
  return {
    type,
    transactionId: order.transactionId,
    objects: [license, ...orderObjects({ number: order.number, foreignId })],
    message,
  };
}
