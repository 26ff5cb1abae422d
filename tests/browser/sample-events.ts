/** A purchase over three days: a declined card, a return to the cart, a gift card and a second card. */
export const PURCHASE_ID = "QX7PLM20ZRT4KD81";

/** How many records there are besides the named ones: more than fit a page of results. */
export const MANY_RECORDS = 900;

interface SampleEvent {
  readonly type: string;
  readonly time: string;
  readonly [key: string]: unknown;
}

const quote = { type: "quote", id: "7741" };
const order = { type: "order", id: "100000123" };
const foreignOrder = { type: "order", id: "38-211449", role: "foreignId" };
const firstCard = { type: "payment", id: "pay-4410" };
const secondCard = { type: "payment", id: "pay-4471" };
const giftCard = { type: "giftCard", id: "7093441822560917" };
const license = { type: "license", id: "60417723" };
const euro = (minor: number) => ({ minor, currency: "EUR" });

/** An event of the purchase; the day and time are those of July 2016. */
function step(time: string, type: string, rest: Record<string, unknown> = {}): SampleEvent {
  return { type, time: `2016-07-${time}Z`, transactionId: PURCHASE_ID, ...rest };
}

export function purchase(): { source: string; events: SampleEvent[] }[] {
  return [
    {
      source: "shop",
      events: [
        step("24T05:26:03.118", "product.selected", {
          objects: [{ type: "product", id: "COURSETOBUY" }],
        }),
        step("24T05:26:03.131", "quote.created", {
          objects: [quote],
          attributes: { customerKind: "registered", store: "cz_main" },
        }),
        step("24T05:29:40.912", "order.numberReserved", {
          objects: [quote, order],
          attributes: { store: "cz_main", sequence: 123 },
        }),
        step("27T09:31:52.640", "quote.assigned", { objects: [quote] }),
        step("27T09:32:11.402", "giftCard.authorized", {
          objects: [giftCard, order],
          amount: euro(2500),
        }),
        step("27T09:32:14.240", "giftCard.captured", {
          objects: [giftCard, order],
          amount: euro(2500),
        }),
        step("27T09:32:14.751", "order.placed", {
          objects: [order, foreignOrder, quote],
          amount: euro(6400),
          attributes: { store: "cz_main" },
        }),
        step("27T09:32:14.761", "fulfillment.started", {
          objects: [order],
          attributes: { kind: "digital", fromState: "SOLDOUT" },
        }),
        step("27T09:32:14.764", "fulfillment.handlerMissing", {
          objects: [order],
          attributes: { handler: "COURSETOBUY" },
        }),
        step("27T09:32:16.020", "license.requested", { objects: [license, order] }),
        step("27T09:32:16.411", "invoice.issued", {
          objects: [{ type: "invoice", id: "2016-00871" }, order],
          attributes: { kind: "digital" },
        }),
        step("27T10:05:00.310", "replay.decided", {
          objects: [{ type: "replay", id: "r-1" }, order],
          attributes: { decision: "getKeyRequest", dryRun: true },
        }),
      ],
    },
    {
      source: "gateway-a",
      events: [
        step("24T05:29:40.912", "payment.requested", {
          objects: [firstCard, order],
          amount: euro(6400),
          attributes: { method: "card" },
        }),
        step("24T05:29:41.208", "payment.declined", {
          objects: [firstCard, order],
          reason: "insufficient funds",
          outcome: "failed",
        }),
        step("27T09:32:13.753", "payment.requested", {
          objects: [secondCard, order],
          amount: euro(3900),
          attributes: { method: "card" },
        }),
        step("27T09:32:14.193", "payment.captured", {
          objects: [secondCard, order],
          amount: euro(3900),
        }),
      ],
    },
  ];
}

/** Visits of three records, a minute apart; every fifth payment is declined. */
export function manyRecords(): SampleEvent[] {
  const startMs = Date.parse("2026-05-01T08:00:00.000Z");
  return Array.from({ length: MANY_RECORDS }, (_, index): SampleEvent => {
    const visit = Math.floor(index / 3);
    const step = index % 3;
    const isDeclined = visit % 5 === 0;
    return {
      id: `bulk-${index}`,
      type:
        [
          "quote.created",
          "payment.requested",
          isDeclined ? "payment.declined" : "payment.captured",
        ][step] ?? "",
      time: new Date(startMs + visit * 60_000 + step * 437).toISOString(),
      transactionId: `BULK${String(visit).padStart(12, "0")}`,
      objects: [
        step === 0 ? { type: "quote", id: `q-${visit}` } : { type: "payment", id: `p-${visit}` },
      ],
      ...(step === 0 ? {} : { amount: { minor: 1900 + visit, currency: "EUR" } }),
      ...(step === 2 && isDeclined ? { outcome: "failed", reason: "card expired" } : {}),
    };
  });
}
