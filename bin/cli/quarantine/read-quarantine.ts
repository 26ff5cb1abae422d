import type { QuarantineList } from "#query/answers/quarantine-answers.ts";
import type { ApiClient } from "../api-client.ts";
import { readListPages } from "../read-list-pages.ts";

/** The pages of the quarantine, newest first, at least one; `limit` items over all pages, or every one. */
export function readQuarantine(
  client: ApiClient,
  asked: { readonly status: string; readonly source?: string | undefined; readonly limit?: number },
): AsyncGenerator<QuarantineList> {
  const { status, source, limit } = asked;
  return readListPages(client, "/api/v1/quarantine", { status, source }, limit);
}
