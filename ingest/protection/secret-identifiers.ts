import type { AuditEvent, ParseNote } from "#domain/events/event.ts";
import type { KnownValue } from "#domain/protection/free-text.ts";
import { searchTextOf } from "#domain/protection/search-text.ts";

/**
 * A note when a producer names an object by a secret of the same event: identifiers stay in clear, because
 * events are found and joined by them, so only the producer can mend this.
 */
export function secretIdentifierNotes(
  event: AuditEvent,
  known: readonly KnownValue[],
): ParseNote[] {
  const secrets = new Set(
    known.filter(({ kind }) => kind !== "personal").map(({ clear }) => searchTextOf(clear)),
  );
  const paths = (event.objects ?? []).flatMap(({ id }, index) =>
    secrets.has(searchTextOf(id)) ? [`objects.${index}.id`] : [],
  );
  if (paths.length === 0) return [];
  return [
    {
      code: "secret-as-identifier",
      message: `${paths.join(", ")} is a declared secret and stands in clear: name gift cards by their account ID and licenses by their LN ID.`,
    },
  ];
}
