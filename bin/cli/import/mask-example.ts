import { randomBytes } from "node:crypto";
import { PROTECTED_TEXT_FIELD } from "#domain/events/event-attributes.ts";
import type { AuditEvent } from "#domain/events/event.ts";
import { masked } from "#domain/events/present-event.ts";
import { protectEvent } from "#ingest/protection/protect-event.ts";
import type { KeyStore } from "#storage/keys/key-store.ts";

const KEY_BYTES = 32;

/**
 * Shows an event as answers would after its import: a preview ends up in terminals, tickets and logs of jobs,
 * which are no place for codes of gift cards. The keys are thrown away.
 */
export class ExampleMasker {
  readonly #sourceName: string;
  readonly #hidesText: boolean;
  readonly #keys: KeyStore;

  constructor({ source, hidesText }: { readonly source: string; readonly hidesText: boolean }) {
    const key = randomBytes(KEY_BYTES);
    this.#sourceName = source;
    this.#hidesText = hidesText;
    this.#keys = {
      subjectKey: () => key,
      findSubjectKey: () => key,
      searchKey: randomBytes(KEY_BYTES),
      close: () => {},
    };
  }

  mask(event: AuditEvent): AuditEvent {
    const { event: written } = protectEvent(event, {
      ledger: "preview",
      sourceName: this.#sourceName,
      identity: event.id,
      keys: this.#keys,
      protectRaw: false,
      protectSourceText: this.#hidesText,
    });
    const shown: AuditEvent = { ...masked(written) };
    Reflect.deleteProperty(shown, PROTECTED_TEXT_FIELD);
    return shown;
  }
}
