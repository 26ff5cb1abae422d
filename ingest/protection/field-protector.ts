import type { AuditEvent } from "#domain/events/event.ts";
import type { Declarations } from "#domain/protection/declarations.ts";
import {
  createTextEraser,
  createTextMasker,
  knownInFields,
  type KnownValue,
} from "#domain/protection/free-text.ts";
import type { ProtectedValue, ProtectionKind } from "#domain/protection/protected-value.ts";
import { fieldContext, type ProtectedRecord } from "#domain/protection/protection-context.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import { protectValue } from "#storage/keys/protect-value.ts";
import { type Fields, isFields, isTelling, type SchemaKeys, schemaKeysOf } from "./event-fields.ts";
import { strictest } from "./known-values.ts";

/** Whole numbers shorter than this are quantities and amounts, even where they equal a PIN. */
const CODE_DIGITS_MIN = 8;

/** Times are read by programs; a PIN such as `2026` must not strike out a year. */
const TIME = /^\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/;

interface Place {
  readonly key: string;
  readonly path: string;
  readonly kind: ProtectionKind | null;
  readonly schemaKeys: SchemaKeys;
}

/** Rewrites the producer's fields of one event; what needs no change is kept as the same object. */
export class FieldProtector {
  changed = false;
  readonly removedPaths: string[] = [];
  readonly #keys: KeyStore;
  readonly #subject: string;
  readonly #record: ProtectedRecord;
  readonly #event: AuditEvent;
  readonly #declarations: Declarations;
  readonly #mask: (text: string) => string;
  readonly #eraser: (text: string) => string;

  constructor(options: {
    keys: KeyStore;
    subject: string;
    record: ProtectedRecord;
    event: AuditEvent;
    declarations: Declarations;
    known: readonly KnownValue[];
  }) {
    this.#keys = options.keys;
    this.#subject = options.subject;
    this.#record = options.record;
    this.#event = options.event;
    this.#declarations = options.declarations;
    this.#mask = createTextMasker(knownInFields(options.known));
    this.#eraser = createTextEraser(options.known);
  }

  /** The field as it may be written; undefined when it may not. */
  protectTopLevel(key: string, value: unknown): unknown {
    const kind = isTelling(value)
      ? this.#declarations.kindOf(key, "", this.#event, this.#event)
      : null;
    return this.#rewrite(value, { key, path: key, kind, schemaKeys: schemaKeysOf(key) });
  }

  #rewrite(value: unknown, place: Place): unknown {
    if (!isTelling(value)) return value;
    if (place.kind === "removed") {
      this.changed = true;
      this.removedPaths.push(place.path);
      return undefined;
    }
    if (typeof value === "string") return this.#rewriteText(value, place);
    if (typeof value === "number") return this.#rewriteNumber(value, place);
    if (Array.isArray(value)) return this.#rewriteArray(value, place);
    return isFields(value) ? this.#rewriteObject(value, place) : value;
  }

  #rewriteText(text: string, { path, kind }: Place): unknown {
    if (kind === "secret" || kind === "personal") return this.#protect(kind, text, path);
    if (TIME.test(text)) return text;
    const masked = this.#mask(text);
    if (masked === text) return text;
    const erased = this.#erase(text, path);
    return masked === erased ? erased : this.#protect("personal", erased, path);
  }

  #rewriteNumber(number: number, { path, kind }: Place): unknown {
    if (kind === "secret" || kind === "personal") return this.#protect(kind, number, path);
    const digits = String(number);
    if (digits.length < CODE_DIGITS_MIN || this.#mask(digits) === digits) return number;
    return this.#rewriteText(digits, { path, kind: null, key: "", schemaKeys: null });
  }

  #rewriteArray(elements: readonly unknown[], place: Place): unknown {
    let different = false;
    const rewritten = elements.map((element, index) => {
      const result = this.#rewrite(element, { ...place, path: `${place.path}.${index}` });
      different ||= result !== element;
      return result;
    });
    return different ? rewritten : elements;
  }

  #rewriteObject(object: Fields, place: Place): unknown {
    const entries: [string, unknown][] = [];
    let different = false;
    for (const [key, inner] of Object.entries(object)) {
      const result = this.#rewriteMember(object, key, inner, place);
      different ||= result !== inner;
      if (result !== undefined) entries.push([key, result]);
    }
    const rewritten = different ? Object.fromEntries(entries) : object;
    const tellingKey = Object.keys(object).some((key) => this.#mask(key) !== key);
    return tellingKey ? this.#protect("personal", rewritten, place.path) : rewritten;
  }

  #rewriteMember(object: Fields, key: string, inner: unknown, place: Place): unknown {
    if (place.schemaKeys?.has(key) === true) return inner;
    const own = isTelling(inner)
      ? this.#declarations.kindOf(key, place.key, object, this.#event)
      : null;
    const kind = strictest(own, place.kind);
    return this.#rewrite(inner, { key, path: `${place.path}.${key}`, kind, schemaKeys: null });
  }

  #erase(text: string, path: string): string {
    const erased = this.#eraser(text);
    if (erased !== text) {
      this.changed = true;
      this.removedPaths.push(path);
    }
    return erased;
  }

  #protect(kind: ProtectedValue["protected"], value: unknown, path: string): ProtectedValue {
    this.changed = true;
    return protectValue({
      keys: this.#keys,
      subject: this.#subject,
      kind,
      context: fieldContext(this.#record, path),
      clear: value,
    });
  }
}
