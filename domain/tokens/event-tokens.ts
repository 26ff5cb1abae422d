import { attributesOf, NO_ATTRIBUTES } from "#domain/events/event-attributes.ts";
import type { AuditEvent, ObjectReference } from "#domain/events/event.ts";
import type { IndexedIdentifier } from "#domain/identifiers/indexed-identifier.ts";
import { skeletonOf } from "#domain/identifiers/skeleton.ts";
import { isProtectedValue, type ProtectedValue } from "#domain/protection/protected-value.ts";
import { visitAttributes } from "./attribute-values.ts";
import { foldKey, KEY_BLANK, TEXT_WORDS_MAX, words } from "./words.ts";

/** Objects nobody quotes the ID of: products repeat in every order, tasks and mails are told by others. */
const NOT_RESCUED: ReadonlySet<string> = new Set(["product", "task", "mail"]);

/** Whether people quote, and mistake, the IDs of objects of this type. */
export function isRescued(objectType: string): boolean {
  return !NOT_RESCUED.has(objectType);
}

/** A record without a transaction ID. */
export const unattributedToken = "n:unattributed";

/** The record's text has more words than have tokens: a query for a word must also scan these records. */
export const moreWordsToken = "n:more-words";

/** The record has more attributes, or deeper ones, than have tokens: a query for one must also scan these. */
export const moreAttributesToken = "n:more-attributes";

/** Some attribute is text too long for a token: a query for the prefix of one must also scan these. */
export const longAttributesToken = "n:long-attributes";

export function transactionToken(id: string): string {
  return `t:${foldKey(id)}`;
}

/** A colon in the type would blur where the ID begins; it becomes a blank. */
export function objectToken(type: string, id: string): string {
  return `o:${foldLabel(type)}:${foldKey(id)}`;
}

export function typeToken(type: string): string {
  return `y:${foldKey(type)}`;
}

export function sourceToken(name: string): string {
  return `s:${foldKey(name)}`;
}

export function actorToken(type: string, id: string): string {
  return `a:${foldLabel(type)}:${foldKey(id)}`;
}

export function outcomeToken(outcome: string): string {
  return `u:${foldKey(outcome)}`;
}

export function levelToken(level: string): string {
  return `l:${foldKey(level)}`;
}

/**
 * `path` as answers show it, such as `attributes.store` or `attributes.lines.product`: places in lists
 * are left out. Numbers stand as JavaScript writes them.
 */
export function attributeToken(path: string, value: string | number | boolean): string {
  return `k:${foldLabel(path)}:${typeof value === "string" ? foldKey(value) : String(value)}`;
}

/** `hash` is the keyed hash of the protected value at `path`. */
export function protectedToken(path: string, hash: string): string {
  return `h:${foldLabel(path)}:${foldKey(hash)}`;
}

/** `word` is one of `words(text)`. */
export function wordToken(word: string): string {
  return `w:${word}`;
}

function foldLabel(label: string): string {
  const folded = foldKey(label);
  return folded.includes(":") ? folded.replaceAll(":", KEY_BLANK) : folded;
}

export interface TokenContext {
  readonly sourceName: string;
  /** The keyed hash under which a protected value is found, or null when it cannot be (its key is gone). */
  readonly hash: (path: string, cipher: ProtectedValue) => string | null;
}

/**
 * Everything a record can be found by, as distinct tokens joined by single spaces: transaction, objects,
 * type, source, actor, outcome, level, attributes (unknown top-level fields among them), protected values
 * by hash, and the words of message and reason, or of the raw text where there is no message.
 */
export function eventTokens(event: AuditEvent, context: TokenContext): string {
  let tokens = `${typeToken(event.type)} ${sourceToken(context.sourceName)}`;
  tokens +=
    event.transactionId === undefined
      ? ` ${unattributedToken}`
      : ` ${transactionToken(event.transactionId)}`;
  if (event.objects !== undefined) tokens += objectTokens(event.objects);
  if (event.actor !== undefined) tokens += ` ${actorToken(event.actor.type, event.actor.id)}`;
  if (event.outcome !== undefined) tokens += ` ${outcomeToken(event.outcome)}`;
  if (event.level !== undefined) tokens += ` ${levelToken(event.level)}`;
  tokens += valueTokens(event, context) + textTokens(event);
  // Reading a character makes one flat string of the pieces: a batch of them is held for a while, and the
  // pieces would cost the garbage collector several times what the text does.
  tokens.charCodeAt(0);
  return tokens;
}

function objectTokens(objects: readonly ObjectReference[]): string {
  const distinct: string[] = [];
  for (const { type, id } of objects) {
    const token = objectToken(type, id);
    if (!distinct.includes(token)) distinct.push(token);
  }
  return joined(distinct);
}

/** Attributes, and what is protected beside them: an actor's e-mail address, a customer's name. */
function valueTokens(event: AuditEvent, context: TokenContext): string {
  const distinct = new Set<string>();
  const addHash = (path: string, value: ProtectedValue): void => {
    const hash = context.hash(path, value);
    if (hash !== null) distinct.add(protectedToken(path, hash));
  };
  if (event.actor !== undefined) visitProtectedFields(event.actor, "actor", addHash);
  for (const object of event.objects ?? []) visitProtectedFields(object, "objects", addHash);
  const attributes = attributesOf(event);
  if (attributes === NO_ATTRIBUTES) return joined(distinct);
  const complete = visitAttributes(attributes, {
    scalar: (path, value) => distinct.add(attributeToken(path, value)),
    protectedValue: addHash,
    longText: () => distinct.add(longAttributesToken),
  });
  if (!complete) distinct.add(moreAttributesToken);
  return joined(distinct);
}

function visitProtectedFields(
  fields: Readonly<Record<string, unknown>>,
  path: string,
  visit: (path: string, value: ProtectedValue) => void,
): void {
  for (const name in fields) {
    const value = fields[name];
    if (isProtectedValue(value)) visit(`${path}.${name}`, value);
  }
}

function textTokens(event: AuditEvent): string {
  const text = event.message ?? event.raw;
  const { reason } = event;
  if (text === undefined && reason === undefined) return "";
  const found = words(
    text === undefined || reason === undefined ? (text ?? reason ?? "") : `${text}\n${reason}`,
  );
  let tokens = "";
  for (const word of found) tokens += ` w:${word}`;
  return found.length < TEXT_WORDS_MAX ? tokens : `${tokens} ${moreWordsToken}`;
}

function joined(tokens: Iterable<string>): string {
  let text = "";
  for (const token of tokens) text += ` ${token}`;
  return text;
}

/**
 * The identifiers of an event that people quote and mistake: its transaction, its objects but products,
 * tasks and mails, and its actor where that is a customer. Distinct, in that order; IDs without a letter
 * or digit have no skeleton and are left out. `isKnown` may spare the work for identifiers seen lately.
 */
export function eventIdentifiers(
  event: AuditEvent,
  isKnown: (objectType: string, id: string) => boolean = () => false,
): IndexedIdentifier[] {
  const found: IndexedIdentifier[] = [];
  const add = (objectType: string, id: string): void => {
    if (isKnown(objectType, id)) return;
    if (found.some((known) => known.objectType === objectType && known.id === id)) return;
    const skeleton = skeletonOf(id);
    if (skeleton !== "") found.push({ objectType, id, skeleton });
  };
  if (event.transactionId !== undefined) add("transaction", event.transactionId);
  for (const { type, id } of event.objects ?? []) {
    if (isRescued(type)) add(type, id);
  }
  if (event.actor?.type === "customer") add("customer", event.actor.id);
  return found;
}
