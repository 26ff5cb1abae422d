import {
  array,
  asyncProperty,
  assert as assertThat,
  bigInt,
  constantFrom,
  tuple,
} from "fast-check";
import { expect, test } from "vitest";
import { INDEX_KINDS, QueryStage } from "../query-stage.ts";

const ID = "13297323620002339";
const WRITTEN = `{"type":"order.placed","time":"2026-01-01T00:00:00.000Z","transactionId":${ID},"objects":[{"type":"order","id":${ID}}],"attributes":{"n":13297323620002339123,"f":1e400,"half":0.5,"fine":0.10000000000000000555}}`;

async function found(stage: QueryStage, q: string): Promise<number[]> {
  const answer = await stage.engine.events({ ...stage.request(), q, order: "newest", limit: 100 });
  return answer.items.map(({ seq }) => seq);
}

for (const index of INDEX_KINDS) {
  test(`numbers that a double would change are answered and found by their digits (${index})`, async () => {
    await using stage = new QueryStage({ index });
    await stage.recordWritten([
      WRITTEN,
      WRITTEN.replaceAll(`${ID},`, "13297323620002340,").replace(`${ID}}`, "13297323620002340}"),
    ]);
    expect(await stage.engine.event({ ...stage.request(), reference: "main:1" })).toMatchObject({
      transactionId: ID,
      objects: [{ type: "order", id: ID }],
      attributes: {
        n: "13297323620002339123",
        f: "1e400",
        half: 0.5,
        fine: "0.10000000000000000555",
      },
    });
    for (const query of [ID, `tx:${ID}`, `order:${ID}`]) {
      expect(await found(stage, query)).toEqual([1]);
    }
    for (const query of ["attributes.n:13297323620002339123", "attributes.f:1e400"]) {
      expect(await found(stage, query)).toEqual([2, 1]);
    }
    expect(await found(stage, "attributes.n:13297323620002340000")).toEqual([]);
    expect(await found(stage, "attributes.n:>5 attributes.fine:0.05..0.2")).toEqual([2, 1]);
    const { items } = await stage.engine.resolve({ ...stage.request(), given: ID });
    expect(items).toContainEqual(expect.objectContaining({ id: ID, exact: true }));
    const transaction = await stage.engine.object({
      ...stage.request(),
      type: "transaction",
      id: ID,
      limit: 10,
    });
    expect(transaction.timeline.map(({ seq }) => seq)).toEqual([1]);
  });
}

test("answers keep every digit of every identifier", async () => {
  const digits = bigInt({ min: 1n, max: 10n ** 60n });
  const space = constantFrom("", " ", "\t ");
  await assertThat(
    asyncProperty(array(tuple(digits, digits, space), { minLength: 1 }), async (numbers) => {
      await using stage = new QueryStage();
      const ids = numbers.map(([transaction, order]) => [`${transaction}`, `${order}`]);
      await stage.recordWritten(
        numbers.map(
          ([transaction, order, blank]) =>
            `{"type":"order.placed","time":"2026-01-01T00:00:00.000Z","attributes":{"order":[${blank}${order}]},"tx":${transaction}}`,
        ),
      );
      for (const [place, [transaction, order]] of ids.entries()) {
        const reference = `main:${place + 1}`;
        const { attributes } = await stage.engine.event({ ...stage.request(), reference });
        expect(String(attributes["tx"])).toBe(transaction);
        expect(String(attributes["order"])).toBe(order);
        expect(await found(stage, `attributes.tx:${transaction}`)).toContain(place + 1);
      }
    }),
    { numRuns: 10 },
  );
});
