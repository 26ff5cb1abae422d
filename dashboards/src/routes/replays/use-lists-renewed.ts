import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ReplayView } from "#query/answers/replay-answers.ts";

/** Lists come from a view that follows the ledger: what an order tells of itself is in them a moment later. */
const BEHIND_MS = 2_000;

/** What changes on the opened order changes the lists beside it, and the count in the masthead. */
export function useListsRenewed(view: ReplayView | undefined): void {
  const client = useQueryClient();
  const standing =
    view === undefined
      ? undefined
      : [view.lifecycle.state, ...view.replays.map(({ state }) => state)].join(" ");
  const before = useRef(standing);
  useEffect(() => {
    const isChanged = before.current !== undefined && before.current !== standing;
    before.current = standing;
    if (!isChanged) return undefined;
    const renew = () =>
      void client.invalidateQueries({
        predicate: ({ queryKey: [name] }) => name === "replays" || name === "waiting",
      });
    renew();
    const later = setTimeout(renew, BEHIND_MS);
    return () => clearTimeout(later);
  }, [client, standing]);
}
