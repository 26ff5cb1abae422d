import { expect, test } from "vitest";
import { VirtualClock } from "#shop/clock/virtual-clock.ts";
import { FaultInjector } from "#shop/simulation/fault-injector.ts";
import { parseFaultRates } from "#shop/simulation/fault-rates.ts";

const ORDER = [{ type: "order", id: "100000001" }] as const;

function strikesOf(rates: string, seed: number): boolean[] {
  const clock = new VirtualClock(0);
  const injector = new FaultInjector({ clock, seed, rates: parseFaultRates(rates) });
  return Array.from({ length: 200 }, () => {
    injector.strikes("mail.bounced", ORDER);
    return injector.strikes("mail.lost", ORDER);
  });
}

test("a fault strikes at its rate, and what struck is noted", () => {
  const clock = new VirtualClock(1_000);
  const injector = new FaultInjector({ clock, seed: 1, rates: parseFaultRates("mail.lost=1") });
  expect(injector.strikes("mail.lost", ORDER)).toBe(true);
  expect(injector.strikes("mail.bounced", ORDER)).toBe(false);
  expect(injector.struck).toEqual([{ fault: "mail.lost", atMs: 1_000, on: ORDER }]);
  const struck = strikesOf("mail.lost=0.3", 1).filter(Boolean).length;
  expect(struck).toBeGreaterThan(30);
  expect(struck).toBeLessThan(90);
});

test("the same seed strikes the same occasions, whatever other faults do", () => {
  expect(strikesOf("mail.lost=0.3", 1)).toEqual(strikesOf("mail.bounced=0.5,mail.lost=0.3", 1));
  expect(strikesOf("mail.lost=0.3", 1)).not.toEqual(strikesOf("mail.lost=0.3", 2));
});
