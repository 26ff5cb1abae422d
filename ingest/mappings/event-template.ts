import type { ParseNote } from "#domain/events/event.ts";
import { EVENT_SCHEMA_VERSION } from "#domain/events/event.ts";
import { valueAt, parseJsonPath } from "#ingest/formats/json-path.ts";
import { parseNote } from "#ingest/formats/parse-notes.ts";
import { isoTime, type ZoneClock } from "#ingest/formats/source-time.ts";
import { type ValueReader, valueReader } from "#ingest/mappings/attribute-value.ts";
import { Conditions } from "#ingest/mappings/condition.ts";
import type { EventTemplate } from "#ingest/mappings/mapping-schema.ts";
import { currencyDecimals, readMoney } from "#ingest/mappings/money.ts";
import { ObjectTemplates } from "#ingest/mappings/object-templates.ts";
import { isPresent, Template, textOf, type TemplateFacts } from "#ingest/mappings/template.ts";
import { TimeColumn } from "#ingest/mappings/time-column.ts";

type Row = Readonly<Record<string, unknown>>;

/** What one template made of a row. */
export type TemplateResult =
  | { readonly ok: true; readonly event: Record<string, unknown> }
  /** One phrase that names the template, and whether it is the time that is wrong. */
  | { readonly ok: false; readonly problem: string; readonly isTime: boolean };

const PLAIN_TEXTS = ["outcome", "reason", "level"] as const;

/** One event that a mapping makes of a row, ready. Throws `invalid-parameter` for a bad path or template. */
export class CompiledEventTemplate {
  readonly type: string;
  readonly #conditions: Conditions;
  readonly #time: TimeColumn;
  readonly #id: Template;
  readonly #transactionId: Template | null;
  readonly #objects: ObjectTemplates;
  readonly #actor: { type: string; id: Template } | null;
  readonly #amount: AmountReader | null;
  readonly #texts: readonly (readonly [string, Template])[];
  readonly #message: Template | null;
  readonly #attributes: readonly (readonly [string, ValueReader])[];
  readonly #note: ParseNote | null;

  constructor(template: EventTemplate, clock: ZoneClock) {
    this.type = template.type;
    this.#conditions = new Conditions(template.when);
    this.#time = new TimeColumn(template.time, clock);
    this.#id = new Template(template.id ?? `{@table}:{@key}:${template.type}`);
    this.#transactionId = optional(template.transactionId);
    this.#objects = new ObjectTemplates(template.objects);
    this.#actor =
      template.actor === undefined
        ? null
        : { type: template.actor.type, id: new Template(template.actor.id) };
    this.#amount = template.amount === undefined ? null : amountReader(template.amount);
    this.#texts = PLAIN_TEXTS.flatMap((name) => {
      const text = template[name];
      return text === undefined ? [] : [[name, new Template(text)] as const];
    });
    this.#message = optional(template.message);
    this.#attributes = Object.entries(template.attributes ?? {}).map(
      ([name, value]) => [name, valueReader(value, clock)] as const,
    );
    this.#note =
      template.note === undefined ? null : parseNote("mapped-approximately", template.note);
  }

  /** Null when the template does not take the row. */
  apply(
    row: Row,
    place: { readonly table: string; readonly key: string },
    assumedTimeMs: number | undefined,
  ): TemplateResult | null {
    if (!this.#conditions.hold(row)) return null;
    const reading = this.#time.read(row, assumedTimeMs);
    if (!reading.ok) return this.#refuse(reading.problem, true);
    const time = isoTime(reading.ms);
    const facts: TemplateFacts = { ...place, time };
    const id = this.#id.render(row, facts);
    if (id === null) return this.#refuse(`its ID needs ${this.#id.columns.join(", ")}`, false);
    const problems: string[] = [];
    const amount = this.#amount?.(row, facts, (problem) => problems.push(problem));
    const attributes = this.#attributes.flatMap(([name, read]) => {
      const value = read(row, facts, (problem) => problems.push(problem));
      return value === undefined ? [] : [[name, value] as const];
    });
    if (problems.length > 0) return this.#refuse(problems.join("; "), false);
    const notes = [...reading.notes, ...(this.#note === null ? [] : [this.#note])];
    const transactionId = this.#transactionId?.render(row, facts) ?? null;
    const actorId = this.#actor?.id.render(row, facts) ?? null;
    const objects = this.#objects.render(row, facts);
    const texts = this.#texts.flatMap(([name, template]) => {
      const text = template.render(row, facts);
      return text === null ? [] : [[name, text] as const];
    });
    const event = {
      id,
      type: this.type,
      time,
      ...(transactionId !== null && { transactionId }),
      ...(objects.length > 0 && { objects }),
      ...(this.#actor !== null &&
        actorId !== null && {
          actor: { type: this.#actor.type, id: actorId },
        }),
      ...(amount !== undefined && { amount }),
      ...Object.fromEntries(texts),
      ...(this.#message !== null && { message: this.#message.renderLoosely(row, facts) }),
      ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
      ...(notes.length > 0 && { parseNotes: notes }),
      schemaVersion: EVENT_SCHEMA_VERSION,
    };
    return { ok: true, event };
  }

  #refuse(problem: string, isTime: boolean): TemplateResult {
    return { ok: false, problem: `${this.type}: ${problem}`, isTime };
  }
}

type AmountReader = (
  row: Row,
  facts: TemplateFacts,
  report: (problem: string) => void,
) => { minor: number; currency: string } | undefined;

function amountReader(amount: NonNullable<EventTemplate["amount"]>): AmountReader {
  const path = parseJsonPath(amount.minor);
  const currency = new Template(amount.currency);
  return (row, facts, report) => {
    const value = valueAt(row, path);
    if (!isPresent(value)) return undefined;
    const code = currency.render(row, facts);
    if (code === null) report(`the amount has no currency at ${currency.columns.join(", ")}`);
    const scale = amount.scale ?? (code === null ? null : currencyDecimals(code));
    if (scale === null) {
      if (code !== null) report(`${JSON.stringify(code.slice(0, 16))} is no code of a currency`);
      return undefined;
    }
    const money = readMoney(textOf(value), scale, amount.decimal);
    if (!money.ok) report(`${money.problem} (column ${amount.minor})`);
    return money.ok && code !== null ? { minor: money.minor, currency: code } : undefined;
  };
}

function optional(text: string | undefined): Template | null {
  return text === undefined ? null : new Template(text);
}
