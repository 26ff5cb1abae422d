import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import type {
  FieldKind,
  SpooledField,
  SpooledRelation,
  SpooledValue,
} from "#storage/exports/export-spool.ts";

/** The time of values that hold from the beginning on, as the standard's own logs write it. */
const FROM_THE_BEGINNING = "1970-01-01T00:00:00.000Z";

export interface ObjectDescription {
  readonly fields: readonly SpooledField[];
  readonly values: readonly SpooledValue[];
  readonly relations: readonly SpooledRelation[];
}

/**
 * A life as attributes of an object: its state as it changes, its sums and findings as they stand in the
 * end, and its links to other objects, qualified by their relation.
 */
export function describeObject(lifecycle: Lifecycle): ObjectDescription {
  const { object, aliases, states, money, findings, links, asOf } = lifecycle;
  const fields: SpooledField[] = [];
  const values: SpooledValue[] = [];
  const add = (name: string, kind: FieldKind, time: string, value: string): void => {
    fields.push({ owner: "object", type: object.type, name, kind });
    values.push({ name, time, value });
  };
  for (const alias of aliases) add("alias", "string", FROM_THE_BEGINNING, alias);
  for (const { state, from } of states) add("state", "string", from, state);
  for (const [sum, { minor, currency }] of Object.entries(money)) {
    add(`${sum}Minor`, "integer", asOf, String(minor));
    add(`${sum}Currency`, "string", asOf, currency);
  }
  add("findings", "string", asOf, findings.map(({ rule }) => rule).join(" "));
  const relations = links.map(({ type, id, relation }) => {
    return { to: { type, id }, qualifier: relation };
  });
  return { fields, values, relations };
}
