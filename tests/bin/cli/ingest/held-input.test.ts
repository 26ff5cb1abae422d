import fc from "fast-check";
import { expect, test } from "vitest";
import { HeldInput } from "#bin/cli/ingest/held-input.ts";

test("however it comes and is taken, bytes, offset and line are those of the whole", () => {
  const piece = fc.string({ unit: fc.constantFrom("a", "\n"), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.nat(20)), { maxLength: 20 }), (steps) => {
      const held = new HeldInput();
      const whole = Buffer.from(steps.map(([text]) => text).join(""));
      let added = 0;
      let taken = 0;
      for (const [text, wanted] of steps) {
        held.add(Buffer.from(text));
        added += text.length;
        const count = Math.min(wanted, held.length);
        held.consume(count);
        taken += count;
        expect(held.bytes).toEqual(whole.subarray(taken, added));
        expect(held.length).toBe(added - taken);
        expect(held.offset).toBe(taken);
        expect(held.line).toBe(1 + whole.subarray(0, taken).toString().split("\n").length - 1);
      }
    }),
  );
});
