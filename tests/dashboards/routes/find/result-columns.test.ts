import { expect, test } from "vitest";
import {
  columnsText,
  columnTracks,
  DEFAULT_COLUMNS,
  readColumns,
  toggleColumn,
} from "../../../../dashboards/src/routes/find/result-columns.ts";
import { zoomedOut } from "../../../../dashboards/src/routes/find/zoom-out.ts";

test("columns stand in their own order, and time and record are always there", () => {
  expect(readColumns(undefined)).toEqual(DEFAULT_COLUMNS);
  expect(readColumns("amount,what,nonsense")).toEqual(["time", "what", "amount", "seq"]);
  expect(readColumns("seq,attributes.gateway,id")).toEqual([
    "time",
    "id",
    "attributes.gateway",
    "seq",
  ]);
});

test("a column is added and taken away, and the usual ones need no word in the address", () => {
  const more = toggleColumn(DEFAULT_COLUMNS, "source");
  expect(columnsText(more)).toBe("time,id,what,type,source,seq");
  expect(columnsText(toggleColumn(more, "source"))).toBeUndefined();
  expect(toggleColumn(more, "time")).toEqual(more);
  expect(columnTracks(["time", "attributes.x"])).toBe("212px minmax(100px, 0.4fr)");
});

test("zooming out triples a range around its middle; an open one has none", () => {
  expect(zoomedOut("2026-01-01T10:00:00.000Z", "2026-01-01T11:00:00.000Z")).toEqual({
    from: "2026-01-01T09:00:00.000Z",
    to: "2026-01-01T12:00:00.000Z",
  });
  expect(zoomedOut("2026-01-01T10:00:00.000Z", undefined)).toBeNull();
  expect(zoomedOut("now-1h", "now")).toBeNull();
});
