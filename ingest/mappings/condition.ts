import { type JsonPath, parseJsonPath, valueAt } from "#ingest/formats/json-path.ts";
import type { Condition } from "#ingest/mappings/mapping-schema.ts";
import { isPresent, textOf } from "#ingest/mappings/template.ts";

interface ColumnTest {
  readonly path: JsonPath;
  readonly holds: (value: unknown) => boolean;
}

/** Conditions on columns, of which all must hold. Values are compared as text: CSV has nothing else. */
export class Conditions {
  readonly #tests: readonly ColumnTest[];

  /** Throws `invalid-parameter` for a path that is none. */
  constructor(conditions: Readonly<Record<string, Condition>> = {}) {
    this.#tests = Object.entries(conditions).map(([column, condition]) => ({
      path: parseJsonPath(column),
      holds: testOf(condition),
    }));
  }

  hold(row: Readonly<Record<string, unknown>>): boolean {
    return this.#tests.every(({ path, holds }) => holds(valueAt(row, path)));
  }
}

function testOf(condition: Condition): (value: unknown) => boolean {
  if (condition.present === true) return isPresent;
  if (condition.absent === true) return (value) => !isPresent(value);
  const wanted = condition.in ?? condition.notIn ?? [condition.equals];
  const texts = new Set(wanted.map(comparable));
  if (condition.notIn !== undefined) return (value) => !texts.has(comparable(value));
  return (value) => texts.has(comparable(value));
}

/** Null for what is absent, so that `equals: null` finds missing columns, nulls and empty text alike. */
function comparable(value: unknown): string | null {
  return isPresent(value) ? textOf(value) : null;
}
