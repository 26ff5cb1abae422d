import { z } from "zod";
import type { ShopContext } from "../context.ts";
import type { Reads, Transaction } from "../database/shop-database.ts";
import type { OrderInfo } from "../documents/order-document.ts";
import type { Letter } from "../mail/letter.ts";
import { recordMail } from "../main-database/record-mail.ts";
import { orderObjects } from "../orders/order-rows.ts";

interface Invoice {
  readonly kind: "digital" | "physical" | "combined";
  readonly amountMinor: number;
}

/** End of an invoice's ID, after the order number. */
const ID_ENDS = { digital: "D", physical: "P", combined: "C" } as const;

/**
 * Issues the invoices of a paid order in a transaction of the main database: one for the digital goods, one
 * for the physical ones, each with its mail. Nothing where there are some already. The letters are to be
 * delivered after the commit.
 */
export function issueInvoices(tx: Transaction, shop: ShopContext, info: OrderInfo): Letter[] {
  if (hasInvoices(tx, info.foreignId)) return [];
  if (shop.faults.strikes("invoice.missing", orderObjects(info))) return [];
  return invoicesOf(shop, info).flatMap((invoice) => issue(tx, shop, info, invoice));
}

export function hasInvoices(reads: Reads, foreignId: string): boolean {
  const row = z.object({ id: z.string() });
  const sql = "SELECT id FROM invoices WHERE foreignId = ? LIMIT 1";
  return reads.get(row, sql, foreignId) !== undefined;
}

function invoicesOf(shop: ShopContext, info: OrderInfo): Invoice[] {
  const { digitalMinor, physicalMinor, amountMinor } = info;
  if (physicalMinor === 0) return [{ kind: "digital", amountMinor }];
  if (digitalMinor === 0) return [{ kind: "physical", amountMinor }];
  if (shop.faults.strikes("invoice.not-separated", orderObjects(info))) {
    return [{ kind: "combined", amountMinor }];
  }
  return [
    { kind: "digital", amountMinor: digitalMinor },
    { kind: "physical", amountMinor: physicalMinor },
  ];
}

function issue(tx: Transaction, shop: ShopContext, info: OrderInfo, invoice: Invoice): Letter[] {
  const { kind, amountMinor } = invoice;
  const id = `INV-${info.number}-${ID_ENDS[kind]}`;
  tx.run(
    `INSERT INTO invoices (id, foreignId, kind, amountMinor, currency, issuedMs)
     VALUES (?, ?, ?, ?, ?, ?)`,
    id,
    info.foreignId,
    kind,
    amountMinor,
    info.currency,
    shop.clock.nowMs(),
  );
  tx.emit({
    type: "invoice.issued",
    transactionId: info.transactionId,
    objects: [{ type: "invoice", id }, ...orderObjects(info)],
    amount: { minor: amountMinor, currency: info.currency },
    message: `An invoice for ${GOODS[kind]} was issued.`,
    attributes: { kind },
  });
  const letter = recordMail(tx, shop, {
    ...info,
    kind: "invoice",
    subject: `Invoice ${id}`,
    text: `Thank you for your order ${info.number}. This is invoice ${id} for ${GOODS[kind]}.`,
  });
  return letter === null ? [] : [letter];
}

const GOODS: Readonly<Record<Invoice["kind"], string>> = {
  digital: "digital goods",
  physical: "physical goods",
  combined: "digital and physical goods",
};
