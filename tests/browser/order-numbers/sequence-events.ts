/** A store of which one number each has every explanation, and two none at all. */
export const STORE = "cz_main";
const FIRST = 82;
const LAST = 145;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface SequenceEvent {
  readonly type: string;
  readonly time: string;
  readonly [key: string]: unknown;
}

export const numberOf = (sequence: number) => `100000${String(sequence).padStart(3, "0")}`;

const UNEXPLAINED = [118, 134];
const OUTAGE = [97, 98];
export const IN_QUARANTINE = 115;
const USED_LATE = 123;
const SPECIAL: Readonly<Record<number, string>> = {
  86: "session-expired",
  89: "abandoned",
  104: "cancelled",
  109: "declined",
  127: "declined",
  131: "session-expired",
  138: "uncertain",
  144: "reserved",
  145: "reserved",
};

/** The events of source `shop` in the six weeks before `nowMs`: carts are abandoned after thirty days. */
export function sequenceEvents(nowMs: number): SequenceEvent[] {
  const startMs = nowMs - 42.6 * DAY_MS;
  const atMs = (sequence: number) => startMs + (sequence - FIRST) * 16.2 * HOUR_MS + sequence * 977;
  const events: SequenceEvent[] = [];
  for (let sequence = FIRST; sequence <= LAST; sequence += 1) {
    if ([...UNEXPLAINED, ...OUTAGE, IN_QUARANTINE].includes(sequence)) continue;
    const kind = SPECIAL[sequence];
    events.push(...life(sequence, atMs(sequence), kind));
  }
  const [from = 0, to = 0] = OUTAGE;
  events.push(source("source.lost", atMs(from - 1) + HOUR_MS));
  events.push(source("source.recovered", atMs(to + 1) - HOUR_MS));
  return events.toSorted((one, other) => (one.time < other.time ? -1 : 1));
}

const time = (ms: number) => new Date(Math.round(ms)).toISOString();

function source(type: string, ms: number): SequenceEvent {
  return { type, time: time(ms), attributes: { name: "shop", stores: [STORE] } };
}

function life(sequence: number, reservedMs: number, kind: string | undefined): SequenceEvent[] {
  const order = { type: "order", id: numberOf(sequence) };
  const quote = { type: "quote", id: String(7640 + sequence) };
  const payment = { type: "payment", id: `pay-${sequence}` };
  const after = (ms: number, type: string, rest: Record<string, unknown>): SequenceEvent => ({
    type,
    time: time(reservedMs + ms),
    ...rest,
  });
  const guest = kind === "session-expired" ? "guest" : "registered";
  const begin = [
    after(-60_000, "quote.created", {
      objects: [quote],
      attributes: { store: STORE, customerKind: guest },
    }),
    after(0, "order.numberReserved", {
      objects: [quote, order],
      attributes: { store: STORE, sequence },
    }),
    after(400, "payment.requested", {
      objects: [payment, order],
      attributes: { gateway: "gateway-a", method: "card", operation: "capture", position: 1 },
    }),
  ];
  const placed = (ms: number) =>
    after(ms, "order.placed", {
      objects: [order, quote],
      amount: { minor: 3900, currency: "EUR" },
      attributes: {
        store: STORE,
        lines: [
          {
            lineItemId: `${sequence}1`,
            product: "isc.12m",
            kind: "physical",
            quantity: 1,
            amount: { minor: 3900, currency: "EUR" },
          },
        ],
      },
    });
  const declined = after(1_200, "payment.declined", {
    objects: [payment, order],
    reason: sequence === 127 ? "card expired" : "insufficient funds",
    attributes: { gateway: "gateway-a" },
  });
  switch (kind) {
    case "reserved":
      return begin.slice(0, 2);
    case "declined":
      return [...begin, declined];
    case "abandoned":
      return begin.slice(0, 2);
    case "session-expired":
      return [...begin, declined, after(HOUR_MS, "quote.sessionExpired", { objects: [quote] })];
    case "uncertain":
      return [
        ...begin,
        after(900_000, "payment.timedOut", {
          objects: [payment, order],
          attributes: { gateway: "gateway-a" },
        }),
        after(900_100, "order.uncertain", { objects: [order] }),
      ];
    default: {
      const lateMs = sequence === USED_LATE ? 3 * DAY_MS + 4 * HOUR_MS : 1_800;
      const paid = after(lateMs, "payment.captured", {
        objects: [payment, order],
        amount: { minor: 3900, currency: "EUR" },
        attributes: { gateway: "gateway-a" },
      });
      const cancelled = after(2 * HOUR_MS, "order.cancelled", { objects: [order] });
      return [...begin, paid, placed(lateMs + 200), ...(kind === "cancelled" ? [cancelled] : [])];
    }
  }
}
