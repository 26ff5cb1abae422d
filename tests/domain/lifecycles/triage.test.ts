import { expect, test } from "vitest";
import type { ObjectKey } from "#domain/lifecycles/object-key.ts";
import { rebuilt } from "./rebuilt.ts";
import { onTheDay, type Told, told } from "./told.ts";

const VISIT: ObjectKey = { type: "transaction", id: "TU80WKRYTI9QUMJ4" };
const RULE = "fulfillment.handler-missing";
const MISSING: Told = {
  type: "fulfillment.handlerMissing",
  transactionId: VISIT.id,
  attributes: { handler: "COURSETOBUY" },
};

function word(type: string, at: string, attributes: Readonly<Record<string, string>>): Told {
  return { type, at, on: `transaction ${VISIT.id}`, attributes: { rule: RULE, ...attributes } };
}

function triageOf(...events: Told[]) {
  return rebuilt(VISIT, told(MISSING, ...events)).findings.find(({ rule }) => rule === RULE)
    ?.triage;
}

test("a finding of which nobody said anything has no triage", () => {
  expect(triageOf()).toBeNull();
});

test("the last word on a rule holds, with who said it and why", () => {
  const triage = triageOf(
    word("finding.acknowledged", "10:00:00.000", { by: "ana", note: "seen" }),
    word("finding.assigned", "11:00:00.000", { by: "ana", note: "please", assignee: "ben" }),
  );
  expect(triage).toEqual({
    status: "assigned",
    by: "ana",
    note: "please",
    assignee: "ben",
    at: onTheDay("11:00:00.000"),
    reference: "main:3",
    hasNewEvidence: false,
  });
});

test("a word on another rule changes nothing", () => {
  const other = word("finding.explained", "10:00:00.000", {});
  expect(triageOf({ ...other, attributes: { rule: "mail.missing" } })).toBeNull();
});

test("a record that was recorded after the last word is new evidence", () => {
  const explained = word("finding.explained", "10:00:00.000", { by: "ana" });
  const known = { ...MISSING, at: "09:30:00.000" };
  expect(triageOf(explained, known)?.hasNewEvidence).toBe(false);
  const late = { ...known, recordedAt: onTheDay("10:00:00.001") };
  expect(triageOf(explained, late)?.hasNewEvidence).toBe(true);
});
