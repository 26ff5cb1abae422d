import { evidenceOf, idOf } from "../../event-readers.ts";
import type { LifecycleEvent } from "../../lifecycle-event.ts";
import { isResolving } from "../../numbers/order-doubt.ts";
import type { Signal } from "../../object-lifecycle.ts";
import { lineIds, madeEvidence, type OrderLine } from "./order-lines.ts";
import { AFTER_THE_END } from "./order-signals.ts";
import { tellsRefusal } from "./order-payments.ts";
import type { PaidInFull } from "./paid-in-full.ts";

/** Something that began and, perhaps, ended. */
export interface Spell {
  readonly since: LifecycleEvent;
  readonly until: LifecycleEvent | null;
}

/** The record with which the whole order was cancelled, or returned. */
export interface OrderEnd {
  readonly kind: "cancelled" | "returned";
  readonly by: LifecycleEvent;
}

/** How an order went, step by step. */
export interface OrderCourse {
  readonly signals: readonly Signal[];
  /** Each time its payment was in doubt. */
  readonly doubts: readonly Spell[];
  /** Each time it stood placed, and a payment was expected. */
  readonly waits: readonly Spell[];
  readonly end: OrderEnd | null;
  /** Records that should not have come after its end. */
  readonly afterEnd: readonly LifecycleEvent[];
  /** Records that call it uncertain though it was paid, or had ended, before. */
  readonly lateDoubts: readonly LifecycleEvent[];
}

export interface CourseGiven {
  /** The record that says that there is an order. */
  readonly exists: LifecycleEvent | null;
  readonly paid: PaidInFull | null;
  readonly lines: readonly OrderLine[];
  /** Payments of attempts before the order was placed. */
  readonly earlier: ReadonlySet<string>;
}

/** Signals that one record tells, and only the first of them. */
const FIRST_TOLD: Readonly<Record<string, string>> = {
  "order.numberReserved": "numberReserved",
  "order.placed": "placed",
  "fulfillment.started": "started",
  "invoice.issued": "invoiced",
  "order.replicated": "replicated",
  "mail.sent": "mailed",
  "order.completed": "completed",
  "customer.registered": "accountMade",
};

const AFTER_END: ReadonlySet<string> = new Set(AFTER_THE_END);

/** Only these make, cancel or return lines. */
const CLOSES_LINES: ReadonlySet<string> = new Set([
  "license.generated",
  "giftCard.issued",
  "fulfillment.completed",
  "order.cancelled",
  "order.returned",
]);

/** Walks through the records of an order, in their order. */
export function readCourse(events: readonly LifecycleEvent[], given: CourseGiven): OrderCourse {
  const walk = new CourseWalk(given);
  for (const event of events) walk.step(event);
  return walk.course();
}

class CourseWalk {
  readonly #given: CourseGiven;
  readonly #signals: Signal[] = [];
  readonly #told = new Set<string>();
  readonly #doubts: Spell[] = [];
  readonly #waits: Spell[] = [];
  readonly #afterEnd: LifecycleEvent[] = [];
  readonly #lateDoubts: LifecycleEvent[] = [];
  readonly #toMake: Set<string>;
  readonly #toEnd: Set<string>;
  #doubt: LifecycleEvent | null = null;
  #wait: LifecycleEvent | null = null;
  #end: OrderEnd | null = null;
  #isKnown = false;
  #isCovered: boolean;
  #isPaid = false;
  #isPlaced = false;
  #isReturnedInPart = false;

  constructor(given: CourseGiven) {
    this.#given = given;
    const ids = lineIds(given.lines);
    this.#toMake = new Set(ids);
    this.#toEnd = new Set(ids);
    this.#isCovered = given.paid !== null && given.paid.by === null;
  }

  step(event: LifecycleEvent): void {
    this.#tellAfterEnd(event);
    this.#tellFirst(event);
    this.#beginDoubt(event);
    this.#pay(event);
    this.#resolve(event);
    this.#closeLines(event);
    this.#deliver(event);
  }

