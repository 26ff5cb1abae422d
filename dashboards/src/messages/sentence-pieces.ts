import type { EventAnswer } from "#query/answers/event-answer.ts";
import { formatAmount } from "../events/format-amount.ts";

/** A sentence is a row of pieces; `strong` ones carry the facts one looks for. */
export type SentencePiece = string | { readonly strong: string };
export type Sentence = (event: EventAnswer) => readonly SentencePiece[];

const strong = (value: string): SentencePiece => ({ strong: value });

/** An attribute that is one word or number. */
export const attribute = (event: EventAnswer, name: string): string | undefined => {
  const value = event.attributes[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};

/** The ID of its object of a type; the one without a role first. */
export const objectId = (event: EventAnswer, type: string): string | undefined =>
  event.objects.find((object) => object.type === type && object.role === undefined)?.id ??
  event.objects.find((object) => object.type === type)?.id;

/** `, 64.00 EUR` where the event carries an amount. */
export const amount = (event: EventAnswer): SentencePiece[] =>
  event.amount === undefined ? [] : [", ", strong(formatAmount(event.amount))];

/** `: insufficient funds` where the event carries a reason. */
export const because = (event: EventAnswer): SentencePiece[] =>
  event.reason === undefined ? [] : [`: ${event.reason}`];

/** A value that stands out, where there is one. */
export const naming = (value: string | undefined, lead = " "): SentencePiece[] =>
  value === undefined ? [] : [lead, strong(value)];

/** `catalog.synchronized` → `Catalog synchronized`, for types without a sentence of their own. */
export function typeInWords(type: string): string {
  const words = type
    .replaceAll(".", " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What happened: the type's own sentence, else the sender's words, else what names the type. */
export function tellEvent(
  event: EventAnswer,
  sentences: Readonly<Record<string, Sentence>>,
  otherwise: Sentence,
): readonly SentencePiece[] {
  const own = sentences[event.type];
  if (own !== undefined) return own(event);
  if (event.message !== undefined && event.message.trim() !== "") return [event.message];
  return otherwise(event);
}

/** `time-ambiguous` → `Time ambiguous`, for codes without words of their own. */
export function codeInWords(code: string): string {
  const words = code.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
