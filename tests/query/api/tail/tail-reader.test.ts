import { expect, test } from "vitest";
import { TailReader } from "#query/api/tail/tail-reader.ts";
import { FixturePorts, NOW_MS } from "../fixture-ports.ts";

function create(sharedQueriesMax = 100) {
  const ports = new FixturePorts();
  const reader = new TailReader({
    engine: ports.engine,
    nowMs: () => NOW_MS,
    sliceRecordsMax: 100,
    sharedQueriesMax,
  });
  return { ports, reader };
}

function seqs(slice: Awaited<ReturnType<TailReader["read"]>>, query: string, after = 0): number[] {
  return slice.matches([query], after).map(({ item }) => item.seq);
}

test("two clients at one place cause one pass, whenever the second comes", async () => {
  const { ports, reader } = create();
  reader.join(["type:a.a"]);
  reader.join(["type:b.b"]);
  ports.append(1, { type: "a.a" });
  ports.append(1, { type: "b.b" });
  const [first, second] = await Promise.all([
    reader.read("main", 0, 2, ["type:a.a"]),
    reader.read("main", 0, 2, ["type:b.b"]),
  ]);
  const late = await reader.read("main", 1, 2, ["type:b.b"]);
  expect(second).toBe(first);
  expect(late).toBe(first);
  expect([seqs(first, "type:a.a"), seqs(first, "type:b.b"), seqs(late, "type:b.b", 1)]).toEqual([
    [1],
    [2],
    [2],
  ]);
  expect(ports.requests).toHaveLength(1);
});

test("a client that catches up is read for alone", async () => {
  const { ports, reader } = create();
  reader.join(["type:a.a"]);
  ports.append(10);
  await reader.read("main", 8, 10, ["type:a.a"]);
  reader.join([""]);
  await reader.read("main", 2, 10, [""]);
  expect(ports.lastRequest("tail")).toMatchObject({ afterSeq: 2, queries: [""] });
});

test("queries of clients that left are not asked any more", async () => {
  const { ports, reader } = create();
  const leave = [reader.join(["type:a.a"]), reader.join(["type:a.a", "type:b.b"])];
  reader.join([""]);
  leave[1]?.();
  ports.append(1);
  await reader.read("main", 0, 1, [""]);
  expect(ports.lastRequest("tail")).toMatchObject({ queries: ["", "type:a.a"] });
  leave[0]?.();
  ports.append(1);
  await reader.read("main", 1, 2, [""]);
  expect(ports.lastRequest("tail")).toMatchObject({ queries: [""] });
});

test("one pass matches a bounded number of queries", async () => {
  const { ports, reader } = create(3);
  for (const name of ["a.a", "b.b", "c.c", "d.d"]) reader.join([`type:${name}`]);
  ports.append(1);
  await reader.read("main", 0, 1, ["type:d.d"]);
  expect(ports.lastRequest("tail")).toMatchObject({
    queries: ["type:d.d", "type:a.a", "type:b.b"],
  });
});

test("a record that matches several queries of a client comes once, in order", async () => {
  const { ports, reader } = create();
  ports.append(1, { type: "b.b" });
  ports.append(1, { type: "a.a" });
  const queries = ["type:a.a", "", "type:b.b"];
  const slice = await reader.read("main", 0, 2, queries);
  expect(slice.matches(queries, 0).map(({ item, queries: places }) => [item.seq, places])).toEqual([
    [1, [1, 2]],
    [2, [0, 1]],
  ]);
});

test("a failure is told to all who wait, and not kept", async () => {
  const { ports, reader } = create();
  ports.append(1);
  ports.fail("tail", "query-timeout");
  const waiting = [reader.read("main", 0, 1, [""]), reader.read("main", 0, 1, [""])];
  for (const read of waiting) await expect(read).rejects.toMatchObject({ code: "query-timeout" });
  expect(ports.requests).toHaveLength(1);
  ports.failures.clear();
  expect(seqs(await reader.read("main", 0, 1, [""]), "")).toEqual([1]);
});

test("a slice that does not move on would never end, and is refused", async () => {
  const { reader } = create();
  await expect(reader.read("main", 5, 5, [""])).rejects.toMatchObject({ code: "internal" });
});
