import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { sentenceText } from "../../components/event-sentence.tsx";
import { formatAmount } from "../../events/format-amount.ts";
import { markFill } from "../../events/event-kind.ts";
import { text } from "../../messages/current.ts";

/** Something the caller can confirm. */
export interface ConfirmFact {
  readonly label: string;
  /** RFC 3339; shown in the reader's zone before the words. */
  readonly at?: string;
  readonly words?: string;
  readonly object?: { readonly type: string; readonly id: string };
}

type Details = NonNullable<ObjectAnswer["lifecycle"]>["details"];
type Facts = readonly (ConfirmFact | null)[];

/**
 * What to ask the caller before a candidate is opened, from its verdict. `order` is the verdict of the order
 * that a transaction led to, where there is one.
 */
export function confirmFacts(answer: ObjectAnswer, order?: ObjectAnswer): ConfirmFact[] {
  const type = answer.object.type;
  const facts: Facts =
    type === "order"
      ? orderFacts(answer)
      : type === "transaction" && order !== undefined
        ? [{ label: text.find.facts.order, object: order.object }, ...orderFacts(order)]
        : type === "giftCard"
          ? cardFacts(answer)
          : type === "license"
            ? licenseFacts(answer)
            : otherFacts(answer);
  return facts.filter((fact) => fact !== null);
}

function orderFacts(answer: ObjectAnswer): Facts {
  const { details = {}, milestones = [], money = {} } = answer.lifecycle ?? {};
  const placedAt = textOf(details, "placedAt");
  const captured = money["captured"];
  const kind = textOf(details, "customerKind");
  return [
    placedAt === null ? null : { label: text.find.facts.ordered, at: placedAt },
    withWords(text.find.facts.bought, boughtWords(details)),
    captured === undefined || captured.minor === 0
      ? { label: text.find.facts.paid, words: text.find.nothingPaid }
      : {
          label: text.find.facts.paid,
          words: text.find.paidBy(formatAmount(captured), methodsOf(answer)),
        },
    refusalBefore(answer, textOf(details, "paidAt")),
    momentOf(text.find.facts.delivered, milestones, "delivered"),
    withWords(text.find.facts.customer, kind === null ? null : text.find.customerKinds[kind]),
  ];
}

function cardFacts(answer: ObjectAnswer): Facts {
  const { details = {}, money = {} } = answer.lifecycle ?? {};
  const { issued, balance, available } = money;
  const boughtIn = textOf(details, "boughtInOrder");
  const last = answer.timeline.at(-1);
  return [
    issued === undefined
      ? null
      : {
          label: text.find.facts.issued,
          words: formatAmount(issued),
          ...timeOf(details, "issuedAt"),
        },
    withWords(text.find.facts.balance, balance && formatAmount(balance)),
    withWords(text.find.facts.available, available && formatAmount(available)),
    objectFact(text.find.facts.boughtIn, "order", boughtIn),
    last === undefined
      ? null
      : { label: text.find.facts.lastUse, at: last.time, words: sentenceText(last) },
  ];
}

function licenseFacts(answer: ObjectAnswer): Facts {
  const { details = {} } = answer.lifecycle ?? {};
  const validUntil = textOf(details, "validUntil");
  return [
    withWords(text.find.facts.product, textOf(details, "product")),
    validUntil === null ? null : { label: text.find.facts.validUntil, at: validUntil },
    objectFact(text.find.facts.renews, "license", textOf(details, "previousLicense")),
    objectFact(text.find.facts.order, "order", textOf(details, "order")),
  ];
}

/** Carts, payments, replays, and transactions that came to no order. */
function otherFacts(answer: ObjectAnswer): Facts {
  const { details = {}, money = {} } = answer.lifecycle ?? {};
  const { from, to } = answer.summary;
  const amount = money["captured"]?.minor === 0 ? money["requested"] : money["captured"];
  const kind = textOf(details, "customerKind");
  const method = textOf(details, "method");
  return [
    from === null ? null : { label: text.find.facts.first, at: from },
    to === null || to === from ? null : { label: text.find.facts.last, at: to },
    withWords(text.find.facts.amount, amount && formatAmount(amount)),
    withWords(
      text.find.facts.method,
      method === null ? null : (text.find.methods[method] ?? method),
    ),
    withWords(text.find.facts.number, textOf(details, "number")),
    withWords(text.find.facts.reason, textOf(details, "reason")),
    withWords(text.find.facts.decision, textOf(details, "decision")),
    objectFact(text.find.facts.order, "order", textOf(details, "order")),
    withWords(text.find.facts.customer, kind === null ? null : text.find.customerKinds[kind]),
    refusalBefore(answer, null),
  ];
}

/** `1 course, 2 licenses`: a line counts with its quantity. */
function boughtWords(details: Details): string | null {
  const lines = details["lines"];
  if (!Array.isArray(lines)) return null;
  const counts = new Map<string, number>();
  for (const line of lines) {
    if (typeof line !== "object" || line === null || Array.isArray(line)) continue;
    const { kind, quantity } = line;
    if (typeof kind !== "string") continue;
    counts.set(kind, (counts.get(kind) ?? 0) + (typeof quantity === "number" ? quantity : 1));
  }
  const words = [...counts].map(([kind, many]) => text.find.bought(kind, many));
  return words.length === 0 ? null : words.join(", ");
}

/** By what was paid, each once, as the records of the payments say. */
function methodsOf({ timeline }: ObjectAnswer): string[] {
  const methods = timeline.flatMap(({ type, attributes }) => {
    const { method } = attributes;
    return type.startsWith("payment.") && typeof method === "string" ? [method] : [];
  });
  return [...new Set(methods)].map((method) => text.find.methods[method] ?? method);
}

/** The last payment that was refused, before it was paid where it was. */
function refusalBefore({ timeline }: ObjectAnswer, paidAt: string | null): ConfirmFact | null {
  const refused = timeline.findLast(
    (event) =>
      event.type.startsWith("payment.") &&
      markFill(event) === "refused" &&
      (paidAt === null || event.time < paidAt),
  );
  return refused === undefined
    ? null
    : { label: text.find.facts.before, at: refused.time, words: sentenceText(refused) };
}

function momentOf(
  label: string,
  milestones: readonly { readonly name: string; readonly at: string | null }[],
  wanted: string,
): ConfirmFact | null {
  const at = milestones.find(({ name }) => name === wanted)?.at ?? null;
  return at === null ? null : { label, at };
}

function withWords(label: string, words: string | null | undefined): ConfirmFact | null {
  return words === null || words === undefined ? null : { label, words };
}

function objectFact(label: string, type: string, id: string | null): ConfirmFact | null {
  return id === null ? null : { label, object: { type, id } };
}

function textOf(details: Details, name: string): string | null {
  const value = details[name];
  return typeof value === "string" && value !== "" ? value : null;
}

function timeOf(details: Details, name: string): { at?: string } {
  const at = textOf(details, name);
  return at === null ? {} : { at };
}
