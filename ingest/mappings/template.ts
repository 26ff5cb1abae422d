import { TracewellError } from "#domain/errors.ts";
import { type JsonPath, parseJsonPath, valueAt } from "#ingest/formats/json-path.ts";

/** What a template may name beside the columns of its row. */
export interface TemplateFacts {
  readonly table: string;
  readonly key: string;
  /** Time of the event, RFC 3339 UTC; empty where it is not known yet. */
  readonly time: string;
}

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "column"; readonly name: string; readonly path: JsonPath }
  | { readonly kind: "fact"; readonly fact: keyof TemplateFacts };

/** MySQL's dates that are none. */
const ZERO_DATE = /^0000-00-00(?: 00:00:00(?:\.0+)?)?$/;

const FACTS = new Map<string, keyof TemplateFacts>([
  ["@table", "table"],
  ["@key", "key"],
  ["@time", "time"],
]);

/** Whether a column tells something: it is there, and neither null, empty text nor a zero date. */
export function isPresent(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  return typeof value !== "string" || !ZERO_DATE.test(value);
}

/** A value as it stands in a text. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Text with `{column}` in it; `{{` and `}}` are braces. */
export class Template {
  readonly #parts: readonly Part[];

  /** Throws `invalid-parameter` for a brace without its other, or a path that is none. */
  constructor(source: string) {
    this.#parts = partsOf(source);
  }

  /** Null where a column of it is absent. */
  render(row: Readonly<Record<string, unknown>>, facts: TemplateFacts): string | null {
    let text = "";
    for (const part of this.#parts) {
      if (part.kind === "text") text += part.text;
      else if (part.kind === "fact") text += facts[part.fact];
      else {
        const value = valueAt(row, part.path);
        if (!isPresent(value)) return null;
        text += textOf(value);
      }
    }
    return text;
  }

  /** As far as it goes: a dash stands for what is absent. */
  renderLoosely(row: Readonly<Record<string, unknown>>, facts: TemplateFacts): string {
    return this.#parts
      .map((part) => {
        if (part.kind === "text") return part.text;
        if (part.kind === "fact") return facts[part.fact];
        const value = valueAt(row, part.path);
        return isPresent(value) ? textOf(value) : "–";
      })
      .join("");
  }

  /** The columns it names, for messages. */
  get columns(): readonly string[] {
    return this.#parts.flatMap((part) => (part.kind === "column" ? [part.name] : []));
  }
}

function partsOf(source: string): Part[] {
  const parts: Part[] = [];
  const token = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/gy;
  for (const match of source.matchAll(token)) {
    const [whole, name] = match;
    if (name !== undefined) parts.push(columnOrFact(name, source));
    else if (whole === "{{" || whole === "}}") parts.push({ kind: "text", text: whole.charAt(0) });
    else if (whole === "{" || whole === "}") throw badTemplate(source, "a brace has no other");
    else parts.push({ kind: "text", text: whole });
  }
  return parts;
}

function columnOrFact(name: string, source: string): Part {
  const fact = FACTS.get(name);
  if (fact !== undefined) return { kind: "fact", fact };
  if (name.startsWith("@")) {
    throw badTemplate(source, `there is no ${name}; write ${[...FACTS.keys()].join(", ")}`);
  }
  if (name === "") throw badTemplate(source, "{} names no column");
  return { kind: "column", name, path: parseJsonPath(name) };
}

function badTemplate(source: string, why: string): TracewellError {
  return new TracewellError(
    "invalid-parameter",
    `"${source}" is no template: ${why}; write {column}, and {{ for a brace.`,
    { detail: { parameter: "mapping", value: source } },
  );
}
