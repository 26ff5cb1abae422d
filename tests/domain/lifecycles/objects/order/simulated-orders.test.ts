import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import type { Case } from "#domain/lifecycles/case.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { LICENSE_LIFECYCLE } from "#domain/lifecycles/objects/license/license-lifecycle.ts";
import { ORDER_LIFECYCLE } from "#domain/lifecycles/objects/order/order-lifecycle.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import type { AnswerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import { recordsOf, runSimulation } from "../../../../shop/simulation/run-simulation.ts";
import { everyCase, judgedAt } from "../../verdicts/rebuilt-lives.ts";
import { recordedEvents } from "../../verdicts/recorded-events.ts";

const FAULTS =
  "all,event.dropped=0,event.delayed=0,event.duplicated=0,event.reordered=0,source.outage=0," +
  "gateway.answer-lost=0.1,license.missing=0.05,fulfillment.late=0.1,mail.lost=0.05";

let cases: readonly Case[] = [];
let key: readonly AnswerKeyRecord[] = [];
let endMs = 0;

beforeAll(async () => {
  const run = await runSimulation({ customers: 60, days: 6, seed: 11, faults: FAULTS });
  ({ key } = run);
  endMs = Date.parse(recordsOf(key, "run")[0]?.to ?? "");
  cases = everyCase(recordedEvents(run.files["events.ndjson"] ?? ""));
});

/** Everything of a life that does not name the time for which it is. */
function answerOf(whole: Case, atMs: number): Omit<Lifecycle, "asOf" | "nextChangeAt"> {
  const {
    asOf: _asOf,
    nextChangeAt: _nextChangeAt,
    ...answer
  } = reconstruct(whole, judgedAt(atMs));
  return answer;
}

function ofType(type: string): readonly Case[] {
  return cases.filter(({ object }) => object.type === type);
}

describe("orders and licenses of a simulated shop in which much goes wrong", () => {
  test("are in the states that the shop's own books say", () => {
    const states = new Map(
      cases.map((whole) => [
        `${whole.object.type} ${whole.object.id}`,
        reconstruct(whole, judgedAt(endMs)).state,
      ]),
    );
    const orders = recordsOf(key, "order");
    const licenses = recordsOf(key, "license");
    expect(new Set(orders.map(({ state }) => state)).size).toBeGreaterThan(3);
    expect(licenses.length).toBeGreaterThan(10);
    for (const { number, state } of orders) {
      expect([number, states.get(`order ${number}`)]).toEqual([number, state]);
    }
    for (const { id, state } of licenses) {
      expect([id, states.get(`license ${id}`)]).toEqual([id, state]);
    }
  });

  test("stay the same until a record comes, or the time that they name", () => {
    let changes = 0;
    for (const whole of [...ofType("order"), ...ofType("license")]) {
      const times = [...new Set(whole.events.map(({ timeMs }) => timeMs))];
      for (const [place, timeMs] of times.entries()) {
        const untilMs = times[place + 1] ?? endMs;
        const { nextChangeAt } = reconstruct(whole, judgedAt(timeMs));
        const nextMs = nextChangeAt === null ? Infinity : Date.parse(nextChangeAt);
        const lastMs = Math.max(timeMs, Math.min(untilMs, nextMs) - 1);
        expect(answerOf(whole, lastMs)).toEqual(answerOf(whole, timeMs));
        const isAwaited = nextMs < untilMs;
        const hasChanged =
          isAwaited && !isDeepStrictEqual(answerOf(whole, nextMs), answerOf(whole, nextMs - 1));
        expect(hasChanged).toBe(isAwaited);
        changes += Number(isAwaited);
      }
    }
    expect(changes).toBeGreaterThan(5);
  });

  test("a finding holds since a time that has come, and rests on records of the case", () => {
    let found = 0;
    for (const whole of ofType("order")) {
      const references = new Set(whole.events.map(({ reference }) => reference));
      for (const { since, evidence, sentence } of reconstruct(whole, judgedAt(endMs)).findings) {
        expect(Date.parse(since)).toBeLessThanOrEqual(endMs);
        expect(evidence.length).toBeGreaterThan(0);
        expect(evidence.filter((reference) => !references.has(reference))).toEqual([]);
        expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
        expect(sentence).not.toContain("not known");
        found += 1;
      }
    }
    expect(found).toBeGreaterThan(10);
  });

  test("signals rest on records of the types that the model draws", () => {
    const lifecycles = { order: ORDER_LIFECYCLE, license: LICENSE_LIFECYCLE };
    const told = new Set<string>();
    for (const type of ["order", "license"] as const) {
      const { model, read } = lifecycles[type];
      const drawn = new Set(
        model.signals.flatMap(({ name, events }) => events.map((event) => `${name} ${event}`)),
      );
      for (const whole of ofType(type)) {
        const types = new Map(whole.events.map((event) => [event.reference, event.type]));
        for (const { name, evidence } of read(whole, judgedAt(endMs)).signals) {
          const strange = evidence.filter((one) => !drawn.has(`${name} ${types.get(one) ?? ""}`));
          expect(strange.map((one) => `${name} ${types.get(one) ?? ""}`)).toEqual([]);
          told.add(`${type} ${name}`);
        }
      }
    }
    expect(told.size).toBeGreaterThan(15);
  });

  test("overdue is what a finding names", () => {
    for (const whole of ofType("order")) {
      const { obligations, findings } = reconstruct(whole, judgedAt(endMs));
      const rules = new Set(findings.map(({ rule }) => rule));
      const overdue = obligations.filter(({ status }) => status === "overdue");
      expect(overdue.filter(({ rule }) => !rules.has(rule))).toEqual([]);
    }
  });
});
