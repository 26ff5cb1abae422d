import { PROTECTED_TEXT_FIELD } from "#domain/events/event-attributes.ts";
import type { AuditEvent, ParseNote } from "#domain/events/event.ts";
import { type Declarations, DEFAULT_DECLARATIONS } from "#domain/protection/declarations.ts";
import type { ProtectedRecord } from "#domain/protection/protection-context.ts";
import { subjectOf } from "#domain/protection/subject.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";
import { fieldsOf, isProducerField, withFields } from "./event-fields.ts";
import { FieldProtector } from "./field-protector.ts";
import { knownValuesOf } from "./known-values.ts";
import { needsProtection } from "./needs-protection.ts";
import { secretIdentifierNotes } from "./secret-identifiers.ts";
import { TextProtector } from "./text-protector.ts";

export interface ProtectionOptions {
  readonly ledger: string;
  readonly sourceName: string;
  /** The record's `id` in the ledger, exactly as it is staged; empty or undefined where it has none. */
  readonly identity: string | undefined;
  readonly keys: KeyStore;
  /** The source is declared to carry personal data in its text: `raw`, `message` and the like are encrypted whole. */
  readonly protectRaw: boolean;
  /** Only the source text itself (`raw`) carries personal data, and is encrypted whole. */
  readonly protectSourceText?: boolean;
  /** What the source's configuration declares; the built-in names by default. */
  readonly declarations?: Declarations;
}

export type ProtectionResult =
  | { readonly changed: false; readonly event: AuditEvent; readonly notes: readonly ParseNote[] }
  | {
      readonly changed: true;
      /** A new event; the given one is untouched. */
      readonly event: AuditEvent;
      readonly eventJson: string;
      /** What was added to `parseNotes`: `pin-removed`, `protected`, `secret-as-identifier`. */
      readonly notes: readonly ParseNote[];
    };

const NO_NOTES: readonly ParseNote[] = Object.freeze([]);

/** The event schema's bound on `parseNotes`; ours give way to the producer's. */
const PARSE_NOTES_MAX = 32;

/** A note's message holds at most 1024 characters; field names longer than this are cut. */
const NOTE_FIELDS_CHARACTERS_MAX = 800;

/**
 * Replaces what is declared personal or secret by ciphertext, drops PINs, and masks e-mail addresses and
 * the declared values wherever else they stand. Equal events give equal bytes. Identifiers (`id`, those of
 * objects and actor, the transaction ID) stay in clear: they are how events are found.
 * Throws `key-unavailable` when the subject was erased, `ledger-stopped` when no key can be stored,
 * `invalid-event` when the event is nested too deeply to be checked.
 */
export function protectEvent(event: AuditEvent, options: ProtectionOptions): ProtectionResult {
  const declarations = options.declarations ?? DEFAULT_DECLARATIONS;
  const { protectRaw: whole, protectSourceText: sourceText = false } = options;
  if (!whole && !sourceText && !needsProtection(event, declarations)) {
    return { changed: false, event, notes: NO_NOTES };
  }
  const known = knownValuesOf(event, declarations);
  const place = {
    keys: options.keys,
    subject: subjectOf(event, options.sourceName),
    record: recordOf(event, options),
  };
  const fields = new FieldProtector({ ...place, event, declarations, known });
  const rewritten = new Map<string, unknown>();
  for (const [key, value] of Object.entries(fieldsOf(event))) {
    const protectedField = isProducerField(key) ? fields.protectTopLevel(key, value) : value;
    if (protectedField !== undefined) rewritten.set(key, protectedField);
  }
  const texts = new TextProtector({ ...place, known });
  const hide = { whole, sourceText: sourceText || fields.changed };
  const ciphertexts = texts.protect(event, hide, rewritten);
  if (!fields.changed && !texts.changed) return { changed: false, event, notes: NO_NOTES };
  if (Object.keys(ciphertexts).length > 0) {
    const given = rewritten.get(PROTECTED_TEXT_FIELD);
    rewritten.set(
      PROTECTED_TEXT_FIELD,
      given === undefined ? ciphertexts : { ...ciphertexts, given },
    );
  }
  const notes = [
    ...notesOf(fields.removedPaths, texts.erased, Object.keys(ciphertexts)),
    ...secretIdentifierNotes(event, known),
  ];
  addNotes(rewritten, texts, event.parseNotes ?? [], notes);
  const result = withFields(event, rewritten);
  return { changed: true, event: result, eventJson: JSON.stringify(result), notes };
}

function recordOf(event: AuditEvent, options: ProtectionOptions): ProtectedRecord {
  return {
    ledger: options.ledger,
    id: options.identity === "" ? undefined : options.identity,
    source: { name: options.sourceName },
    event,
  };
}

function notesOf(
  removedPaths: readonly string[],
  erased: readonly string[],
  protectedTexts: readonly string[],
): ParseNote[] {
  const notes: ParseNote[] = [];
  const removed = [...removedPaths, ...erased];
  if (removed.length > 0) {
    notes.push({
      code: "pin-removed",
      message: `Struck out of ${listed(removed)}: PINs and passwords are never written.`,
    });
  }
  if (protectedTexts.length > 0) {
    notes.push({
      code: "protected",
      message: `Personal data or secrets are masked in ${listed(protectedTexts)}; the whole text is kept encrypted.`,
    });
  }
  return notes;
}

function listed(fields: readonly string[]): string {
  return [...new Set(fields)].join(", ").slice(0, NOTE_FIELDS_CHARACTERS_MAX);
}

function addNotes(
  rewritten: Map<string, unknown>,
  texts: TextProtector,
  given: readonly ParseNote[],
  added: readonly ParseNote[],
): void {
  const masked = given.map((note) => ({ ...note, message: texts.mask(note.message) }));
  const notes = [...masked, ...added].slice(0, PARSE_NOTES_MAX);
  if (notes.length > 0) rewritten.set("parseNotes", notes);
}
