import { describe, expect, it } from "vitest";
import type { EventAnswer } from "../../../../query/answers/event-answer.ts";
import { chainsOf, termSpan } from "../../../../dashboards/src/routes/licenses/license-chains.ts";

const YEAR_MS = 365 * 24 * 3600 * 1000;
const day = (month: number, year = 2026) => new Date(Date.UTC(year, month, 1)).toISOString();

let seq = 0;
/** The record that made a license; its term lasts a year. */
function made(id: string, at: string, from: string, previous?: string): EventAnswer {
  seq += 1;
  return {
    reference: `main:${seq}`,
    ledger: "main",
    seq,
    recordedAt: at,
    id: String(seq),
    type: "license.generated",
    time: at,
    objects: [
      { type: "license", id },
      ...(previous === undefined ? [] : [{ type: "license", id: previous, role: "previous" }]),
    ],
    attributes: {
      validFrom: from,
      validUntil: new Date(Date.parse(from) + YEAR_MS).toISOString(),
    },
    source: { name: "shop" },
    parseNotes: [],
    schemaVersion: 1,
  };
}

const ids = (chains: ReturnType<typeof chainsOf>) =>
  chains.map(({ licenses }) => licenses.map(({ id }) => id));

describe("chains of renewals", () => {
  it("join licenses over several renewals, the last renewed chain first", () => {
    const chains = chainsOf(
      [
        made("C", day(5), day(0, 2028), "B"),
        made("A", day(0), day(0)),
        made("B", day(3), day(0, 2027), "A"),
        made("Z", day(6), day(0, 2027), "Y"),
        made("Y", day(1), day(0)),
      ],
      [],
    );
    expect(ids(chains)).toEqual([
      ["Y", "Z"],
      ["A", "B", "C"],
    ]);
    expect(chains.map(({ key }) => key)).toEqual(["Z", "C"]);
  });

  it("tell how one term stands to the one before", () => {
    const first = made("A", day(0), day(0));
    const joint = (from: string) =>
      chainsOf([first, made("B", day(3), from, "A")], [])[0]?.licenses[1]?.joint;
    expect(joint(day(0, 2027))).toEqual({ kind: "seamless" });
    expect(joint(day(1, 2027))).toEqual({ kind: "gap", lengthMs: 31 * 24 * 3600 * 1000 });
    expect(joint(day(11))).toEqual({ kind: "overlap", lengthMs: 31 * 24 * 3600 * 1000 });
  });

  it("begin with a license that only its renewal names", () => {
    const [chain] = chainsOf([made("B", day(3), day(0), "LN-OTHER")], []);
    expect(chain?.licenses[0]).toMatchObject({ id: "LN-OTHER", made: null, validUntil: null });
    expect(chain?.licenses[1]?.joint).toEqual({ kind: "notKnown" });
  });

  it("end although records name each other in a circle", () => {
    const circle = [made("A", day(0), day(0), "B"), made("B", day(1), day(1), "A")];
    expect(chainsOf(circle, []).flatMap(({ licenses }) => licenses)).toHaveLength(2);
  });

  it("take the time of all terms and of now", () => {
    const chains = chainsOf([made("A", day(0), day(0))], []);
    expect(termSpan(chains, Date.parse(day(6)))).toEqual({
      fromMs: Date.parse(day(0)),
      toMs: Date.parse(day(0)) + YEAR_MS,
    });
    expect(termSpan(chains, Date.parse(day(6, 2029)))?.toMs).toBe(Date.parse(day(6, 2029)));
    expect(termSpan([], 0)).toBeNull();
  });
});
