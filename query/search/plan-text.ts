import {
  actorToken,
  moreWordsToken,
  objectToken,
  protectedToken,
  transactionToken,
  wordToken,
} from "#domain/tokens/event-tokens.ts";
import { containsPhrase, wordsOfPrefix } from "#domain/tokens/phrases.ts";
import { foldKey, words } from "#domain/tokens/words.ts";
import type { IndexExpression } from "#storage/index/event-index.ts";
import { type DocumentView, holdsCharacters, holdsWord } from "./document-view.ts";
import { OBJECT_FIELDS } from "./search-fields.ts";
import type { SearchContext } from "./search-context.ts";
import {
  ALL_PLAN,
  allOf,
  anyOf,
  expressionOfAny,
  prefixPlan,
  scanPlan,
  type SearchPlan,
  tokenPlan,
} from "./search-plan.ts";
import type { TextMatch } from "./search-tree.ts";

/**
 * Protected fields in which a bare token is looked for by its keyed hash: what customers quote. Every
 * protected field is found by name (`attributes.<path>:value`); each entry here costs a bare token a hash.
 */
export const QUOTED_PROTECTED_PATHS = [
  "attributes.code",
  "attributes.licenseNumber",
  "attributes.email",
  "attributes.recipient",
] as const;

/** Signs around an ID that belong to the text it was copied from. */
const AROUND_ID = /^[\s[\](){}<>'"`,;.:#]+|[\s[\](){}<>'"`,;.:#]+$/g;

/** An ID as it was written, and without the brackets and signs around it. */
export function idSpellings(text: string): string[] {
  const inner = text.replaceAll(AROUND_ID, "");
  return inner === "" || inner === text ? [text] : [text, inner];
}

/** A record with too long a text has words without tokens: it must be looked at. */
function wordsBeyondTokens(context: SearchContext): IndexExpression[] {
  return context.present(moreWordsToken) ? [{ kind: "token", token: moreWordsToken }] : [];
}

function withLongTexts(
  plan: SearchPlan,
  context: SearchContext,
  inLongText: (texts: readonly string[]) => boolean,
): SearchPlan {
  const beyond = wordsBeyondTokens(context);
  return {
    expression: expressionOfAny([plan.expression, ...beyond]),
    exact: plan.exact && beyond.length === 0,
    test: (view) => plan.test(view) || (view.tokens.has(moreWordsToken) && inLongText(view.texts)),
  };
}

function wordPlan(word: string, context: SearchContext): SearchPlan {
  return withLongTexts(tokenPlan(wordToken(word)), context, (texts) => holdsWord(texts, word));
}

/** Every word anywhere in the text; characters where there is no word (`...`). */
function wordsPlan(text: string, context: SearchContext): SearchPlan {
  const wanted = words(text);
  if (wanted.length === 0) return scanPlan((view) => holdsCharacters(view.texts, text));
  return allOf(wanted.map((word) => wordPlan(word, context)));
}

function wordPrefixPlan(text: string, context: SearchContext): SearchPlan {
  if (text === "") return ALL_PLAN;
  const wanted = wordsOfPrefix(text);
  if (wanted.prefix === "") return scanPlan((view) => holdsCharacters(view.texts, text));
  const last = withLongTexts(prefixPlan(wordToken(wanted.prefix)), context, (texts) =>
    texts.some((long) => containsPhrase(long, wanted.prefix, { prefix: true })),
  );
  return allOf([...wanted.words.map((word) => wordPlan(word, context)), last]);
}

/** Words one after the other; `holds` says whether a record's text has them so. */
function phrasePlan(text: string, context: SearchContext): SearchPlan {
  const candidates = wordsPlan(text, context);
  if (words(text).length <= 1) return candidates;
  return scanPlan(
    (view) => view.texts.some((found) => containsPhrase(found, text)),
    candidates.expression,
  );
}

/** Words in the text of a record: message, or raw text where there is none, and reason. */
export function textPlan(match: TextMatch, context: SearchContext): SearchPlan {
  if (match.form === "prefix") return wordPrefixPlan(match.text, context);
  return match.form === "phrase" ? phrasePlan(match.text, context) : wordsPlan(match.text, context);
}

/** Words in one field, whose words stand among those of the record. */
export function fieldTextPlan(
  match: TextMatch,
  textOf: (view: DocumentView) => string | undefined,
  context: SearchContext,
): SearchPlan {
  if (match.form === "prefix" && match.text === "") {
    return scanPlan((view) => textOf(view) !== undefined);
  }
  const { expression } = textPlan(match, context);
  return scanPlan((view) => holdsMatch(textOf(view), match), expression);
}

/** Whether this one text matches, by the rules of a record's whole text. */
export function holdsMatch(text: string | undefined, match: TextMatch): boolean {
  if (text === undefined) return false;
  if (match.form === "prefix") {
    const wanted = wordsOfPrefix(match.text);
    if (wanted.prefix === "") return holdsCharacters([text], match.text);
    return (
      wanted.words.every((word) => holdsWord([text], word)) &&
      containsPhrase(text, wanted.prefix, { prefix: true })
    );
  }
  const wanted = words(match.text);
  if (wanted.length === 0) return holdsCharacters([text], match.text);
  return match.form === "phrase" && wanted.length > 1
    ? containsPhrase(text, match.text)
    : wanted.every((word) => holdsWord([text], word));
}

/** Records that name an ID: as transaction, as any object, as the customer who acted, or as a protected value. */
function identifierPlan(id: string, context: SearchContext): SearchPlan {
  const tokens = [transactionToken(id), actorToken("customer", id)];
  for (const type of OBJECT_FIELDS) tokens.push(objectToken(type, id));
  for (const type of context.objectTypes(id)) tokens.push(objectToken(type, id));
  for (const path of QUOTED_PROTECTED_PATHS) {
    tokens.push(protectedToken(path, context.searchHash(path, id)));
  }
  const plan = anyOf(tokens.map(tokenPlan));
  const folded = foldKey(id);
  const isNamed = ({ record }: DocumentView) =>
    record.event.objects?.some((object) => foldKey(object.id) === folded) === true;
  return { ...plan, test: (view) => plan.test(view) || isNamed(view) };
}

/** A term without a field: an ID of any kind over all time, a quoted protected value, or words. */
export function bareTermPlan(match: TextMatch, context: SearchContext): SearchPlan {
  const text = textPlan(match, context);
  if (match.form === "prefix") {
    const prefixes = [
      transactionToken(match.text),
      actorToken("customer", match.text),
      ...OBJECT_FIELDS.map((type) => objectToken(type, match.text)),
    ];
    return anyOf([text, ...prefixes.map(prefixPlan)]);
  }
  return anyOf([text, ...idSpellings(match.text).map((id) => identifierPlan(id, context))]);
}
