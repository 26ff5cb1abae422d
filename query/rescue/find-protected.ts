import type { RecordedEvent } from "#domain/events/event.ts";
import { protectedToken } from "#domain/tokens/event-tokens.ts";
import type { Candidate } from "../answers/query-answers.ts";
import type { Positions } from "../coverage.ts";
import type { QuerySources } from "../query-sources.ts";
import { readRecords } from "../reading/read-records.ts";
import { idSpellings, QUOTED_PROTECTED_PATHS } from "../search/plan-text.ts";

/** What a protected field is called, and which objects its value leads to, the best first. */
const MEANINGS: Readonly<
  Record<(typeof QUOTED_PROTECTED_PATHS)[number], { name: string; leadsTo: readonly string[] }>
> = {
  "attributes.code": { name: "gift-card code", leadsTo: ["giftCard", "license", "order"] },
  "attributes.licenseNumber": { name: "license number", leadsTo: ["license", "order"] },
  "attributes.email": { name: "e-mail address", leadsTo: ["customer", "order", "quote"] },
  "attributes.recipient": { name: "recipient", leadsTo: ["mail", "order", "customer"] },
};

/** Records read for one value: a card's own events; an address may stand in thousands. */
const RECORDS_READ_MAX = 100;

/** The objects of the first type the record has; its transaction when it has none of them. */
function objectsOf(
  { event }: RecordedEvent,
  leadsTo: readonly string[],
): { objectType: string; id: string }[] {
  const objects = event.objects ?? [];
  for (const wanted of leadsTo) {
    const found = objects.filter(({ type }) => type === wanted);
    if (found.length > 0) return found.map(({ type, id }) => ({ objectType: type, id }));
  }
  if (event.transactionId === undefined) return [];
  return [{ objectType: "transaction", id: event.transactionId }];
}

/** Objects whose records hold the given text as a protected value, found by its keyed hash alone. */
export async function findProtected(
  sources: QuerySources,
  given: string,
  positions: Positions,
): Promise<{ candidates: Candidate[]; tried: { what: string; found: number }[] }> {
  const candidates = new Map<string, Candidate>();
  const tried: { what: string; found: number }[] = [];
  for (const path of QUOTED_PROTECTED_PATHS) {
    const { name, leadsTo } = MEANINGS[path];
    const hits = await sources.index.search({
      expression: {
        kind: "or",
        operands: idSpellings(given).map((text) => ({
          kind: "token" as const,
          token: protectedToken(path, sources.searchHash(path, text)),
        })),
      },
      order: "newest",
      limit: RECORDS_READ_MAX,
      throughSeq: positions,
    });
    const before = candidates.size;
    for (const { record } of readRecords(sources.ledgers, hits).records) {
      for (const { objectType, id } of objectsOf(record, leadsTo)) {
        const reason = `its ${name} is what was given`;
        const candidate = { objectType, id, exact: true, score: 1, reason, differences: [] };
        const key = JSON.stringify([objectType, id]);
        if (!candidates.has(key)) candidates.set(key, candidate);
      }
    }
    tried.push({ what: `${name}, by its keyed hash`, found: candidates.size - before });
  }
  return { candidates: [...candidates.values()], tried };
}
