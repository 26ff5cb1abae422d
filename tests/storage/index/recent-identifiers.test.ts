import { expect, test } from "vitest";
import { RecentIdentifiers } from "#storage/index/recent-identifiers.ts";

test("knows what it was asked about, by type and ID", () => {
  const recent = new RecentIdentifiers();
  recent.enter(1);
  expect(recent.isKnown("order", "1")).toBe(false);
  expect(recent.isKnown("order", "1")).toBe(true);
  expect(recent.isKnown("quote", "1")).toBe(false);
  recent.enter(1);
  expect(recent.isKnown("order", "1")).toBe(true);
});

test("forgets at the border of a segment, and when told", () => {
  const recent = new RecentIdentifiers();
  recent.enter(1);
  recent.isKnown("order", "1");
  recent.enter(100);
  expect(recent.isKnown("order", "1")).toBe(false);
  recent.forget();
  expect(recent.isKnown("order", "1")).toBe(false);
});

test("forgets the oldest beyond its bound, never what is in use", () => {
  const recent = new RecentIdentifiers(10);
  recent.enter(1);
  for (let id = 0; id < 100; id += 1) {
    recent.isKnown("order", "busy");
    recent.isKnown("order", String(id));
  }
  expect(recent.isKnown("order", "busy")).toBe(true);
  expect(recent.isKnown("order", "99")).toBe(true);
  expect(recent.isKnown("order", "80")).toBe(false);
});
