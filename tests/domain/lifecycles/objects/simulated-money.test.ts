import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import type { Case } from "#domain/lifecycles/case.ts";
import { caseThrough } from "#domain/lifecycles/gather-case.ts";
import type { Lifecycle } from "#domain/lifecycles/lifecycle.ts";
import { explainNumber } from "#domain/lifecycles/numbers/explain-number.ts";
import { reconstruct } from "#domain/lifecycles/reconstruct.ts";
import type { AnswerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import { recordsOf, runSimulation } from "../../../shop/simulation/run-simulation.ts";
import { namedFindings } from "../../../shop/simulation/story/judge-run.ts";
import { everyCase, judgedAt } from "../verdicts/rebuilt-lives.ts";
import { recordedEvents } from "../verdicts/recorded-events.ts";

/** Every fault of money and replays far more often than usual; what is told gets through whole. */
const FAULTS =
  "all,event.dropped=0,event.delayed=0,event.duplicated=0,event.reordered=0,source.outage=0," +
  "gateway.answer-lost=0.12,gateway.request-lost=0.08,payment.duplicate-capture=0.05," +
  "payment.capture-without-authorization=0.05,payment.refund-exceeds-captured=0.3," +
  "payment.unanswered=0.03,gift-card.overdrawn=0.1,gift-card.double-capture=0.1," +
  "gift-card.capture-without-authorization=0.1,gift-card.capture-exceeds-authorization=0.1," +
  "gift-card.release-after-capture=0.1,gift-card.refund-exceeds-captured=0.3," +
  "gift-card.refund-to-other-card=0.3,gift-card.used-before-issue=0.1," +
  "gift-card.authorization-forgotten=0.4,replay.needless=0.6,replay.unpaid=0.5," +
  "replay.wrong-decision=0.3,replay.mixed-pair=0.2,replay.key-before-info=0.2,replay.unverified=0.3";

const TYPES: ReadonlySet<string> = new Set(["payment", "giftCard", "replay"]);

/** Two seconds where nothing else runs. */
const SIMULATION_MS_MAX = 60_000;

let cases: readonly Case[] = [];
let lives: ReadonlyMap<string, Lifecycle> = new Map();
let key: readonly AnswerKeyRecord[] = [];
let endMs = 0;

beforeAll(async () => {
  const run = await runSimulation({ customers: 70, days: 14, seed: 25, faults: FAULTS });
  ({ key } = run);
  endMs = Date.parse(recordsOf(key, "run")[0]?.to ?? "");
  cases = everyCase(recordedEvents(run.files["events.ndjson"] ?? ""));
  lives = new Map(
    cases
      .filter(({ object }) => TYPES.has(object.type))
      .map((whole) => [whole.object.id, reconstruct(whole, judgedAt(endMs))]),
  );
}, SIMULATION_MS_MAX);

/** Everything of an answer that does not name the time for which it is. */
function lifeAt(whole: Case, atMs: number): unknown {
  const life = reconstruct(whole, judgedAt(atMs));
  return { ...life, asOf: null, nextChangeAt: null };
}

function numberAt(whole: Case, atMs: number): unknown {
  const number = explainNumber(caseThrough(whole, atMs), judgedAt(atMs));
  return number && { ...number, nextChangeMs: null };
}

function nextOfLife(whole: Case, atMs: number): number | null {
  const { nextChangeAt } = reconstruct(whole, judgedAt(atMs));
  return nextChangeAt === null ? null : Date.parse(nextChangeAt);
}

function nextOfNumber(whole: Case, atMs: number): number | null {
  return explainNumber(caseThrough(whole, atMs), judgedAt(atMs))?.nextChangeMs ?? null;
}

function texts(all: readonly { readonly rule: string; readonly id: string }[]): string[] {
  return [...new Set(all.map(({ rule, id }) => `${rule} ${id}`))].sort();
}

/** Times between two records at which the answer changed though none was announced, or did not though one was. */
function surprises(
  whole: Case,
  answerAt: (whole: Case, atMs: number) => unknown,
  nextChangeMs: (whole: Case, atMs: number) => number | null,
): string[] {
  const times = [...new Set(whole.events.map(({ timeMs }) => timeMs))];
  return times.flatMap((timeMs, place) => {
    const untilMs = times[place + 1] ?? endMs;
    const nextMs = nextChangeMs(whole, timeMs) ?? Number.POSITIVE_INFINITY;
    const lastMs = Math.max(timeMs, Math.min(untilMs, nextMs) - 1);
    const where = `${whole.object.id} after ${new Date(timeMs).toISOString()}`;
    if (!isDeepStrictEqual(answerAt(whole, lastMs), answerAt(whole, timeMs))) return [where];
    const isSame =
      nextMs < untilMs && isDeepStrictEqual(answerAt(whole, nextMs), answerAt(whole, nextMs - 1));
    return isSame ? [`${where}: announced`] : [];
  });
}

describe("payments, cards and replays of a simulated shop in which much goes wrong", () => {
  test("have just the findings that the key names", () => {
    const ids = new Set(lives.keys());
    const named = namedFindings(key).filter(({ id }) => ids.has(id));
    const found = [...lives.values()].flatMap(({ findings }) =>
      findings.filter(({ rule }) => !rule.startsWith("time.")),
    );
    expect(texts(found.map(({ rule, on }) => ({ rule, id: on.id })))).toEqual(texts(named));
    expect(new Set(named.map(({ rule }) => rule)).size).toBeGreaterThan(9);
  });

  test("payments are in the states that the shop's own books say", () => {
    const payments = recordsOf(key, "payment").filter(({ requestedAt }) => requestedAt !== null);
    expect(new Set(payments.map(({ shop }) => shop.state)).size).toBeGreaterThan(3);
    for (const { id, shop } of payments) {
      const state = lives.get(id)?.state;
      // The shop calls declined also what its gateway never heard of.
      expect([id, state === "unpaid" ? "declined" : state]).toEqual([id, shop.state]);
    }
  });

  test("authorizations of cards are in the states that the key tells", () => {
    const cards = recordsOf(key, "giftCard");
    expect(cards.flatMap(({ authorizations }) => authorizations).length).toBeGreaterThan(5);
    for (const { id, authorizations, external, store } of cards) {
      const details = lives.get(id)?.details ?? {};
      const ours = details["authorizations"] as {
        id: string;
        state: string;
        wasAuthorized: boolean;
      }[];
      expect(
        ours
          .filter((one) => one.wasAuthorized)
          .map((one) => one.id)
          .sort(),
      ).toEqual(authorizations.map((one) => one.id).sort());
      const states = authorizations.map(({ id: hold, state }) => {
        const our = ours.find((one) => one.id === hold)?.state;
        // Captured after it was released, it gave money all the same.
        return [hold, our === "captured" && state === "released" ? "released" : our, state];
      });
      expect(states.filter(([, our, state]) => our !== state)).toEqual([]);
      expect([id, details["store"]]).toEqual([id, external ? null : store]);
    }
  });

  test("replays by the table are right or not verified; by hand each verdict has its mistake", () => {
    const replays = recordsOf(key, "replay");
    const verdicts = replays.map(({ id, byHand }) => ({
      byHand,
      verdict: lives.get(id)?.details["verdict"],
    }));
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(
      new Set(["right", "harmful", "needless"]),
    );
    const byTable = verdicts.filter(({ byHand, verdict }) => !byHand && verdict !== "unverified");
    expect(new Set(byTable.map(({ verdict }) => verdict))).toEqual(new Set(["right"]));
    for (const [id, life] of lives) {
      if (life.object.type !== "replay") continue;
      const isFound = life.findings.some(({ rule }) => !rule.startsWith("time."));
      expect([id, isFound]).toEqual([id, life.details["verdict"] !== "right"]);
      expect([id, life.details["disputed"]]).toEqual([id, []]);
    }
  });

  test("stay the same until a record comes, or the time that they name", () => {
    const own = cases.filter(({ object }) => TYPES.has(object.type));
    expect(own.flatMap((whole) => surprises(whole, lifeAt, nextOfLife))).toEqual([]);
  });

  test("a finding holds since a time that has come, and rests on records of the case", () => {
    for (const whole of cases.filter(({ object }) => TYPES.has(object.type))) {
      const references = new Set(whole.events.map(({ reference }) => reference));
      for (const { since, evidence, sentence } of lives.get(whole.object.id)?.findings ?? []) {
        expect(Date.parse(since)).toBeLessThanOrEqual(endMs);
        expect(evidence.filter((reference) => !references.has(reference))).toEqual([]);
        expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
        expect(sentence).not.toContain("not known");
      }
    }
  });
});

describe("order numbers of a simulated shop", () => {
  test("are explained as the key explains them", () => {
    const numbers = recordsOf(key, "number");
    const orders = new Map(cases.map((whole) => [whole.object.id, whole]));
    expect(new Set(numbers.map(({ status }) => status)).size).toBeGreaterThan(2);
    for (const { number, store, sequence, quoteId, causes, mayReturn, declines } of numbers) {
      const whole = orders.get(number);
      const explained = whole === undefined ? null : explainNumber(whole, judgedAt(endMs));
      expect(explained).toMatchObject({
        number,
        store,
        sequence,
        quote: quoteId,
        explanation: causes[0],
        causes,
        mayReturn,
      });
      expect([null, ...declines]).toContain(explained?.reason);
    }
  });

  test("stay the same until a record comes, or the time that they name", () => {
    const orders = cases.filter(({ object }) => object.type === "order");
    expect(orders.flatMap((whole) => surprises(whole, numberAt, nextOfNumber))).toEqual([]);
  });
});
