import type { RecordedEvent } from "#domain/events/event.ts";
import { OBJECT_FIELDS } from "#query/search/search-fields.ts";
import type { FieldMatch, SearchNode, TextMatch } from "#query/search/search-tree.ts";

/** What a query means, written down as plainly as possible and on documents alone. */
export function holds(node: SearchNode, record: RecordedEvent): boolean {
  switch (node.kind) {
    case "all":
      return true;
    case "text":
      return holdsBare(node.match, record);
    case "field":
      return holdsField(node.field.name, node.field.path, node.match, record);
    case "and":
      return node.operands.every((operand) => holds(operand, record));
    case "or":
      return node.operands.some((operand) => holds(operand, record));
    default:
      return !holds(node.operand, record);
  }
}

function fold(text: string): string {
  return text.toLowerCase();
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** Equal but for case, or a beginning. */
function isKey(value: string | undefined, match: TextMatch): boolean {
  if (value === undefined) return false;
  const wanted = fold(match.text);
  if (match.form === "prefix") return fold(value).startsWith(wanted);
  return fold(value) === wanted || fold(value) === wanted.replaceAll(/^[[#]+|[\].]+$/g, "");
}

function holdsWords(text: string, match: TextMatch): boolean {
  const wanted = wordsOf(match.text);
  const found = wordsOf(text);
  const last = wanted.at(-1);
  if (last === undefined) return match.text === "" || fold(text).includes(fold(match.text));
  if (match.form === "prefix") {
    return (
      wanted.slice(0, -1).every((word) => found.includes(word)) &&
      found.some((word) => word.startsWith(last))
    );
  }
  if (match.form === "word") return wanted.every((word) => found.includes(word));
  return found.some((_, start) => wanted.every((word, place) => found[start + place] === word));
}

/** Words of message and reason together, but phrases within one of them. */
function holdsText({ event }: RecordedEvent, match: TextMatch): boolean {
  const texts = [event.message ?? event.raw, event.reason].filter((text) => text !== undefined);
  if (match.form === "prefix" && match.text === "") return true;
  return match.form === "phrase"
    ? texts.some((text) => holdsWords(text, match))
    : texts.length > 0 && holdsWords(texts.join("\n"), match);
}

function holdsBare(match: TextMatch, record: RecordedEvent): boolean {
  const { event } = record;
  if (holdsText(record, match) || isKey(event.transactionId, match)) return true;
  const known: readonly string[] = OBJECT_FIELDS;
  const { objects = [], actor } = event;
  if (actor?.type === "customer" && isKey(actor.id, match)) return true;
  return objects.some(({ type, id }) => {
    return (match.form !== "prefix" || known.includes(type)) && isKey(id, match);
  });
}

function leaves(value: unknown, names: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, names));
  const [name, ...rest] = names;
  if (name === undefined) return typeof value === "object" ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => key === name)
    .flatMap(([, inner]) => leaves(inner, rest));
}

function compare(value: number, match: FieldMatch): boolean {
  if (match.form === "range") {
    return (
      (match.from === "" || value >= Number(match.from)) &&
      (match.to === "" || value <= Number(match.to))
    );
  }
  if (match.form !== "compare") return value === Number(match.text);
  const bound = Number(match.bound);
  const verdicts = { ">=": value >= bound, "<=": value <= bound, ">": value > bound };
  return match.operator === "<" ? value < bound : verdicts[match.operator];
}

function holdsAttribute(path: string, match: FieldMatch, { event }: RecordedEvent): boolean {
  return leaves(event.attributes ?? {}, path.split(".")).some((value) => {
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      return false;
    }
    if (match.form === "compare" || match.form === "range") {
      return typeof value === "number" && compare(value, match);
    }
    return isKey(String(value), { ...match, text: match.text });
  });
}

/** Times in tests are whole epoch milliseconds, so the rules of numbers hold but for a range's end. */
function holdsTime(match: FieldMatch, { event }: RecordedEvent): boolean {
  if (match.form === "prefix") return true;
  const timeMs = Date.parse(event.time);
  if (match.form !== "range" || match.to === "") return compare(timeMs, match);
  return compare(timeMs, { ...match, to: String(Number(match.to) - 1) });
}

function holdsField(name: string, path: string, match: FieldMatch, record: RecordedEvent): boolean {
  const { event } = record;
  if (name === "attributes") return holdsAttribute(path, match, record);
  if (name === "time") return holdsTime(match, record);
  if (name === "amount" && event.amount === undefined) return false;
  if (name === "amount" && match.form === "prefix") return true;
  if (name === "amount") return compare(event.amount?.minor ?? 0, match);
  if (match.form === "compare" || match.form === "range") throw new Error(`${name} has no order`);
  switch (name) {
    case "type":
      return isKey(event.type, match);
    case "tx":
      return isKey(event.transactionId, match);
    case "source":
      return isKey(record.source.name, match);
    case "outcome":
      return isKey(event.outcome, match);
    case "level":
      return isKey(event.level, match);
    case "currency":
      return isKey(event.amount?.currency, match);
    case "message":
      return event.message !== undefined && holdsWords(event.message, match);
    case "reason":
      return event.reason !== undefined && holdsWords(event.reason, match);
    case "actor": {
      const { actor } = event;
      if (actor === undefined) return false;
      if (match.text.includes(":")) return isKey(`${actor.type}:${actor.id}`, match);
      return isKey(actor.type, match) || isKey(actor.id, match);
    }
    case "unattributed": {
      if (match.form === "word" && match.text === "false") return event.transactionId !== undefined;
      if (event.transactionId !== undefined) return false;
      if (match.text === "true" || match.text === "") return true;
      return event.unattributed !== undefined && holdsWords(event.unattributed, match);
    }
    case "customer":
      if (event.actor?.type === "customer" && isKey(event.actor.id, match)) return true;
      return (event.objects ?? []).some(({ type, id }) => type === name && isKey(id, match));
    default:
      return (event.objects ?? []).some(({ type, id }) => type === name && isKey(id, match));
  }
}
