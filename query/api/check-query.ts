import type { ApiContext } from "./context.ts";

/** Throws `invalid-query`, with its place in the text, for a query that cannot be read. */
export async function checkQuery(context: ApiContext, query: string): Promise<void> {
  const [head] = context.ports.status().heads;
  if (head === undefined) return;
  const { ledger, headSeq } = head;
  await context.ports.engine.tail({
    ledger,
    afterSeq: headSeq,
    headSeq,
    queries: [query],
    nowMs: context.nowMs(),
    recordsMax: 1,
  });
}
