import type { EventTypesAnswer } from "#query/answers/event-type-answers.ts";
import type { SearchFieldAnswer } from "#query/answers/search-field-answers.ts";
import type { CompletedPart } from "./completed-part.ts";
import { valueText } from "./refine-query.ts";

/** Something that can be put into the box. */
export interface Suggestion {
  readonly id: string;
  readonly kind: "field" | "value" | "saved" | "asked";
  readonly label: string;
  /** A sentence of the service about it. */
  readonly description: string;
  /** Records that have it; null where they are not counted. */
  readonly count: number | null;
  /** The text of the box with it, and where the caret then stands. */
  readonly text: string;
  readonly caret: number;
  /** It makes a whole query, which is asked at once. */
  readonly isWhole: boolean;
}

/** What suggestions are chosen from; what has not arrived yet is empty. */
export interface SuggestionSources {
  readonly fields: readonly SearchFieldAnswer[];
  readonly eventTypes: EventTypesAnswer["eventTypes"];
  /** Counted values of the field being typed. */
  readonly counted: readonly { readonly value: string; readonly count: number }[];
}

/** More would have to be scrolled past; typing on narrows them. */
const SUGGESTIONS_MAX = 40;

/** Completions of the part at the caret, best first. */
export function suggestionsFor(
  query: string,
  part: CompletedPart,
  sources: SuggestionSources,
): Suggestion[] {
  const found = part.kind === "field" ? fieldsOf(part, sources) : valuesOf(part, sources);
  return found.slice(0, SUGGESTIONS_MAX).map(({ insert, label, description, count }) => ({
    id: `${part.kind} ${label}`,
    kind: part.kind,
    label,
    description,
    count,
    text: query.slice(0, part.from) + insert + query.slice(part.to),
    caret: part.from + insert.length,
    isWhole: false,
  }));
}

interface Choice {
  readonly label: string;
  readonly description: string;
  readonly count: number | null;
  readonly insert: string;
}

function fieldsOf(part: CompletedPart, { fields, eventTypes }: SuggestionSources): Choice[] {
  const wanted = part.typed.toLowerCase();
  const named = fields
    .filter(({ name }) => name.toLowerCase().startsWith(wanted))
    .map(({ name, kind, description }) => {
      const insert = kind === "attribute" ? `${name}.` : `${name}:`;
      return { label: insert, description, count: null, insert };
    });
  const paths = [...attributePaths(eventTypes)]
    .filter(([path]) => `attributes.${path}`.toLowerCase().startsWith(wanted) || path === wanted)
    .map(([path]) => {
      const insert = `attributes.${path}:`;
      return { label: insert, description: "", count: null, insert };
    });
  return [...named, ...paths];
}

function valuesOf(part: CompletedPart, sources: SuggestionSources): Choice[] {
  const wanted = part.typed.toLowerCase();
  const counts = new Map(sources.counted.map(({ value, count }) => [value, count]));
  const name = part.field.toLowerCase();
  const field = sources.fields.find((one) => one.name.toLowerCase() === name);
  const descriptions = new Map<string, string>();
  if (name === "type") {
    for (const { type, description } of sources.eventTypes) descriptions.set(type, description);
  }
  const known = [
    ...counts.keys(),
    ...(field?.values ?? []),
    ...(name === "type" ? familiesOf([...descriptions.keys(), ...counts.keys()]) : []),
    ...descriptions.keys(),
    ...(name.startsWith("attributes.") ? valuesOfAttribute(name, sources.eventTypes) : []),
  ];
  return [...new Set(known)]
    .filter((value) => value.toLowerCase().startsWith(wanted) && value !== part.typed)
    .map((value) => ({
      label: value,
      description: descriptions.get(value) ?? "",
      count: counts.get(value) ?? countOfFamily(value, counts),
      insert: `${valueText(value)} `,
    }));
}

/** `payment.*` for `payment.captured`. */
function familiesOf(types: readonly string[]): string[] {
  return [...new Set(types.map((type) => `${type.split(".")[0]}.*`))];
}

/** Records of all types of a family `payment.*`; null for what is none, or has none. */
function countOfFamily(value: string, counts: ReadonlyMap<string, number>): number | null {
  if (!value.endsWith(".*")) return null;
  let sum = 0;
  for (const [type, count] of counts) if (type.startsWith(value.slice(0, -1))) sum += count;
  return sum === 0 ? null : sum;
}

type Attribute = EventTypesAnswer["eventTypes"][number]["attributes"][number];

function attributePaths(eventTypes: EventTypesAnswer["eventTypes"]): Map<string, Attribute> {
  const paths = new Map<string, Attribute>();
  for (const { attributes } of eventTypes) {
    for (const attribute of attributes) {
      if (!["list", "object"].includes(attribute.kind)) paths.set(attribute.name, attribute);
    }
  }
  return paths;
}

function valuesOfAttribute(
  field: string,
  eventTypes: EventTypesAnswer["eventTypes"],
): readonly string[] {
  for (const [path, { values }] of attributePaths(eventTypes)) {
    if (`attributes.${path}`.toLowerCase() === field) return (values ?? []).map(String);
  }
  return [];
}
