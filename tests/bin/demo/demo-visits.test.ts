import fc from "fast-check";
import { expect, test } from "vitest";
import { demoVisit } from "#bin/demo/demo-visits.ts";
import { parseEvent } from "#domain/events/parse-event.ts";

test("every invented event is a valid event of one transaction, in order of time", () => {
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }),
      (number, numbers) => {
        let at = 0;
        const events = demoVisit(
          number,
          Date.UTC(2026, 0, 1),
          () => numbers[at++ % numbers.length] ?? 0,
        );
        expect(events.length).toBeGreaterThan(5);
        for (const event of events) expect(parseEvent(event)).toMatchObject({ ok: true });
        expect(new Set(events.map(({ transactionId }) => transactionId)).size).toBe(1);
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        const times = events.map(({ time }) => time);
        expect([...times].sort()).toEqual(times);
      },
    ),
  );
});
