import { type JsonPath, parseJsonPath, valueAt } from "#ingest/formats/json-path.ts";
import { isoTime, type ZoneClock } from "#ingest/formats/source-time.ts";
import { readAnyTime } from "#ingest/formats/field-mapping.ts";
import { isReading, type Reading, type ValueTemplate } from "#ingest/mappings/mapping-schema.ts";
import { isPresent, Template, type TemplateFacts, textOf } from "#ingest/mappings/template.ts";

type Row = Readonly<Record<string, unknown>>;

/** Gives a value, or undefined where its columns are absent. Says what is wrong by `report`. */
export type ValueReader = (
  row: Row,
  facts: TemplateFacts,
  report: (problem: string) => void,
) => unknown;

/** Compiles the value of an attribute. Throws `invalid-parameter` for a template or path that is none. */
export function valueReader(value: ValueTemplate, clock: ZoneClock): ValueReader {
  if (typeof value === "string") {
    const template = new Template(value);
    return (row, facts) => template.render(row, facts) ?? undefined;
  }
  if (typeof value !== "object" || value === null) return () => value;
  if (Array.isArray(value)) {
    const readers = value.map((part) => valueReader(part, clock));
    return (row, facts, report) =>
      readers.map((read) => read(row, facts, report)).filter((part) => part !== undefined);
  }
  if (isReading(value)) return readingReader(value, clock);
  const members = Object.entries(value).map(
    ([name, part]) => [name, valueReader(part, clock)] as const,
  );
  return (row, facts, report) => {
    const read = members
      .map(([name, reader]) => [name, reader(row, facts, report)] as const)
      .filter(([, part]) => part !== undefined);
    return read.length === 0 ? undefined : Object.fromEntries(read);
  };
}

function readingReader(reading: Reading, clock: ZoneClock): ValueReader {
  const path: JsonPath = parseJsonPath(reading.path);
  const { cases, otherwise, as = "text" } = reading;
  const fallback = otherwise ?? undefined;
  const byText = cases === undefined ? null : new Map(Object.entries(cases));
  return (row, _facts, report) => {
    const value = valueAt(row, path);
    if (!isPresent(value)) return fallback;
    const text = textOf(value);
    if (byText !== null) return byText.has(text) ? byText.get(text) : fallback;
    const converted = CONVERSIONS[as](text, clock);
    if (converted === undefined && otherwise !== undefined) return fallback;
    if (converted === undefined) {
      report(`${reading.path} is ${JSON.stringify(text.slice(0, 64))}, not ${KINDS[as]}`);
    }
    return converted;
  };
}

type Kind = NonNullable<Reading["as"]>;

const KINDS: Readonly<Record<Kind, string>> = {
  text: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  time: "a time",
};

const BOOLEANS = new Map([
  ["1", true],
  ["true", true],
  ["t", true],
  ["yes", true],
  ["y", true],
  ["0", false],
  ["false", false],
  ["f", false],
  ["no", false],
  ["n", false],
]);

/** Each gives undefined for what it cannot read. */
const CONVERSIONS: Readonly<Record<Kind, (text: string, clock: ZoneClock) => unknown>> = {
  text: (text) => text,
  // Zeros that pad a number of a sequence say nothing; digits beyond 2^53 would be changed.
  integer: (text) =>
    /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined,
  number: (text) =>
    /^-?\d+(?:\.\d+)?$/.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined,
  boolean: (text) => BOOLEANS.get(text.toLowerCase()),
  time: (text, clock) => {
    const reading = readAnyTime(text, clock);
    return reading?.ok === true ? isoTime(reading.ms) : undefined;
  },
};
