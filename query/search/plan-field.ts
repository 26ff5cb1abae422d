import type { IndexExpression, Token } from "#storage/index/event-index.ts";
import {
  actorToken,
  attributeToken,
  levelToken,
  longAttributesToken,
  moreAttributesToken,
  objectToken,
  outcomeToken,
  protectedToken,
  sourceToken,
  transactionToken,
  typeToken,
  unattributedToken,
} from "#domain/tokens/event-tokens.ts";
import { ATTRIBUTE_VALUE_CHARACTERS_MAX } from "#domain/tokens/attribute-values.ts";
import { foldKey } from "#domain/tokens/words.ts";
import { isProtectedValue } from "#domain/protection/protected-value.ts";
import { attributePrefix, type DocumentView } from "./document-view.ts";
import { attributeTest, isWithin, numberInterval, timeInterval } from "./plan-measure.ts";
import { fieldTextPlan, holdsMatch, idSpellings } from "./plan-text.ts";
import type { SearchContext } from "./search-context.ts";
import { isObjectField, SEARCH_FIELDS, type SearchFieldName } from "./search-fields.ts";
import {
  allOf,
  anyOf,
  expressionOfAny,
  noneOf,
  prefixPlan,
  scanPlan,
  type SearchPlan,
  tokenPlan,
} from "./search-plan.ts";
import type { ComparisonMatch, FieldNode, RangeMatch, TextMatch } from "./search-tree.ts";

const KEY_TOKENS: Partial<Record<SearchFieldName, (value: string) => Token>> = {
  type: typeToken,
  tx: transactionToken,
  source: sourceToken,
  outcome: outcomeToken,
  level: levelToken,
};

/** Tokens a value of the field stands in; none for fields without. A customer who acted is that customer. */
function keyTokensOf(name: SearchFieldName, value: string): Token[] {
  if (name === "customer") return [objectToken(name, value), actorToken(name, value)];
  if (isObjectField(name)) return [objectToken(name, value)];
  const tokenOf = KEY_TOKENS[name];
  return tokenOf === undefined ? [] : [tokenOf(value)];
}

function keyPlan(name: SearchFieldName, match: TextMatch): SearchPlan {
  if (match.form === "prefix") return anyOf(keyTokensOf(name, match.text).map(prefixPlan));
  return anyOf(idSpellings(match.text).flatMap((value) => keyTokensOf(name, value).map(tokenPlan)));
}

function matchesKey(value: string, match: TextMatch): boolean {
  const wanted = foldKey(match.text);
  const folded = foldKey(value);
  return match.form === "prefix" ? folded.startsWith(wanted) : folded === wanted;
}

/** `actor:customer:42` is the whole actor; without a colon the value is an ID or a type. */
function actorPlan(match: TextMatch): SearchPlan {
  const colon = match.text.indexOf(":");
  const anyActor: IndexExpression = { kind: "prefix", prefix: "a:" };
  if (colon !== -1) {
    const token = actorToken(match.text.slice(0, colon), match.text.slice(colon + 1));
    return match.form === "prefix" ? prefixPlan(token) : tokenPlan(token);
  }
  if (match.form === "prefix" && match.text === "") return prefixPlan(anyActor.prefix);
  return scanPlan(({ record: { event } }) => {
    const { actor } = event;
    return actor !== undefined && (matchesKey(actor.id, match) || matchesKey(actor.type, match));
  }, anyActor);
}

/** `unattributed:true`, `unattributed:false`, or words of the reason. */
function unattributedPlan(match: TextMatch): SearchPlan {
  const isUnattributed = tokenPlan(unattributedToken);
  if (match.form === "prefix" && match.text === "") return isUnattributed;
  if (match.form === "word" && /^(true|yes)$/i.test(match.text)) return isUnattributed;
  if (match.form === "word" && /^(false|no)$/i.test(match.text)) return noneOf(isUnattributed);
  const saysSo = (view: DocumentView) => holdsMatch(view.record.event.unattributed, match);
  return allOf([isUnattributed, scanPlan(saysSo)]);
}

