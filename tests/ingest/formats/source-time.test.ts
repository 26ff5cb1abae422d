import { assert, constantFrom, integer, property } from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { isoTime, ZoneClock } from "#ingest/formats/source-time.ts";
import { readEpoch, readIsoTime } from "#ingest/formats/time-text.ts";

const ZONES = [
  "UTC",
  "Europe/Paris",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Casablanca",
  "Asia/Kathmandu",
  "America/Sao_Paulo",
];

/** Changes of offset in these zones since 1996 are by half an hour or an hour. */
const SHIFTS_MS = [-3_600_000, -1_800_000, 0, 1_800_000, 3_600_000];

test("every instant's local time is read back to it, or to the earlier of two", () => {
  const clocks = new Map(ZONES.map((zone) => [zone, new ZoneClock(zone)]));
  const instants = integer({ min: Date.UTC(1996, 0), max: Date.UTC(2030, 0) });
  assert(
    property(instants, constantFrom(...ZONES), (ms, zone) => {
      const localText = (at: number): string =>
        DateTime.fromMillis(at, { zone }).toFormat("yyyyMMddHHmmssSSS");
      const alike = SHIFTS_MS.map((shift) => ms + shift).filter(
        (at) => localText(at) === localText(ms),
      );
      const reading = clocks.get(zone)?.read(DateTime.fromMillis(ms, { zone }));
      const codes = reading?.ok === true ? reading.notes.map((note) => note.code) : null;
      expect(reading).toMatchObject({ ok: true, ms: Math.min(...alike) });
      expect(codes).toEqual(alike.length > 1 ? ["time-ambiguous"] : []);
    }),
    { numRuns: 1000 },
  );
});

test("hours around every change of a year are read like that too", () => {
  const clock = new ZoneClock("Europe/Paris");
  const notes = new Set<string>();
  for (let ms = Date.UTC(2026, 9, 24); ms < Date.UTC(2026, 9, 27); ms += 600_000) {
    const reading = clock.read(DateTime.fromMillis(ms, { zone: "Europe/Paris" }));
    const codes = reading.ok ? reading.notes.map((note) => note.code) : ["refused"];
    const hour = (ms - Date.UTC(2026, 9, 25)) / 3_600_000;
    expect(codes).toEqual(hour >= 0 && hour < 2 ? ["time-ambiguous"] : []);
    for (const code of codes) notes.add(code);
  }
  expect([...notes]).toEqual(["time-ambiguous"]);
});

describe("near a change of offset", () => {
  test.each([
    ["America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00.000Z", "time-ambiguous"],
    ["America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:30:00.000Z", "time-in-gap"],
    ["Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00.000Z", "time-ambiguous"],
    ["Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45:00.000Z", "time-in-gap"],
    ["Pacific/Apia", "2011-12-30T10:00:00", "2011-12-30T20:00:00.000Z", "time-in-gap"],
    ["Europe/Paris", "2026-10-25T02:00:00", "2026-10-25T00:00:00.000Z", "time-ambiguous"],
    ["Europe/Paris", "2026-10-25T03:00:00", "2026-10-25T02:00:00.000Z", undefined],
    ["Europe/Paris", "2026-03-29T03:00:00", "2026-03-29T01:00:00.000Z", undefined],
  ])("%s %s", (zone, local, instant, code) => {
    const reading = readIsoTime(local, new ZoneClock(zone));
    expect(reading?.ok && [isoTime(reading.ms), reading.notes[0]?.code]).toEqual([instant, code]);
  });
});

test.each(["", "Europe", "local", "system", "+25:00", "Mars/Olympus"])("%s is no zone", (zone) => {
  expect(() => new ZoneClock(zone)).toThrow(/time zone/);
});

test.each([
  [1469618733, "2016-07-27T11:25:33.000Z", []],
  [1469618733.7539, "2016-07-27T11:25:33.753Z", ["time-truncated"]],
  [1469618733753, "2016-07-27T11:25:33.753Z", []],
  ["1469618733753001", "2016-07-27T11:25:33.753Z", ["time-truncated"]],
  ["1469618733753000001", "2016-07-27T11:25:33.753Z", ["time-truncated"]],
  [-1000, "1969-12-31T23:43:20.000Z", []],
  [0, "1970-01-01T00:00:00.000Z", []],
])("the epoch number %s", (value, time, codes) => {
  const reading = readEpoch(value);
  expect(reading?.ok && [isoTime(reading.ms), reading.notes.map((note) => note.code)]).toEqual([
    time,
    codes,
  ]);
});

test("numbers that are no time are refused", () => {
  expect(readEpoch("1e9")).toBeNull();
  expect(readEpoch(Number.NaN)).toBeNull();
  expect(readEpoch("253402300800", "epoch-s")).toMatchObject({ ok: false });
});
