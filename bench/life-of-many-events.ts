import type { AuditEvent, ObjectReference } from "#domain/events/event.ts";
import { type LifecycleEvent, lifecycleEvent } from "#domain/lifecycles/lifecycle-event.ts";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";

/** Any day; steps follow each other by a second. */
const START_MS = Date.UTC(2026, 0, 5, 9);

/** An object with as many events of its own as asked for. */
export interface ManyEvents {
  readonly object: ObjectKey;
  readonly events: readonly LifecycleEvent[];
}

class Story {
  readonly events: LifecycleEvent[] = [];

  tell(type: string, objects: ObjectReference[], rest: Partial<AuditEvent> = {}): void {
    const seq = this.events.length + 1;
    const time = new Date(START_MS + seq * 1_000).toISOString();
    this.events.push(
      lifecycleEvent({
        ledger: "main",
        seq,
        recordedAt: time,
        id: `web-FN44-${seq}`,
        source: { name: "shop" },
        event: { type, time, objects, transactionId: "TU80WKRYTI9QUMJ4", ...rest },
      }),
    );
  }
}

const ORDER: ObjectReference[] = [
  { type: "order", id: "100000047" },
  { type: "order", id: "38-211449", role: "foreignId" },
];
/** Told of an order whatever it holds, and of each line of it. */
const ORDER_EVENTS = 5;
const LINE_EVENTS = 3;
const LINE_MINOR = 3_999;

/** An order of licenses; each line is asked for, made and mailed. */
export function orderOfEvents(count: number): ManyEvents {
  const lines = Math.max(1, Math.floor((count - ORDER_EVENTS) / LINE_EVENTS));
  const amount = { minor: lines * LINE_MINOR, currency: "EUR" };
  const quote = { type: "quote", id: "Q7564781059" };
  const payment = { type: "payment", id: "P-PPQQ5WKQ3P4KVH" };
  const story = new Story();
  const lineItemIds = Array.from({ length: lines }, (_none, line) => `6365768491014${line}`);
  story.tell("order.numberReserved", [quote, ...ORDER], {
    attributes: { store: "europe", sequence: 47 },
  });
  story.tell("payment.requested", [payment, ...ORDER], {
    amount,
    attributes: { gateway: "card-gateway-b", method: "card", operation: "capture", position: 1 },
  });
  story.tell("payment.captured", [payment, ...ORDER], { amount });
  story.tell("order.placed", [quote, ...ORDER], {
    amount,
    attributes: {
      store: "europe",
      customerKind: "guest",
      lines: lineItemIds.map((lineItemId) => ({
        lineItemId,
        product: "isc.1.0.0.12m",
        kind: "license",
        quantity: 1,
        amount: { minor: LINE_MINOR, currency: "EUR" },
      })),
    },
  });
  story.tell("order.replicated", ORDER, { attributes: { document: "whole", state: "paid" } });
  for (const lineItemId of lineItemIds) {
    const license = { type: "license", id: `LN-${lineItemId}` };
    story.tell("license.requested", ORDER, { attributes: { lineItemId } });
    story.tell("license.generated", [license, ...ORDER], {
      attributes: { lineItemId, kind: "standard" },
    });
    story.tell("mail.sent", [{ type: "mail", id: `mail-${lineItemId}` }, ...ORDER], {
      attributes: { kind: "license" },
    });
  }
  return { object: { type: "order", id: "100000047" }, events: story.events };
}

/** A card that is authorized and captured, again and again. */
export function cardOfEvents(count: number): ManyEvents {
  const card = { type: "giftCard", id: "FA941879398412" };
  const story = new Story();
  story.tell("giftCard.issued", [card], { amount: { minor: count * 100, currency: "EUR" } });
  for (let use = 0; story.events.length < count; use += 1) {
    const objects = [card, { type: "payment", id: `P-${use}` }];
    const step = {
      amount: { minor: 100, currency: "EUR" },
      attributes: { authorizationId: `GA-${use}` },
    };
    story.tell("giftCard.authorized", objects, step);
    story.tell("giftCard.captured", objects, step);
  }
  return { object: { type: "giftCard", id: card.id }, events: story.events };
}
