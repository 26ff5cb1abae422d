import { entriesOf, evidenceOf, idOf, listOf, moneyIn, textOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import type { Money } from "../../lifecycle.ts";

export type LineState = "ordered" | "delivered" | "cancelled" | "returned";

/** One line of an order, and the records that tell what became of it. */
export interface OrderLine {
  readonly lineItemId: string;
  readonly product: string | null;
  /** `license`, `giftCard`, `course`, `physical`; null where the records do not say. */
  readonly kind: string | null;
  readonly quantity: number;
  readonly amount: Money | null;
  readonly state: LineState;
  /** The record that made it; null while none did. */
  readonly made: LifecycleEvent | null;
  /** One record for each license. */
  readonly licenses: readonly LifecycleEvent[];
  /** One record for each gift card. */
  readonly giftCards: readonly LifecycleEvent[];
  /** The record that its production began. */
  readonly started: LifecycleEvent | null;
  /** First request for a license of it. */
  readonly requested: LifecycleEvent | null;
  readonly cancelled: LifecycleEvent | null;
  readonly returned: LifecycleEvent | null;
}

interface Growing {
  readonly lineItemId: string;
  readonly product: string | null;
  readonly kind: string | null;
  readonly quantity: number;
  readonly amount: Money | null;
  readonly licenses: LifecycleEvent[];
  readonly giftCards: LifecycleEvent[];
  started: LifecycleEvent | null;
  completed: LifecycleEvent | null;
  requested: LifecycleEvent | null;
  cancelled: LifecycleEvent | null;
  returned: LifecycleEvent | null;
}

/** Whether it is delivered by itself, at once: everything that is no physical good. */
export function isDigital({ kind }: Pick<OrderLine, "kind">): boolean {
  return kind !== "physical";
}

/** It is digital, and neither made nor cancelled. */
export function isWaiting({ kind, state }: OrderLine): boolean {
  return state === "ordered" && isDigital({ kind });
}

/** The lines as `stated` by the record that lists them, and what the order's `events` tell of each. */
export function readLines(
  stated: LifecycleEvent | null,
  events: readonly LifecycleEvent[],
): readonly OrderLine[] {
  const lines = new Map<string, Growing>();
  for (const line of statedLines(stated)) lines.set(line.lineItemId, line);
  if (lines.size === 0) return [];
  for (const event of events) readEvent(event, lines);
  return [...lines.values()].map(finished);
}

/** Whether the record lists lines. */
export function listsLines(event: LifecycleEvent): boolean {
  return statedLines(event).length > 0;
}

function statedLines(stated: LifecycleEvent | null): Growing[] {
  return entriesOf(stated ?? undefined, "lines").flatMap((entry): Growing[] => {
    const { lineItemId, product, kind, quantity } = entry;
    if (typeof lineItemId !== "string" || lineItemId === "") return [];
    return [
      {
        lineItemId,
        product: typeof product === "string" ? product : null,
        kind: typeof kind === "string" ? kind : null,
        quantity: typeof quantity === "number" ? quantity : 1,
        amount: moneyIn(entry["amount"]),
        licenses: [],
        giftCards: [],
        started: null,
        completed: null,
        requested: null,
        cancelled: null,
        returned: null,
      },
    ];
  });
}

function readEvent(event: LifecycleEvent, lines: ReadonlyMap<string, Growing>): void {
  switch (event.type) {
    case "license.requested":
      for (const line of lineOf(event, lines, "license")) line.requested ??= event;
      break;
    case "license.generated":
      for (const line of lineOf(event, lines, "license")) addMade(line.licenses, event, "license");
      break;
    case "giftCard.issued":
      for (const line of lineOf(event, lines, "giftCard")) {
        addMade(line.giftCards, event, "giftCard");
      }
      break;
    case "fulfillment.started":
      for (const line of linesOf(event, lines)) line.started ??= event;
      break;
    case "fulfillment.completed":
      for (const line of linesOf(event, lines)) line.completed ??= event;
      break;
    case "order.cancelled":
      for (const line of linesOf(event, lines)) line.cancelled ??= event;
      break;
    case "order.returned":
      for (const line of linesOf(event, lines)) line.returned ??= event;
      break;
    default:
  }
}

/** The line that the record names; where it names none, the only one of that kind. */
function lineOf(
  event: LifecycleEvent,
  lines: ReadonlyMap<string, Growing>,
  kind: string,
): Growing[] {
  const named = textOf(event, "lineItemId");
  if (named !== null) {
    const line = lines.get(named);
    return line === undefined ? [] : [line];
  }
  const possible = [...lines.values()].filter((line) => line.kind === kind);
  return possible.length === 1 ? possible : [];
}

/** The lines that the record lists; where it lists none, all of the kind that it says, or of the order. */
function linesOf(event: LifecycleEvent, lines: ReadonlyMap<string, Growing>): Growing[] {
  const named = listOf(event, "lineItemIds");
  if (named.length > 0) return named.flatMap((id) => lines.get(id) ?? []);
  const kind = textOf(event, "kind");
  const isOfKind = (line: Growing): boolean =>
    kind === null || isDigital(line) === (kind === "digital");
  return [...lines.values()].filter(isOfKind);
}

/** The same license may be told by two sources. */
function addMade(made: LifecycleEvent[], event: LifecycleEvent, type: string): void {
  const id = idOf(event, type);
  if (!made.some((other) => idOf(other, type) === id)) made.push(event);
}

function finished(line: Growing): OrderLine {
  const { completed, ...rest } = line;
  const made = madeBy(line, completed);
  const state: LineState =
    line.returned !== null
      ? "returned"
      : line.cancelled !== null
        ? "cancelled"
        : made === null
          ? "ordered"
          : "delivered";
  return { ...rest, made, state };
}

/** A license is made when there is one, a gift card likewise; of everything else production says so. */
function madeBy(line: Growing, completed: LifecycleEvent | null): LifecycleEvent | null {
  if (line.kind === "license") return line.licenses[0] ?? null;
  if (line.kind === "giftCard") return line.giftCards[0] ?? null;
  return completed;
}

/** References of what made these lines. */
export function madeEvidence(lines: readonly OrderLine[]): readonly string[] {
  return evidenceOf(...lines.map(({ made }) => made ?? undefined));
}

export function lineIds(lines: readonly OrderLine[]): readonly string[] {
  return lines.map(({ lineItemId }) => lineItemId);
}
