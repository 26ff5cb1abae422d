import fc from "fast-check";
import { expect, test } from "vitest";
import { RETRY_DELAYS_MS } from "#query/alerts/attempt-delivery.ts";
import { AlertStage } from "./alert-stage.ts";
import { WebhookReceiver, type Answer } from "./webhook-receiver.ts";

const AT = "2026-03-01T11:59:00.000Z";
const EVENTS = {
  match: { type: "payment.declined", time: AT },
  other: { type: "order.placed", time: AT },
} as const;

/** The longest pause between two attempts, and the pulse. */
const LONGEST_MS = Math.max(...RETRY_DELAYS_MS) + 1_000;

const step = fc.oneof(
  fc.record({
    kind: fc.constant("append" as const),
    events: fc.array(fc.constantFrom("match" as const, "other" as const), {
      minLength: 1,
      maxLength: 5,
    }),
  }),
  fc.record({
    kind: fc.constant("answers" as const),
    answers: fc.array(fc.constantFrom<Answer>(204, 500, "cut", 302), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("pass" as const), ms: fc.nat({ max: LONGEST_MS }) }),
  fc.record({ kind: fc.constant("crash" as const) }),
  fc.record({ kind: fc.constant("stopped" as const), isLedgerStopped: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer Kind> ? Kind : never;

async function take(stage: AlertStage, receiver: WebhookReceiver, one: Step): Promise<void> {
  if (one.kind === "append") await stage.append(...one.events.map((kind) => EVENTS[kind]));
  else if (one.kind === "answers") receiver.answers = [...one.answers];
  else if (one.kind === "pass") await stage.settle(one.ms);
  else if (one.kind === "crash") await stage.crash();
  else ({ isLedgerStopped: stage.isLedgerStopped } = one);
}

test("whatever happens, each match is in one message, in order, and each message ends in one event", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      await using receiver = await WebhookReceiver.listen();
      await using stage = new AlertStage(receiver);
      await stage.append(EVENTS.match);
      const { id: searchId } = await stage.desk.saveSearch({
        name: "declined",
        q: "type:payment.declined",
        by: "admin",
      });
      await stage.desk.createAlert({
        name: "cashier",
        subject: { kind: "search", searchId },
        url: receiver.url,
        isEnabled: true,
        by: "admin",
      });
      for (const one of steps) await take(stage, receiver, one);
      receiver.answers = [];
      stage.isLedgerStopped = false;
      for (let round = 0; round < 4; round += 1) await stage.settle(LONGEST_MS);

      const { headSeq = 0 } = stage.query.request().facts.heads[0] ?? {};
      const all = await stage.query.engine.tail({
        ledger: "main",
        afterSeq: 1,
        headSeq,
        queries: ["type:payment.declined"],
        nowMs: stage.time.nowMs,
        recordsMax: 10_000,
      });
      const messages = new Map(
        receiver.received.map(({ headers, body }) => [String(headers["webhook-id"]), body]),
      );
      const told = [...messages.values()].flatMap((body) =>
        (JSON.parse(body) as { data: { records: { reference: string }[] } }).data.records.map(
          ({ reference }) => reference,
        ),
      );
      expect(told).toEqual(all.items.map(({ event }) => event.reference));
      const ended = stage.written.map(({ attributes }) => String(attributes?.["delivery"]));
      expect(ended.toSorted()).toEqual([...messages.keys()].toSorted());
      expect(stage.failures.every((error) => String(error).includes("The disk is full"))).toBe(
        true,
      );
    }),
    { numRuns: 25 },
  );
});
