import { PROTECTED_TEXT_FIELD } from "#domain/events/event-attributes.ts";
import type { AuditEvent } from "#domain/events/event.ts";
import {
  createTextEraser,
  createTextMasker,
  type KnownValue,
} from "#domain/protection/free-text.ts";
import { PERSONAL_MASK, SECRET_MASK } from "#domain/protection/mask.ts";
import type { ProtectedValue } from "#domain/protection/protected-value.ts";
import { fieldContext, type ProtectedRecord } from "#domain/protection/protection-context.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import { protectValue } from "#storage/keys/protect-value.ts";
import { TEXT_FIELDS, type TextField } from "./event-fields.ts";

export type Ciphertexts = Partial<Record<TextField, ProtectedValue>>;

/**
 * Protects the free text of one event. Prose keeps its words with the findings masked; source text (`raw`)
 * is hidden whole, because it may spell a value in ways nobody foresaw. Both are kept whole as ciphertext.
 */
export class TextProtector {
  changed = false;
  /** Fields out of which a PIN was struck. */
  readonly erased: string[] = [];
  /** Findings replaced by their masks. */
  readonly mask: (text: string) => string;
  readonly #keys: KeyStore;
  readonly #subject: string;
  readonly #record: ProtectedRecord;
  readonly #known: readonly KnownValue[];
  readonly #eraser: (text: string) => string;

  constructor(options: {
    keys: KeyStore;
    subject: string;
    record: ProtectedRecord;
    known: readonly KnownValue[];
  }) {
    this.#keys = options.keys;
    this.#subject = options.subject;
    this.#record = options.record;
    this.#known = options.known;
    this.mask = createTextMasker(options.known);
    this.#eraser = createTextEraser(options.known);
  }

  /**
   * Puts the texts as they may be written into `rewritten` and returns their ciphertexts. `whole` hides
   * every text; `sourceText` says that fields were protected, whose values the source text holds too.
   */
  protect(
    event: AuditEvent,
    hide: { readonly whole: boolean; readonly sourceText: boolean },
    rewritten: Map<string, unknown>,
  ): Ciphertexts {
    const ciphertexts: Ciphertexts = {};
    for (const field of TEXT_FIELDS) {
      const text = event[field];
      if (text === undefined || text === "") continue;
      const erased = this.#erase(field, text);
      const hideWhole = hide.whole || (isSourceText(field) && (hide.sourceText || this.changed));
      const shown = this.#shown(field, text, hideWhole);
      rewritten.set(field, shown ?? erased);
      if (shown === null || shown === erased) continue;
      this.changed = true;
      ciphertexts[field] = this.#encrypt(field, erased);
    }
    return ciphertexts;
  }

  /** What stands in place of the text; null when there is nothing to hide in it. */
  #shown(field: TextField, text: string, hideWhole: boolean): string | null {
    if (field === "rawBase64") return hideWhole || this.#bytesAreTelling(text) ? "" : null;
    const masked = this.mask(text);
    if (!hideWhole && masked === text) return null;
    return hideWhole || isSourceText(field) ? PERSONAL_MASK : masked;
  }

  #bytesAreTelling(base64: string): boolean {
    const bytes = Buffer.from(base64, "base64").toString("latin1");
    return createTextMasker(this.#known.map(asBytes))(bytes) !== bytes;
  }

  #erase(field: TextField, text: string): string {
    const erased = field === "rawBase64" ? this.#eraseBytes(text) : this.#eraser(text);
    if (erased !== text) {
      this.changed = true;
      this.erased.push(field);
    }
    return erased;
  }

  #eraseBytes(base64: string): string {
    const bytes = Buffer.from(base64, "base64").toString("latin1");
    const erased = createTextEraser(this.#known.map(asBytes))(bytes);
    if (erased === bytes) return base64;
    const mask = asBytes({ kind: "removed", clear: SECRET_MASK }).clear;
    return Buffer.from(erased.replaceAll(SECRET_MASK, mask), "latin1").toString("base64");
  }

  #encrypt(field: TextField, clear: string): ProtectedValue {
    return protectValue({
      keys: this.#keys,
      subject: this.#subject,
      kind: "personal",
      context: fieldContext(this.#record, `${PROTECTED_TEXT_FIELD}.${field}`),
      clear,
    });
  }
}

/** The value as its UTF-8 bytes look in a text that shows one character for each byte. */
function asBytes({ kind, clear }: KnownValue): KnownValue {
  return { kind, clear: Buffer.from(clear, "utf8").toString("latin1") };
}

function isSourceText(field: TextField): boolean {
  return field === "raw" || field === "rawBase64";
}
