import { TracewellError } from "#domain/errors.ts";
import { skeletonOf } from "#domain/identifiers/skeleton.ts";
import { transactionToken } from "#domain/tokens/event-tokens.ts";
import { foldKey } from "#domain/tokens/words.ts";
import type { Token } from "#storage/index/event-index.ts";
import type { Positions } from "../coverage.ts";
import type { QuerySources } from "../query-sources.ts";

/** IDs of one skeleton that are compared; only look-alikes of one ID share it. */
const SPELLINGS_READ_MAX = 100;

/** Case, blanks and dashes never count in an ID that was copied; anything else is a guess. */
function withoutDashes(id: string): string {
  return foldKey(id.replaceAll(/[\s\p{Pd}]+/gu, ""));
}

async function hasRecords(
  sources: QuerySources,
  token: Token,
  positions: Positions,
): Promise<boolean> {
  const hits = await sources.index.search({
    expression: { kind: "token", token },
    order: "oldest",
    limit: 1,
    throughSeq: positions,
  });
  return hits.length > 0;
}

/** Spellings of the index whose case, blanks and dashes alone differ from the given one. */
async function spellingsOf(sources: QuerySources, id: string): Promise<string[]> {
  const skeleton = skeletonOf(id);
  if (skeleton === "") return [];
  const found = await sources.index.identifiers({
    from: skeleton,
    to: `${skeleton}!`,
    reversed: false,
    limit: SPELLINGS_READ_MAX,
  });
  return found
    .filter((other) => other.objectType === "transaction")
    .map((other) => other.id)
    .filter((other) => withoutDashes(other) === withoutDashes(id));
}

/**
 * The token of a transaction's records. Throws `not-found` with the way to `/resolve` when there is none,
 * saying so when the index is behind.
 */
export async function findTransaction(
  sources: QuerySources,
  id: string,
  options: { readonly positions: Positions; readonly isBehind: boolean },
): Promise<Token> {
  const given = id.trim();
  for (const spelling of [given, withoutDashes(given)]) {
    const token = transactionToken(spelling);
    if (await hasRecords(sources, token, options.positions)) return token;
  }
  for (const spelling of await spellingsOf(sources, given)) {
    const token = transactionToken(spelling);
    if (await hasRecords(sources, token, options.positions)) return token;
  }
  const resolve = `/api/v1/resolve?id=${encodeURIComponent(given)}`;
  throw new TracewellError(
    "not-found",
    `No record names the transaction ${given}${options.isBehind ? " as far as the index has read" : ""}. ` +
      `If the ID may be misread, ${resolve} lists what could be meant.`,
    { detail: { id: given, resolve } },
  );
}
