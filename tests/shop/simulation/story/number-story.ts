import { idOf, ofType, text, timeMs, type ToldEvent, type ToldEvents } from "./told-events.ts";
import { readOrder } from "./order-story.ts";

const DAY_MS = 24 * 3_600_000;
const ABANDONED_MS = 30 * DAY_MS;

/** What became of a number that was given to a cart. */
export interface NumberStory {
  readonly number: string;
  readonly store: string;
  readonly sequence: number;
  readonly quoteId: string;
  readonly reservedAt: string;
  readonly usedAt: string | null;
  readonly declines: readonly string[];
  readonly causes: readonly string[];
}

export function readNumbers(told: ToldEvents, endMs: number): NumberStory[] {
  return ofType(told.all, "order.numberReserved")
    .map((event) => readNumber(told, event, endMs))
    .sort((one, other) => (one.number < other.number ? -1 : 1));
}

/** How the gateways say that they refused, whenever they are asked. */
const REFUSED = new Set(["REFUSED", "rejected", "Denied", "declined"]);

function isReadAsRefused(event: ToldEvent): boolean {
  return event.type === "payment.stateRead" && REFUSED.has(text(event, "gatewayState") ?? "");
}

function readNumber(told: ToldEvents, reserved: ToldEvent, endMs: number): NumberStory {
  const number = idOf(reserved, "order") ?? "";
  const quoteId = idOf(reserved, "quote") ?? "";
  const own = told.of("order", number);
  const quote = told.of("quote", quoteId);
  const placed = ofType(own, "order.placed")[0];
  const order = placed === undefined ? undefined : readOrder(told, number);
  const declines = ofType(own, "payment.declined").map(({ reason }) => reason ?? "");
  const kinds = quote.flatMap((event) => text(event, "customerKind") ?? []);
  const isRegistered =
    (kinds.at(-1) ?? "") === "registered" || ofType(quote, "quote.assigned").length > 0;
  const lastMoveMs = Math.max(...[...quote, ...own].map(timeMs));
  const lateMs = placed === undefined ? 0 : timeMs(placed) - timeMs(reserved);
  const isUsed = placed !== undefined && order?.isUncertain === false;
  const holds: Record<string, boolean> = {
    cancelled: order?.isCancelled === true,
    "used-late": isUsed && lateMs > DAY_MS,
    used: isUsed,
    uncertain: order?.isUncertain === true,
    "session-expired": placed === undefined && ofType(quote, "quote.sessionExpired").length > 0,
    abandoned: placed === undefined && isRegistered && endMs - lastMoveMs > ABANDONED_MS,
    declined: declines.length > 0 || own.some(isReadAsRefused),
    reserved: placed === undefined,
  };
  return {
    number,
    store: text(reserved, "store") ?? "",
    sequence: Number(reserved.attributes?.["sequence"]),
    quoteId,
    reservedAt: reserved.time,
    usedAt: placed?.time ?? null,
    declines,
    causes: Object.keys(holds).filter((cause) => holds[cause] === true),
  };
}
