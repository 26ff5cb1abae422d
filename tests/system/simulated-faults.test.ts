import { expect, test } from "vitest";
import { FAULTS, type FaultName, isFaultName } from "#shop/faults/fault-catalog.ts";
import { BEHAVIORS } from "#shop/simulation/customers/behaviors.ts";
import type { AnswerKeyRecord } from "#shop/simulation/answer-key-schema.ts";
import { recordsOf, runSimulation } from "../shop/simulation/run-simulation.ts";
import { AGREED, judgeRun } from "../shop/simulation/story/judge-run.ts";

interface Occasion {
  /** Everybody behaves so. */
  readonly behavior?: string;
  /** What must go wrong for the fault to have an occasion. */
  readonly beside?: string;
  readonly customers?: number;
  readonly days?: number;
}

const BY_HAND = { behavior: "buys as guest", beside: "gateway.answer-lost=0.7", customers: 60 };
const WITH_CARD = { behavior: "gives a gift card", days: 8 };

/** Occasions that are rare among all customers. */
const OCCASIONS: Partial<Record<FaultName, Occasion>> = {
  "gateway.transfer-never": { behavior: "pays by bank transfer" },
  "gateway.transfer-after-close": { behavior: "cancels", days: 6 },
  "payment.refund-exceeds-captured": { behavior: "cancels" },
  "payment.capture-order": { behavior: "pays with a foreign gift card" },
  "gift-card.overdrawn": WITH_CARD,
  "gift-card.double-capture": WITH_CARD,
  "gift-card.capture-without-authorization": WITH_CARD,
  "gift-card.capture-exceeds-authorization": WITH_CARD,
  "gift-card.release-after-capture": WITH_CARD,
  "gift-card.refund-exceeds-captured": { behavior: "returns goods", days: 12 },
  "gift-card.refund-to-other-card": { behavior: "returns goods", days: 12 },
  "gift-card.used-before-issue": { behavior: "pays with a foreign gift card" },
  "gift-card.authorization-forgotten": { ...WITH_CARD, days: 20 },
  "mail.template-mismatch": WITH_CARD,
  "stock.held-unpaid": { behavior: "buys a mixed basket", beside: "gateway.declined=0.5" },
  "fulfillment.forgotten": { behavior: "buys a course" },
  "fulfillment.late": { behavior: "buys a course" },
  "fulfillment.digital-delayed": { behavior: "buys a mixed basket" },
  "fulfillment.unpaid": { behavior: "pays by bank transfer" },
  "invoice.not-separated": { behavior: "buys a mixed basket" },
  "replay.unpaid": { ...BY_HAND, beside: "gateway.request-lost=0.7" },
  "replay.wrong-decision": BY_HAND,
  "replay.mixed-pair": { ...BY_HAND, customers: 120 },
  "replay.key-before-info": BY_HAND,
  "replay.unverified": BY_HAND,
};

/** IDs of everything that the key tells of. */
function knownIds(key: readonly AnswerKeyRecord[]): Set<string> {
  return new Set(
    key.flatMap((record) => {
      switch (record.record) {
        case "order":
          return [record.number, record.foreignId];
        case "number":
          return [record.number];
        case "payment":
        case "giftCard":
        case "license":
        case "replay":
          return [record.id];
        default:
          return [];
      }
    }),
  );
}

/** What is left of a fault that was put right, or that is not over yet. */
const IN_THE_END = new Set(["order.delivered-late", "order.paid-not-delivered"]);

/** Objects of which the key has a record each. */
const TOLD_TYPES = new Set(["order", "payment", "giftCard", "license", "replay"]);

test.each(Object.keys(FAULTS).filter(isFaultName))(
  "%s strikes, is in the key, and what it does is in the log",
  async (fault) => {
    const { behavior, beside, customers = 20, days = 3 } = OCCASIONS[fault] ?? {};
    const only = BEHAVIORS.find(({ name }) => name === behavior);
    expect(only?.name).toBe(behavior);
    const { key, files } = await runSimulation({
      customers,
      days,
      faults: beside === undefined ? `${fault}=1` : `${fault}=1,${beside}`,
      ...(only !== undefined && { behavior: only }),
    });
    const struck = recordsOf(key, "fault").filter((record) => record.fault === fault);
    expect(struck.length).toBeGreaterThan(0);
    const ids = knownIds(key);
    const unknown = struck
      .flatMap(({ on }) => on)
      // A number that no order carries has no foreign ID.
      .filter(({ type, id, role }) => TOLD_TYPES.has(type) && role !== "foreignId" && !ids.has(id));
    expect(fault.startsWith("event.") ? [] : unknown).toEqual([]);
    const rules = new Set(struck.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
    const expected: readonly string[] = FAULTS[fault].findings;
    const surprising = [...rules].filter(
      (rule) => !expected.includes(rule) && !IN_THE_END.has(rule),
    );
    expect(surprising).toEqual([]);
    expect(rules.size > 0).toBe(expected.length > 0);
    expect(judgeRun({ files, key })).toEqual(AGREED);
  },
);
