import fc from "fast-check";
import { expect, test } from "vitest";
import { TracewellError } from "#domain/errors.ts";
import { TailPosition } from "#query/api/tail/tail-position.ts";

test("reads back what it wrote, for any ledgers and positions", () => {
  const ledger = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
  const seq = fc.integer({ min: 0, max: 1e12 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(ledger, seq), { selector: ([name]) => name, minLength: 1 }),
      (seqs) => {
        const read = TailPosition.parse(new TailPosition(seqs).id());
        expect(seqs.map(([name]) => read.seqOf(name))).toEqual(seqs.map(([, at]) => at));
        const [[name, at] = ["", 0]] = seqs;
        const later = TailPosition.parse(new TailPosition(seqs).id(name, at + 1));
        expect(later.seqOf(name)).toBe(at + 1);
      },
    ),
  );
});

function failureOf(text: string): unknown {
  try {
    TailPosition.parse(text);
    return null;
  } catch (error) {
    return error instanceof TracewellError ? error.code : error;
  }
}

test("never fails on foreign text but with `invalid-cursor`", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expect(failureOf(text)).toSatisfy(
        (failure) => failure === null || failure === "invalid-cursor",
      );
    }),
  );
});

test.each(["", "main", "main x", "main -1", "main 1.5", " 1", "main 9999999999999999"])(
  "refuses the position %j",
  (text) => {
    expect(() => TailPosition.parse(Buffer.from(text).toString("base64url"))).toThrow(
      expect.objectContaining({ code: "invalid-cursor" }),
    );
  },
);

test("a ledger that was not there begins at its beginning", () => {
  expect(TailPosition.atHeads([{ ledger: "main", headSeq: 9 }]).seqOf("other")).toBe(0);
});
