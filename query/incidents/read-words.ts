import type { Coverage } from "#query/answers/coverage.ts";
import { OWN_SOURCE } from "#query/own-source.ts";
import type { QueryEngine, QueryRequest } from "#query/query-engine.ts";
import { WORDS_MAX } from "./incident-limits.ts";
import { type IncidentWord, readWord } from "./incident-word.ts";

/** Records of one question to the engine: its own bound. */
const PAGE_RECORDS = 1_000;

export interface ReadWords {
  /** Oldest first. */
  readonly words: readonly IncidentWord[];
  readonly coverage: Coverage;
  /** There are more than are read. */
  readonly isCut: boolean;
}

/** Only what the service itself recorded counts as said of an incident. */
function queryOf(incidentIds: readonly string[]): string {
  const named = incidentIds.map((id) => `incident:${JSON.stringify(id)}`);
  return `source:${OWN_SOURCE} type:incident.* (${named.join(" OR ")})`;
}

/** Everything that was said of these incidents. */
export async function readWords(
  engine: Pick<QueryEngine, "events">,
  request: QueryRequest,
  incidentIds: readonly string[],
): Promise<ReadWords> {
  const q = queryOf(incidentIds);
  const words: IncidentWord[] = [];
  const wordsMax = WORDS_MAX * incidentIds.length;
  let cursor: string | null = null;
  for (;;) {
    const page = await engine.events({
      ...request,
      q,
      order: "oldest",
      limit: PAGE_RECORDS,
      ...(cursor !== null && { cursor }),
    });
    words.push(...page.items.flatMap((event) => readWord(event) ?? []));
    cursor = page.nextCursor;
    const isCut = cursor !== null && words.length >= wordsMax;
    if (cursor === null || isCut) return { words, coverage: page.coverage, isCut };
  }
}
