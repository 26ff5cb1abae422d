import type { Exported } from "#query/answers/export-answers.ts";
import { text } from "../../messages/current.ts";

/** `from 2026-03-02, to 2026-03-03`: what narrows an export, in the reader's words. */
function filtersOf(narrowing: Readonly<Record<string, string | boolean | undefined>>): string {
  const { filter, filters } = text.exports;
  return Object.entries(narrowing)
    .flatMap(([name, value]) => {
      if (value === undefined || value === false || value === "") return [];
      const word = filters[name] ?? name;
      return [value === true ? word : filter(word, value)];
    })
    .join(", ");
}

/** What is taken along, in one line. */
export function describeExported(what: Exported): string {
  const { kinds } = text.exports;
  if (what.kind === "object") {
    const { type, id, asOf, knownAt } = what;
    const moment = filtersOf({ asOf, knownAt });
    const object = kinds.object(text.common.of(type), id);
    return moment === "" ? object : `${object}, ${moment}`;
  }
  if (what.kind === "search") {
    const { q = "", from, to } = what;
    const range = filtersOf({ from, to });
    const records = q === "" ? kinds.allRecords : kinds.records(q);
    return range === "" ? records : `${records}, ${range}`;
  }
  const { kind: _kind, ...narrowing } = what;
  const filters = filtersOf(narrowing);
  return filters === "" ? kinds.allObjects : kinds.objects(filters);
}
