import { expect, test } from "vitest";
import {
  activeColumn,
  columnsOf,
  nextFilter,
  readLiveSearch,
  searchOf,
  withColumn,
  withFilter,
} from "../../../../dashboards/src/routes/live/live-search.ts";

test("one filter stands in the address as it always did; all records need none", () => {
  expect(columnsOf(readLiveSearch({}))).toEqual([""]);
  expect(columnsOf(readLiveSearch({ q: "type:payment.*", other: "x" }))).toEqual([
    "type:payment.*",
  ]);
  expect(searchOf([""])).toEqual({});
  expect(searchOf(["type:payment.*"])).toEqual({ q: "type:payment.*" });
});

test("several filters are read back as they were written, each once", () => {
  for (const columns of [
    ["", "a"],
    ["a", "", "b"],
    ["a", "b", "c", "d"],
  ]) {
    expect(columnsOf(searchOf(columns))).toEqual(columns);
  }
  expect(columnsOf({ q: "a", q2: "a", q4: "b" })).toEqual(["a", "b"]);
  expect(searchOf(["a", "b", "c", "d", "e"])).toEqual({ q: "a", q2: "b", q3: "c", q4: "d" });
});

test("a column is added where there is room, and a filter stands in one column alone", () => {
  expect(withColumn(["a"], "b")).toEqual(["a", "b"]);
  expect(withColumn(["a"], "a")).toBeNull();
  expect(withColumn(["a", "b", "c", "d"], "e")).toBeNull();
  expect(withFilter(["a", "b"], 1, "c")).toEqual(["a", "c"]);
  expect(withFilter(["a", "b"], 1, "a")).toEqual(["a"]);
  expect(nextFilter([""])).toBe("outcome:failure");
  expect(nextFilter(["outcome:failure"])).toBe("type:order.*");
});

test("the active column is one that is there", () => {
  expect(activeColumn({ col: "2" }, 3)).toBe(1);
  expect([{}, { col: "9" }, { col: "x" }, { col: "-1" }].map((s) => activeColumn(s, 3))).toEqual([
    0, 0, 0, 0,
  ]);
});
