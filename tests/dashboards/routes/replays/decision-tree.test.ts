import fc from "fast-check";
import { expect, test } from "vitest";
import { decideReplay } from "#domain/replay/decide-replay.ts";
import { FACT_NAMES, QUESTIONS, type ReplayFacts } from "#domain/replay/replay-facts.ts";
import { REPLAY_TABLE } from "#query/replays/replay-table.ts";
import {
  layoutTree,
  type TreePath,
  walk,
} from "../../../../dashboards/src/routes/replays/decision-tree.ts";

const facts: fc.Arbitrary<ReplayFacts> = fc.record({
  foundInWebDb: fc.boolean(),
  paid: fc.boolean(),
  inMainDb: fc.boolean(),
  mainState: fc.constantFrom("paid", "unpaid", "other", null),
  licenseGenerated: fc.boolean(),
  previousLicenseId: fc.constantFrom(null, "LN1"),
  previousLicenseState: fc.constantFrom("active", "expired", "blocked", null),
});

function pathOf(by: TreePath["by"], known: ReplayFacts): TreePath {
  return { by, answers: new Map(FACT_NAMES.map((fact) => [fact, QUESTIONS[fact].answer(known)])) };
}

const PAID: ReplayFacts = {
  foundInWebDb: true,
  paid: true,
  inMainDb: true,
  mainState: "paid",
  licenseGenerated: false,
  previousLicenseId: null,
  previousLicenseState: null,
};

test("the way through the tree ends where the table decides, for any facts", () => {
  fc.assert(
    fc.property(facts, (known) => {
      const way = walk(REPLAY_TABLE, pathOf("shop", known));
      expect(way.branch?.name).toBe(decideReplay(known).branch);
      expect(way.needs).toBeNull();
    }),
  );
});

test("the lit way runs straight to its end, and every end has a row and one way to it", () => {
  fc.assert(
    fc.property(facts, (known) => {
      const { nodes, edges, ends } = layoutTree(REPLAY_TABLE, [pathOf("shop", known)]);
      expect(ends.filter(({ litBy }) => litBy.length > 0)).toHaveLength(1);
      const lit = edges.filter(({ litBy }) => litBy.length > 0);
      for (const { fromRow, toRow } of lit) expect(toRow).toBe(fromRow);
      expect(new Set(ends.map(({ row }) => row)).size).toBe(REPLAY_TABLE.branches.length);
      const toEnds = edges.filter(({ toColumn }) => toColumn === null);
      expect(toEnds.map(({ toRow }) => toRow).toSorted((a, b) => a - b)).toEqual(
        ends.map(({ row }) => row),
      );
      for (const { toColumn, fromColumn } of edges) {
        expect(toColumn ?? FACT_NAMES.length).toBeGreaterThan(fromColumn);
      }
      expect(edges).toHaveLength(nodes.length + ends.length - 1);
    }),
  );
});

test("a way stops at the first question that is not known, and nothing beyond is lit", () => {
  const byLog: TreePath = { by: "log", answers: new Map([["foundInWebDb", "yes"]]) };
  expect(walk(REPLAY_TABLE, byLog)).toMatchObject({ branch: null, needs: "paid" });
  const { nodes, edges, ends } = layoutTree(REPLAY_TABLE, [pathOf("shop", PAID), byLog]);
  expect(nodes.filter(({ openBy }) => openBy.includes("log")).map(({ fact }) => fact)).toEqual([
    "paid",
  ]);
  expect(edges.filter(({ litBy }) => litBy.includes("log")).map(({ fact }) => fact)).toEqual([
    "foundInWebDb",
  ]);
  expect(ends.flatMap(({ litBy }) => litBy)).toEqual(["shop"]);
});

test("where shop and log differ each has its own end, and the shop's way stays straight", () => {
  const absent = { ...PAID, inMainDb: false };
  const { ends, edges } = layoutTree(REPLAY_TABLE, [pathOf("shop", PAID), pathOf("log", absent)]);
  const lit = ends.filter(({ litBy }) => litBy.length > 0);
  expect(lit.map(({ branch, litBy }) => [branch.name, litBy])).toEqual([
    ["absent-standard", ["log"]],
    ["unlicensed-standard", ["shop"]],
  ]);
  const shops = edges.filter(({ litBy }) => litBy.includes("shop"));
  expect(shops.every(({ fromRow, toRow }) => fromRow === toRow)).toBe(true);
});
