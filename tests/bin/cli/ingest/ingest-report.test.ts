import { expect, test } from "vitest";
import { describeResult, IngestReport } from "#bin/cli/ingest/ingest-report.ts";
import type { IngestAnswer } from "#ingest/pipeline/ingest-gateway.ts";

function answer(accepted: number, quarantined: number, firstSeq: number | null): IngestAnswer {
  return {
    accepted,
    duplicate: 1,
    quarantined,
    firstSeq,
    lastSeq: firstSeq === null ? null : firstSeq + accepted - 1,
    items: Array.from({ length: quarantined }, (_, index) => ({
      index,
      status: "quarantined" as const,
      id: `q${index + 1}`,
      error: { code: "undecodable", message: "Not JSON.", position: { line: index + 1 } },
    })),
    consumedBytes: 0,
  };
}

test("answers are added up", () => {
  const report = new IngestReport("shop.log");
  report.add(answer(0, 0, null));
  report.add(answer(3, 1, 10));
  report.add(answer(2, 0, 20));
  expect(report.taken).toBe(8);
  expect(report.result("shop", 500, 0)).toEqual({
    input: "shop.log",
    source: "shop",
    accepted: 5,
    duplicate: 3,
    quarantined: 1,
    firstSeq: 10,
    lastSeq: 21,
    seconds: 0.5,
    unreadBytes: 0,
    quarantine: ["q1"],
  });
});

test("of many quarantined records the first are told, and all are counted", () => {
  const report = new IngestReport("shop.log");
  const lines = [...report.add(answer(0, 15, null)), ...report.add(answer(0, 15, null))];
  expect(lines).toHaveLength(20);
  expect(lines[1]).toBe("shop.log:2: quarantined as q2: Not JSON.");
  expect(report.result("shop", 1, 0)).toMatchObject({ quarantined: 30 });
});

test("long work is told with its rate", () => {
  const report = new IngestReport("shop.log");
  report.add(answer(11_999, 0, 1));
  expect(describeResult(report.result("shop", 400, 0))).toBe(
    "shop.log: 11999 accepted, 1 already there, 0 quarantined (source shop)",
  );
  expect(describeResult(report.result("shop", 4_000, 0))).toContain(", 4.0 s, 3,000 records/s)");
});
