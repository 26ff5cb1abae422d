import { expect, test } from "vitest";
import { failureLog } from "#bin/service/failure-log.ts";
import type { FollowerState } from "#storage/index/follower-progress.ts";

const STATE = { name: "index", ledger: "main", throughSeq: 3, headSeq: 9 };

function failed(reason: string): FollowerState {
  return { ...STATE, status: "failed", reason };
}

test("a failure is logged once with its reason, and again after a recovery", () => {
  const logged: unknown[] = [];
  const error = (facts: unknown) => void logged.push(facts);
  const log = failureLog({ error });
  log({ ...STATE, status: "catching-up" });
  log(failed("The disk is full."));
  log(failed("The disk is full."));
  expect(logged).toEqual([{ ...without(STATE), reason: "The disk is full." }]);
  log(failed("The disk gave an error."));
  log({ ...STATE, status: "following" });
  log(failed("The disk gave an error."));
  expect(logged).toHaveLength(3);
});

function without({ name, ...rest }: typeof STATE) {
  return { follower: name, ...rest };
}
