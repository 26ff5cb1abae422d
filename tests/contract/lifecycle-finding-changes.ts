import { expect, test } from "vitest";
import type { LifecycleBatch } from "#storage/lifecycles/lifecycle-store.ts";
import { batch, finding, judged, order } from "./lifecycle-batches.ts";
import type { LifecycleSuite, LifecycleViewUnderTest } from "./lifecycle-suite.ts";

function withFindings(id: string, ...rules: string[]): Partial<LifecycleBatch> {
  const findings = rules.map((rule) => finding(order(id), rule));
  return { judged: [judged(order(id), {}, { findings })] };
}

async function told({ reader }: LifecycleViewUnderTest, after = 0): Promise<string[]> {
  const changes = await reader.findingChanges(after, 100);
  return changes.map(({ change, on, rule }) => `${change} ${rule} ${on.id}`);
}

/** Registers what must be told of findings that come up and go away. */
export function describeFindingChanges(suite: LifecycleSuite): void {
  test("tells what came up and what went away, in order", async () => {
    await using view = await suite.open();
    await view.writer.write(
      batch(1, 1, { ...withFindings("1", "mail.missing", "order.stuck"), judgedMs: 44 }),
    );
    const [first, second] = await view.reader.findingChanges(0, 10);
    expect(first).toMatchObject({
      change: "found",
      noticedMs: 44,
      on: order("1"),
      rule: "mail.missing",
      severity: "error",
      sentence: "mail.missing holds.",
      sinceMs: Date.UTC(2026, 0, 5, 9),
      evidence: ["main:1"],
    });
    await view.writer.write(batch(2, 2, withFindings("1", "order.stuck", "invoice.missing")));
    expect(await told(view, second?.position)).toEqual([
      "found invoice.missing 1",
      "gone mail.missing 1",
    ]);
    expect((await view.reader.findingFeed()).last).toBe((second?.position ?? 0) + 2);
    expect(await view.reader.hasFinding(order("1"), "order.stuck")).toBe(true);
    expect(await view.reader.hasFinding(order("1"), "mail.missing")).toBe(false);
    await view.writer.write(batch(3, 3, { gone: [order("1")] }));
    expect((await told(view)).slice(-2)).toEqual(["gone invoice.missing 1", "gone order.stuck 1"]);
  });

  test("tells nothing while records wait, and then only what holds", async () => {
    await using view = await suite.open();
    const waiting = { isAtHead: false };
    await view.writer.write(batch(1, 1, { ...withFindings("1", "order.stuck"), ...waiting }));
    await view.writer.write(batch(2, 2, { ...withFindings("2", "mail.missing"), ...waiting }));
    await view.writer.write(batch(3, 3, { ...withFindings("1"), ...waiting }));
    expect(await told(view)).toEqual([]);
    expect(await view.writer.tell(50)).toBe(false);
    expect(await told(view)).toEqual(["found mail.missing 2"]);
  });

  test("after it was cleared, tells only what has become otherwise", async () => {
    await using view = await suite.open();
    await view.writer.write(batch(1, 1, withFindings("1", "order.stuck")));
    await view.writer.write(batch(2, 2, withFindings("2", "mail.missing")));
    const feed = await view.reader.findingFeed();
    await view.writer.clear();
    await view.writer.write(
      batch(1, 2, { ...withFindings("2", "mail.missing", "mail.bounced"), isAtHead: false }),
    );
    expect(await view.reader.findingFeed()).toEqual(feed);
    await view.writer.tell(60);
    expect((await told(view, feed.last)).toSorted()).toEqual([
      "found mail.bounced 2",
      "gone order.stuck 1",
    ]);
    expect((await view.reader.findingFeed()).id).toBe(feed.id);
  });
}
