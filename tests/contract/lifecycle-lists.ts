import { expect, test } from "vitest";
import type { JudgedObject, LifecycleReader } from "#storage/lifecycles/lifecycle-store.ts";
import { batch, finding, judged, numberRow, order } from "./lifecycle-batches.ts";
import { codeOf, type LifecycleSuite } from "./lifecycle-suite.ts";

function numbered(id: string, store: string, sequence: number): JudgedObject {
  return judged(order(id), {}, { number: numberRow(store, sequence, id) });
}

function card(id: string): JudgedObject {
  return judged(
    { type: "giftCard", id },
    {},
    {
      card: {
        store: "eu",
        currency: "EUR",
        entries: [
          { kind: "issued", atMs: 10, amountMinor: 500, seq: 4 },
          { kind: "captured", atMs: 20, amountMinor: 100, authorizationId: null, seq: 2 },
        ],
      },
    },
  );
}

function path(id: string, firstMs: number): JudgedObject {
  return judged(
    order(id),
    { firstMs, store: "eu" },
    {
      steps: [
        { type: "order.placed", atMs: firstMs },
        { type: "payment.captured", atMs: firstMs + 7 },
      ],
      findings: id === "c" ? [finding(order(id), "order.stuck")] : [],
    },
  );
}

/** Registers what numbers, cards and paths must be listed. */
export function describeLists(suite: LifecycleSuite): void {
  test("lists a store's numbers, and follows one that moves", async () => {
    await using view = await suite.open();
    await view.writer.write(
      batch(1, 1, {
        judged: [numbered("103", "eu", 3), numbered("101", "eu", 1), numbered("901", "us", 1)],
      }),
    );
    expect(await view.reader.stores()).toEqual([
      { store: "eu", firstSequence: 1, lastSequence: 3, numbers: 2 },
      { store: "us", firstSequence: 1, lastSequence: 1, numbers: 1 },
    ]);
    await view.writer.write(
      batch(2, 2, { judged: [numbered("103", "eu", 2)], gone: [order("901")] }),
    );
    const all = await view.reader.numbers({ store: "eu", limit: 10 });
    expect(all).toEqual([numberRow("eu", 1, "101"), numberRow("eu", 2, "103")]);
    expect(await view.reader.numbers({ store: "eu", from: 2, to: 2, limit: 10 })).toHaveLength(1);
    expect(await view.reader.numbers({ store: "eu", limit: 1 })).toEqual(all.slice(0, 1));
    expect(await view.reader.stores()).toEqual([
      { store: "eu", firstSequence: 1, lastSequence: 2, numbers: 2 },
    ]);
    await view.writer.write(batch(3, 3, { judged: [judged(order("103")), judged(order("101"))] }));
    expect(await view.reader.stores()).toEqual([]);
  });

  test("lists cards by ID with their entries up to a time and a record", async () => {
    await using view = await suite.open();
    await view.writer.write(batch(1, 4, { judged: [card("b"), card("a"), card("c")] }));
    const listed = async (request: Parameters<LifecycleReader["cards"]>[0]) =>
      (await view.reader.cards(request)).map(({ card: id, entries }) => [id, entries.length]);
    expect(await listed({ limit: 2 })).toEqual([
      ["a", 2],
      ["b", 2],
    ]);
    expect(await listed({ limit: 2, after: "b" })).toEqual([["c", 2]]);
    expect(await listed({ limit: 1, asOfMs: 10 })).toEqual([["a", 1]]);
    expect(await listed({ limit: 1, throughSeq: 3 })).toEqual([["a", 1]]);
    const [first] = await view.reader.cards({ limit: 1 });
    expect(first).toMatchObject({ ...card("a").card, card: "a" });
    await view.writer.write(batch(5, 5, { gone: [{ type: "giftCard", id: "a" }] }));
    expect(await listed({ limit: 1 })).toEqual([["b", 2]]);
  });

  test("lists the paths of a type whose first record lies in a range, page by page", async () => {
    await using view = await suite.open();
    const quote = judged({ type: "quote", id: "q" }, { firstMs: 20 });
    await view.writer.write(
      batch(1, 1, { judged: [path("b", 20), path("a", 20), path("c", 10), path("d", 30), quote] }),
    );
    const request = { type: "order", fromMs: 10, toMs: 30, limit: 2 } as const;
    const first = await view.reader.paths(request);
    const second = await view.reader.paths({ ...request, after: first.at(-1)?.place ?? "" });
    expect([...first, ...second].map(({ id }) => id).sort()).toEqual(["a", "b", "c"]);
    expect(first[0]).toEqual({
      id: "c",
      place: first[0]?.place,
      store: "eu",
      hasFinding: true,
      steps: path("c", 10).steps,
    });
    expect(await view.reader.paths({ ...request, after: second.at(-1)?.place ?? "" })).toEqual([]);
    await view.writer.write(batch(2, 2, { gone: [{ type: "order", id: first.at(-1)?.id ?? "" }] }));
    const onward = { ...request, after: first.at(-1)?.place ?? "" };
    expect((await view.reader.paths(onward)).map(({ id }) => id)).toEqual(
      second.map(({ id }) => id),
    );
    const nowhere = () => view.reader.paths({ ...request, after: "nobody" });
    expect(await codeOf(nowhere)).toBe("invalid-cursor");
  });
}
