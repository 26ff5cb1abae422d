import { expect, test } from "vitest";
import type { AuditEvent } from "#domain/events/event.ts";
import { maskOf } from "#domain/protection/mask.ts";
import { canonicalFieldPath, fieldContext } from "#domain/protection/protection-context.ts";
import { searchTextOf } from "#domain/protection/search-text.ts";
import { subjectOf } from "#domain/protection/subject.ts";

const event: AuditEvent = { type: "order.placed", time: "2026-01-31T09:05:00.120Z" };
const transactionId = "TU80WKRYTI9QUMJ4";

test("the subject is the customer if known, else the transaction, else the source", () => {
  const objects = [
    { type: "order", id: "1" },
    { type: "customer", id: "42" },
  ];
  expect(subjectOf({ ...event, transactionId, objects }, "shop")).toBe("customer:42");
  expect(subjectOf({ ...event, transactionId, actor: { type: "customer", id: "7" } }, "shop")).toBe(
    "customer:7",
  );
  expect(
    subjectOf({ ...event, transactionId, actor: { type: "system", id: "cron" } }, "shop"),
  ).toBe(`transaction:${transactionId}`);
  expect(subjectOf(event, "shop")).toBe("source:shop");
});

test("masks show the last four of long secrets and nothing of personal data", () => {
  expect(maskOf("secret", "GC-1111-0917")).toBe("…0917");
  expect(maskOf("secret", "12345678")).toBe("…5678");
  expect(maskOf("secret", "1234567")).toBe("…");
  expect(maskOf("personal", "jan@example.org")).toBe("•••");
});

test("a field has one canonical path however it is addressed", () => {
  for (const path of [
    "attributes.Lines.0.code",
    "attributes.lines.code",
    "lines.12.code",
    "attributes.lines (top level).code",
  ]) {
    expect(canonicalFieldPath(path)).toBe("lines.code");
  }
  expect(canonicalFieldPath("attributes")).toBe("attributes");
});

test("contexts differ by ledger, source, identity and field", () => {
  const record = { ledger: "main", id: "e1", source: { name: "shop" }, event };
  const contexts = new Set([
    fieldContext(record, "code"),
    fieldContext(record, "codes"),
    fieldContext({ ...record, ledger: "other" }, "code"),
    fieldContext({ ...record, source: { name: "web" } }, "code"),
    fieldContext({ ...record, id: "e2" }, "code"),
    fieldContext({ ...record, id: undefined }, "code"),
    fieldContext({ ...record, id: undefined, event: { ...event, transactionId } }, "code"),
  ]);
  expect(contexts.size).toBe(7);
});

test("search text ignores case, blanks and dashes, but keeps the dashes of e-mail addresses", () => {
  expect(searchTextOf(" gc-1111 2222–AB ")).toBe("gc11112222ab");
  expect(searchTextOf("Jan-Novak@Example.org")).toBe("jan-novak@example.org");
});
