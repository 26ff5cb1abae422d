import { expect, test } from "vitest";
import { advanceFollower } from "#bin/service/advance-follower.ts";

/** Answers each call when it is told to. */
class SlowFollower {
  readonly heads: unknown[] = [];
  #answer: (() => void) | null = null;

  call<Result>(_method: string, headSeq: unknown): Promise<Result> {
    this.heads.push(headSeq);
    return new Promise((resolve) => {
      this.#answer = () => resolve(null as Result);
    });
  }

  async answer(): Promise<void> {
    this.#answer?.();
    await new Promise(setImmediate);
  }
}

test("a slow follower is told of the newest head alone, once it has answered", async () => {
  const follower = new SlowFollower();
  const advance = advanceFollower(follower, (error) => expect.fail(String(error)));
  for (const headSeq of [3, 4, 9, 7]) advance(headSeq);
  expect(follower.heads).toEqual([3]);
  await follower.answer();
  expect(follower.heads).toEqual([3, 9]);
  await follower.answer();
  advance(9);
  expect(follower.heads).toEqual([3, 9]);
  advance(10);
  expect(follower.heads).toEqual([3, 9, 10]);
});

test("a failure is told, and the next head is tried again", async () => {
  const failures: unknown[] = [];
  let calls = 0;
  const advance = advanceFollower(
    {
      call: () =>
        calls++ === 0 ? Promise.reject(new Error("gone")) : Promise.resolve(null as never),
    },
    (error) => failures.push(error),
  );
  advance(5);
  await new Promise(setImmediate);
  advance(6);
  await new Promise(setImmediate);
  expect({ failures, calls }).toEqual({ failures: [new Error("gone")], calls: 2 });
});
