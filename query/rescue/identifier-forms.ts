import {
  classifyIdentifier,
  type IdentifierKind,
} from "#domain/identifiers/classify-identifier.ts";
import { compareCandidates } from "#domain/identifiers/score-candidate.ts";
import { normalizeGiven } from "#domain/identifiers/skeleton.ts";
import type { Candidate } from "../answers/query-answers.ts";

interface Form {
  /** In words. Kinds that may be any text share one. */
  readonly name: string;
  /** Of the objects that are found by such an ID. */
  readonly objectType: string | null;
}

const FREE_FORM = "free-form ID";

/** The most telling form first. */
const FORMS: ReadonlyMap<IdentifierKind, Form> = new Map([
  ["foreignId", { name: "foreign ID", objectType: "order" }],
  ["transaction", { name: "transaction ID", objectType: "transaction" }],
  ["orderNumber", { name: "order number", objectType: "order" }],
  ["eventReference", { name: "reference of a record", objectType: null }],
  ["lineItem", { name: "line item ID", objectType: null }],
  ["giftCardCode", { name: "gift-card code", objectType: "giftCard" }],
  ["license", { name: FREE_FORM, objectType: "license" }],
  ["giftCard", { name: FREE_FORM, objectType: "giftCard" }],
  ["quote", { name: FREE_FORM, objectType: "quote" }],
  ["payment", { name: FREE_FORM, objectType: "payment" }],
  ["invoice", { name: FREE_FORM, objectType: "invoice" }],
]);

/** What a text can be by its form: as it was given, or without separators and label words, in capitals. */
export class IdentifierForms {
  readonly #given: string;
  readonly #forms: readonly Form[];

  constructor(given: string) {
    this.#given = given;
    const texts = [given, normalizeGiven(given).toUpperCase()];
    const possible = new Set(texts.flatMap((text) => classifyIdentifier(text)));
    this.#forms = [...FORMS].filter(([kind]) => possible.has(kind)).map(([, form]) => form);
  }

  /** For instance: read as transaction ID, order number or free-form ID. */
  get inWords(): string {
    const names = [...new Set(this.#forms.map(({ name }) => name))];
    const last = names.pop();
    if (last === undefined) return "read as an ID: its form is of none";
    return names.length === 0 ? `read as ${last}` : `read as ${names.join(", ")} or ${last}`;
  }

  /** True for an object of a type that the form allows. */
  allows(objectType: string): boolean {
    return this.#rankOf(objectType) < this.#forms.length;
  }

  /**
   * Best first. Of candidates equally good, the ID written as it was given precedes one that differs in
   * separators or case; then a more telling form precedes: an order before a customer of the same number.
   */
  readonly compare = (left: Candidate, right: Candidate): number => {
    if (left.score !== right.score) return right.score - left.score;
    const asWritten = Number(right.id === this.#given) - Number(left.id === this.#given);
    if (asWritten !== 0) return asWritten;
    const byForm = this.#rankOf(left.objectType) - this.#rankOf(right.objectType);
    return byForm === 0 ? compareCandidates(left, right) : byForm;
  };

  #rankOf(wanted: string): number {
    const rank = this.#forms.findIndex(({ objectType }) => objectType === wanted);
    return rank === -1 ? this.#forms.length : rank;
  }
}