  course(): OrderCourse {
    return {
      signals: this.#signals,
      doubts: withOpen(this.#doubts, this.#doubt),
      waits: withOpen(this.#waits, this.#wait),
      end: this.#end,
      afterEnd: this.#afterEnd,
      lateDoubts: this.#lateDoubts,
    };
  }

  #tell(name: string, event: LifecycleEvent, evidence: readonly string[] = []): void {
    const references = evidence.length > 0 ? evidence : [event.reference];
    this.#signals.push({ name, atMs: event.timeMs, evidence: references });
  }

  #tellAfterEnd(event: LifecycleEvent): void {
    if (this.#end === null || event.timeMs <= this.#end.by.timeMs) return;
    if (!AFTER_END.has(event.type)) return;
    this.#afterEnd.push(event);
    this.#tell("afterEnd", event);
  }

  #tellFirst(event: LifecycleEvent): void {
    const name = FIRST_TOLD[event.type];
    if (name === undefined || this.#told.has(name)) return;
    this.#told.add(name);
    this.#tell(name, event);
    if (name === "completed") this.#endWait(event);
    if (name !== "placed") return;
    this.#isPlaced = true;
    if (this.#doubt === null) this.#wait = event;
  }

  #beginDoubt(event: LifecycleEvent): void {
    if (event.type !== "order.uncertain") return;
    if (this.#isPaid || this.#end !== null || this.#told.has("completed")) {
      this.#lateDoubts.push(event);
      this.#tell("uncertain", event);
      return;
    }
    this.#doubt ??= event;
    this.#endWait(event);
    this.#tell("uncertain", event);
  }

  #pay(event: LifecycleEvent): void {
    const { exists, paid } = this.#given;
    if (event === exists) this.#isKnown = true;
    if (paid === null || this.#isPaid) return;
    if (event === paid.by) this.#isCovered = true;
    if (!this.#isKnown || !this.#isCovered) return;
    this.#isPaid = true;
    this.#endWait(event);
    this.#tell("paid", event, evidenceOf(...paid.evidence, exists ?? undefined, event));
  }

  #resolve(event: LifecycleEvent): void {
    if (this.#doubt !== null) {
      if (!isResolving(event)) return;
      this.#doubts.push({ since: this.#doubt, until: event });
      this.#doubt = null;
      if (this.#isPaid) this.#tell("confirmed", event);
      else if (tellsRefusal(event)) this.#tell("refused", event);
      else if (event.type !== "order.cancelled") {
        this.#tell("awaited", event);
        if (event.type !== "order.completed") this.#wait = event;
      }
    } else if (this.#wait !== null && this.#isPlaced && this.#isRefused(event)) {
      this.#endWait(event);
      this.#tell("refused", event);
    }
  }

  #isRefused(event: LifecycleEvent): boolean {
    return tellsRefusal(event) && !this.#given.earlier.has(idOf(event, "payment") ?? "");
  }

  #endWait(event: LifecycleEvent): void {
    if (this.#wait === null) return;
    this.#waits.push({ since: this.#wait, until: event });
    this.#wait = null;
  }

  #closeLines(event: LifecycleEvent): void {
    if (!CLOSES_LINES.has(event.type)) return;
    for (const line of this.#given.lines) {
      if (line.made === event || line.cancelled === event) this.#toMake.delete(line.lineItemId);
      if (line.cancelled === event || line.returned === event) this.#toEnd.delete(line.lineItemId);
    }
    if (event.type === "order.cancelled") this.#closeOrder(event, "cancelled");
    if (event.type === "order.returned") this.#closeOrder(event, "returned");
  }

  #closeOrder(event: LifecycleEvent, kind: OrderEnd["kind"]): void {
    this.#isReturnedInPart ||= kind === "returned";
    if (this.#toEnd.size > 0) {
      this.#tell(kind === "cancelled" ? "partlyCancelled" : "partlyReturned", event);
    } else if (this.#end === null) {
      this.#end = { kind: this.#isReturnedInPart ? "returned" : "cancelled", by: event };
      this.#endWait(event);
      this.#tell(this.#end.kind, event);
    }
  }

  /** Paid beyond doubt, with nothing left to make, and something made. */
  #deliver(event: LifecycleEvent): void {
    if (this.#told.has("delivered") || !this.#isPaid) return;
    if (this.#doubt !== null || this.#toMake.size > 0) return;
    const made = this.#given.lines.filter((line) => line.made !== null && line.cancelled === null);
    if (made.length === 0) return;
    this.#told.add("delivered");
    this.#tell("delivered", event, madeEvidence(made));
  }
}

function withOpen(ended: readonly Spell[], since: LifecycleEvent | null): readonly Spell[] {
  return since === null ? ended : [...ended, { since, until: null }];
}
