import { expect, test } from "vitest";
import { coverageFacts, indexCoverage } from "#query/api/coverage-facts.ts";
import type { ServiceStatus } from "#query/api/ports.ts";

function status(index: number, lifecycles: number): ServiceStatus {
  const follower = { ledger: "main", headSeq: 9, status: "paused" } as const;
  return {
    heads: [{ ledger: "main", headSeq: 9 }],
    quarantinedOpen: 0,
    ready: true,
    followers: [
      { ...follower, name: "index", throughSeq: index },
      { ...follower, name: "lifecycles", throughSeq: lifecycles },
    ],
  };
}

test("what rests on the index alone is as complete as the index is", () => {
  const { reasons } = coverageFacts(status(4, 2));
  expect(reasons).toEqual(["The follower index of ledger main is paused at 4 of 9."]);
  expect(indexCoverage(status(4, 2)).ledgers).toEqual([
    { ledger: "main", throughSeq: 4, headSeq: 9 },
  ]);
});
