import { expect, test } from "vitest";
import { z } from "zod";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import { ShopError } from "#shop/errors.ts";
import { LocalServices, type Travel } from "#shop/services/local-services.ts";
import { handler, operation } from "#shop/services/operation.ts";

const paint = operation({
  name: "paint",
  method: "POST",
  path: "/walls",
  summary: "Paint a wall",
  input: z.strictObject({ color: z.string(), coats: z.int().default(1) }),
  answer: z.object({ painted: z.string() }),
});
const lie = operation({ ...paint, name: "lie", answer: z.object({ painted: z.number() }) });

interface Painter {
  readonly clock: VirtualClock;
  readonly painted: string[];
  readonly call: (options?: {
    color?: string;
    timeoutMs?: number;
    as?: typeof paint;
  }) => Promise<Told>;
}

/** What came of a call, and when. */
interface Told {
  readonly atMs: number;
  readonly answer?: unknown;
  readonly error?: unknown;
}

function painter(
  travel: Travel,
  handle?: (color: string, clock: VirtualClock) => unknown,
): Painter {
  const clock = new VirtualClock(0);
  const painted: string[] = [];
  const services = new LocalServices({ clock, travel: () => travel });
  const act = async ({ color, coats }: { color: string; coats: number }) => {
    if (handle !== undefined) await handle(color, clock);
    painted.push(`${color} ${coats}`);
    return { painted: color };
  };
  services.add({
    name: "painter",
    handlers: [
      handler(paint, act),
      { operation: lie, handle: () => ({ painted: "not a number" }) },
    ],
  });
  return {
    clock,
    painted,
    call: async ({ color = "red", timeoutMs, as = paint } = {}) => {
      const options = timeoutMs === undefined ? {} : { timeoutMs };
      const told = services
        .call("painter", as, { color } as z.infer<typeof paint.input>, options)
        .then(
          (answer) => ({ atMs: clock.nowMs(), answer }),
          (error: unknown) => ({ atMs: clock.nowMs(), error }),
        );
      await clock.runUntil(clock.nowMs() + 200_000);
      return told;
    },
  };
}

test("an answer takes the way there and back, and defaults of the input hold", async () => {
  const { call, painted } = painter({ requestMs: 20, answerMs: 30 });
  expect(await call()).toEqual({ atMs: 50, answer: { painted: "red" } });
  expect(painted).toEqual(["red 1"]);
});

test("an answer that comes too late is a timeout, and what was asked is done all the same", async () => {
  const { call, painted } = painter({ requestMs: 600, answerMs: 600 });
  const { atMs, error } = await call({ timeoutMs: 1_000 });
  expect(atMs).toBe(1_000);
  expect(error).toMatchObject({
    code: "service-timeout",
    detail: { service: "painter", operation: "paint", timeoutMs: 1_000 },
  });
  expect(painted).toEqual(["red 1"]);
});

test("just in time is in time, in the same moment is not", async () => {
  const early = painter({ requestMs: 500, answerMs: 499 });
  expect(await early.call({ timeoutMs: 1_000 })).toMatchObject({ atMs: 999, answer: {} });
  const together = painter({ requestMs: 500, answerMs: 500 });
  expect(await together.call({ timeoutMs: 1_000 })).toMatchObject({
    atMs: 1_000,
    error: { code: "service-timeout" },
  });
});

test("a lost request is never done, a lost answer is; the caller waits a minute for both", async () => {
  const lostRequest = painter({ requestMs: 20, answerMs: 30, lost: "request" });
  expect(await lostRequest.call()).toMatchObject({
    atMs: 60_000,
    error: { code: "service-timeout" },
  });
  expect(lostRequest.painted).toEqual([]);
  const lostAnswer = painter({ requestMs: 20, answerMs: 30, lost: "answer" });
  expect(await lostAnswer.call()).toMatchObject({
    atMs: 60_000,
    error: { code: "service-timeout" },
  });
  expect(lostAnswer.painted).toEqual(["red 1"]);
});

test("a refusal keeps what the service said, and comes back the same way", async () => {
  const { call } = painter({ requestMs: 20, answerMs: 30 }, () => {
    throw new ShopError("out-of-stock", "There is no red left.", { detail: { color: "red" } });
  });
  expect(await call()).toMatchObject({
    atMs: 50,
    error: {
      code: "service-refused",
      message: "painter refused: There is no red left.",
      detail: { code: "out-of-stock", color: "red", service: "painter" },
    },
  });
});

test("a refusal that comes after the timeout disturbs nobody", async () => {
  const { call } = painter({ requestMs: 20, answerMs: 30 }, async (_color, clock) => {
    await clock.sleep(90_000);
    throw new ShopError("out-of-stock", "There is no red left.");
  });
  expect(await call()).toMatchObject({ atMs: 60_000, error: { code: "service-timeout" } });
});

test("an answer of another form is malformed", async () => {
  const { call } = painter({ requestMs: 20, answerMs: 30 });
  const { error } = await call({ as: lie as unknown as typeof paint });
  expect(error).toMatchObject({
    code: "malformed-answer",
    detail: { service: "painter", operation: "lie", place: "painted" },
  });
});

test("a service or an operation that is not there was certainly not done", async () => {
  const clock = new VirtualClock(0);
  const services = new LocalServices({ clock, travel: () => ({ requestMs: 1, answerMs: 1 }) });
  await expect(services.call("nobody", paint, { color: "red", coats: 1 })).rejects.toMatchObject({
    code: "service-unavailable",
  });
});

test("what is passed is a copy on both ways", async () => {
  const clock = new VirtualClock(0);
  const services = new LocalServices({ clock, travel: () => ({ requestMs: 1, answerMs: 1 }) });
  const seen: unknown[] = [];
  const kept = { painted: "red" };
  services.add({
    name: "painter",
    handlers: [
      {
        operation: paint,
        handle: (input) => {
          seen.push(input);
          return kept;
        },
      },
    ],
  });
  const input = { color: "red", coats: 2 };
  const call = services.call("painter", paint, input);
  input.color = "blue";
  await clock.runUntil(10);
  const answer = await call;
  expect(seen[0]).not.toBe(input);
  expect(answer).toEqual(kept);
  expect(answer).not.toBe(kept);
});