/** What an attribute's value is compared as; null for nothing, blanks and protected values. */
function clearText(value: unknown): string | null {
  const isText =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const text = isText ? String(value) : "";
  return foldKey(text) === "" ? null : text;
}

function holdsKey(values: readonly unknown[], match: TextMatch): boolean {
  return values.some((value) => {
    const text = clearText(value);
    return text !== null && matchesKey(text, match);
  });
}

/** Values beyond what has tokens are looked at where some record may hold such. */
function withValuesBeyondTokens(
  plan: SearchPlan,
  markers: readonly Token[],
  context: SearchContext,
  test: (view: DocumentView) => boolean,
): SearchPlan {
  const present = markers.filter(context.present);
  return {
    expression: expressionOfAny([
      plan.expression,
      ...present.map((token) => ({ kind: "token", token }) as const),
    ]),
    exact: plan.exact && present.length === 0,
    test: (view) => plan.test(view) || test(view),
  };
}

function attributePlan(path: string, match: TextMatch, context: SearchContext): SearchPlan {
  const fullPath = `attributes.${path}`;
  if (match.form === "prefix") {
    const prefixes = [prefixPlan(attributeToken(fullPath, match.text))];
    if (match.text === "") prefixes.push(prefixPlan(protectedToken(fullPath, "")));
    return withValuesBeyondTokens(
      anyOf(prefixes),
      [moreAttributesToken, longAttributesToken],
      context,
      (view) => {
        const values = view.attributeValues(path);
        return holdsKey(values, match) || (match.text === "" && values.some(isProtectedValue));
      },
    );
  }
  const hash = protectedToken(fullPath, context.searchHash(fullPath, match.text));
  const isLong = match.text.length > ATTRIBUTE_VALUE_CHARACTERS_MAX;
  return withValuesBeyondTokens(
    anyOf([tokenPlan(attributeToken(fullPath, match.text)), tokenPlan(hash)]),
    isLong ? [moreAttributesToken, longAttributesToken] : [moreAttributesToken],
    context,
    (view) => holdsKey(view.attributeValues(path), match),
  );
}

function attributeOrderPlan(
  path: string,
  match: ComparisonMatch | RangeMatch,
  context: SearchContext,
): SearchPlan {
  const lies = attributeTest(match, context.nowMs);
  const within: IndexExpression[] = [{ kind: "prefix", prefix: attributePrefix(path) }];
  if (context.present(moreAttributesToken)) {
    within.push({ kind: "token", token: moreAttributesToken });
  }
  return scanPlan((view) => view.attributeValues(path).some(lies), expressionOfAny(within));
}

function orderedFieldPlan(node: FieldNode, context: SearchContext): SearchPlan {
  const { field, match } = node;
  const isAny = match.form === "prefix";
  if (field.name === "time") {
    const interval = isAny ? { from: -Infinity, to: Infinity } : timeInterval(match, context.nowMs);
    return scanPlan((view) => isWithin(view.timeMs, interval));
  }
  const interval = isAny ? { from: -Infinity, to: Infinity } : numberInterval(match);
  return scanPlan(({ record: { event } }) => {
    return event.amount !== undefined && isWithin(event.amount.minor, interval);
  });
}

/** How one `field:value` is answered. */
export function fieldPlan(node: FieldNode, context: SearchContext): SearchPlan {
  const { field, match } = node;
  if (field.name === "amount" || field.name === "time") return orderedFieldPlan(node, context);
  if (match.form === "compare" || match.form === "range") {
    return attributeOrderPlan(field.path, match, context);
  }
  if (SEARCH_FIELDS.get(field.name) === "key" && field.name !== "currency") {
    return keyPlan(field.name, match);
  }
  switch (field.name) {
    case "actor":
      return actorPlan(match);
    case "message":
      return fieldTextPlan(match, ({ record }) => record.event.message, context);
    case "reason":
      return fieldTextPlan(match, ({ record }) => record.event.reason, context);
    case "unattributed":
      return unattributedPlan(match);
    case "currency":
      return scanPlan(({ record: { event } }) => {
        return event.amount !== undefined && matchesKey(event.amount.currency, match);
      });
    default:
      return attributePlan(field.path, match, context);
  }
}
