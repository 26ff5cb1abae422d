import { attributesOf } from "#domain/events/event-attributes.ts";
import { eventTimeMs } from "#domain/events/event-time.ts";
import type { RecordedEvent } from "#domain/events/event.ts";
import { isProtectedValue, type ProtectedValue } from "#domain/protection/protected-value.ts";
import type { ProtectedRecord } from "#domain/protection/protection-context.ts";
import { attributeToken, eventTokens } from "#domain/tokens/event-tokens.ts";
import { containsPhrase } from "#domain/tokens/phrases.ts";
import { foldText, WORD_CHARACTERS_MAX } from "#domain/tokens/words.ts";

/** The search hash of a protected value of one record; null when its key is gone. */
export type HashProtected = (
  record: ProtectedRecord,
  path: string,
  value: ProtectedValue,
) => string | null;

/** A record as queries see it. What a query asks for is worked out once and kept for the next one. */
export class DocumentView {
  readonly record: RecordedEvent;
  readonly timeMs: number;
  readonly #hashProtected: HashProtected;
  #tokens: ReadonlySet<string> | undefined;
  #attributes: ReadonlyMap<string, readonly unknown[]> | undefined;

  constructor(record: RecordedEvent, hashProtected: HashProtected) {
    this.record = record;
    this.timeMs = eventTimeMs(record.event.time);
    this.#hashProtected = hashProtected;
  }

  /** The very tokens the index has of this record. */
  get tokens(): ReadonlySet<string> {
    this.#tokens ??= new Set(
      eventTokens(this.record.event, {
        sourceName: this.record.source.name,
        hash: (path, value) => this.#hashProtected(this.record, path, value),
      }).split(" "),
    );
    return this.#tokens;
  }

  hasTokenPrefix(prefix: string): boolean {
    for (const token of this.tokens) if (token.startsWith(prefix)) return true;
    return false;
  }

  /** What a bare word is looked for in: message, or raw text where there is none, and reason. */
  get texts(): readonly string[] {
    const { message, raw, reason } = this.record.event;
    return [message ?? raw, reason].filter((text) => text !== undefined);
  }

  /** Values at a path of attributes, from lists of any depth; protected ones as they stand. */
  attributeValues(path: string): readonly unknown[] {
    this.#attributes ??= collectAttributes(attributesOf(this.record.event));
    return this.#attributes.get(attributePrefix(path)) ?? [];
  }
}

/** What the tokens of one attribute begin with; also its name in a view. */
export function attributePrefix(path: string): string {
  return attributeToken(`attributes.${path}`, "");
}

/** All leaves by path, without the bounds of the index; a stack, since input may be nested at will. */
function collectAttributes(attributes: object): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  const waiting: { path: string; value: unknown }[] = Object.entries(attributes).map(
    ([path, value]) => ({ path, value }),
  );
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, value } = next;
    if (Array.isArray(value)) {
      for (const item of value) waiting.push({ path, value: item });
    } else if (typeof value === "object" && value !== null && !isProtectedValue(value)) {
      for (const [name, inner] of Object.entries(value)) {
        waiting.push({ path: `${path}.${name}`, value: inner });
      }
    } else {
      const prefix = attributePrefix(path);
      const values = found.get(prefix);
      if (values === undefined) found.set(prefix, [value]);
      else values.push(value);
    }
  }
  return found;
}

/** Whether a text holds one of `words(query)`; the index may have cut it, and the text may go on. */
export function holdsWord(texts: readonly string[], word: string): boolean {
  const prefix = word.length >= WORD_CHARACTERS_MAX - 1;
  return texts.some((text) => containsPhrase(text, word, { prefix }));
}

/** Whether a text holds these very characters, case and accents aside. */
export function holdsCharacters(texts: readonly string[], characters: string): boolean {
  const folded = foldText(characters);
  return texts.some((text) => foldText(text).includes(folded));
}
