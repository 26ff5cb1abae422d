import fc from "fast-check";
import { expect, test } from "vitest";
import { RETRY_DELAYS_MS } from "#query/alerts/attempt-delivery.ts";
import { FINDING_SETTLED_MS } from "#query/alerts/gather-findings.ts";
import type { FindingChange } from "#storage/lifecycles/lifecycle-store.ts";
import { AlertStage } from "./alert-stage.ts";
import { WebhookReceiver, type Answer } from "./webhook-receiver.ts";

const LONGEST_MS = Math.max(...RETRY_DELAYS_MS) + 1_000;

/** Objects and reasons are few, so that findings come, go and come again. */
const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom("found" as const, "gone" as const),
    object: fc.nat({ max: 3 }),
    since: fc.nat({ max: 2 }),
  }),
  fc.record({
    kind: fc.constant("answers" as const),
    answers: fc.array(fc.constantFrom<Answer>(204, 500, "cut"), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("pass" as const), ms: fc.nat({ max: 2 * FINDING_SETTLED_MS }) }),
  fc.record({ kind: fc.constantFrom("crash" as const, "rebuild" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Kind> ? Kind : never;

interface Message {
  readonly data: { readonly findings: readonly { on: { id: string }; since: string }[] };
}

/** What holds now, by object: since when. */
type Held = Map<number, number>;

async function take(stage: AlertStage, receiver: WebhookReceiver, held: Held, one: Step) {
  if ("object" in one) change(stage, held, one);
  else if (one.kind === "answers") receiver.answers = [...one.answers];
  else if (one.kind === "pass") await stage.settle(one.ms);
  else if (one.kind === "crash") await stage.crash();
  else stage.findings.rebuild(stage.time.nowMs);
}

/** As a view would: it tells of what came up and what went away. */
function change(
  stage: AlertStage,
  held: Held,
  { kind, object, since }: { kind: "found" | "gone"; object: number; since: number },
): void {
  const known = held.get(object);
  if ((known === undefined) !== (kind === "found")) return;
  const sinceMs = known ?? START_MS + since;
  if (kind === "found") held.set(object, sinceMs);
  else held.delete(object);
  const told: Omit<FindingChange, "position"> = {
    change: kind,
    noticedMs: stage.time.nowMs,
    on: { type: "order", id: String(object) },
    rule: "order.stuck",
    severity: "warning",
    sentence: "It is stuck.",
    sinceMs,
    evidence: ["main:1"],
  };
  stage.findings.add(told);
}

const START_MS = Date.parse("2026-03-01T12:00:01.000Z");

test("whatever happens, a finding that stays is told, and each beginning of one under one ID", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      await using receiver = await WebhookReceiver.listen();
      await using stage = new AlertStage(receiver);
      await stage.desk.createAlert({
        name: "stuck",
        subject: { kind: "finding", rule: null, severityMin: "info" },
        url: receiver.url,
        isEnabled: true,
        by: "admin",
      });
      const held: Held = new Map();
      for (const one of steps) await take(stage, receiver, held, one);
      receiver.answers = [];
      for (let round = 0; round < 6; round += 1) await stage.settle(LONGEST_MS);

      const idsOf = new Map<string, Set<string>>();
      for (const { headers, body } of receiver.received) {
        for (const { on, since } of (JSON.parse(body) as Message).data.findings) {
          const finding = `${on.id} ${Date.parse(since) - START_MS}`;
          const ids = idsOf.get(finding) ?? new Set();
          idsOf.set(finding, ids.add(String(headers["webhook-id"])));
        }
      }
      expect([...idsOf.values()].every((ids) => ids.size === 1)).toBe(true);
      for (const [object, sinceMs] of held) {
        expect([...idsOf.keys()]).toContain(`${object} ${sinceMs - START_MS}`);
      }
      expect(stage.failures).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
