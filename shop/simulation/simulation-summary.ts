import { z } from "zod";

const counts = z.record(z.string(), z.int());

/** `summary.json`: how the run was called and what came of it. Nothing of the machine it ran on. */
export const simulationSummary = z.strictObject({
  seed: z.int(),
  customers: z.int(),
  days: z.int(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** It was interrupted: everything is told until `to`. */
  stopped: z.boolean(),
  /** Rates of the faults that were on. */
  rates: z.record(z.string(), z.number()),
  arrived: z.int(),
  /** Customers by what they did. */
  behaviors: counts,
  /** Orders by their state. */
  orders: counts,
  /** Numbers by what became of them. */
  numbers: counts,
  giftCards: z.int(),
  licenses: z.int(),
  /** Replays by how they ended. */
  replays: counts,
  /** What the shop refused, by code; customers then give up. */
  refusals: counts,
  /** Faults that struck, by name. */
  faults: counts,
  events: z.strictObject({
    /** Sent by the shop. */
    sent: z.int(),
    /** Lines of `events.ndjson`. */
    written: z.int(),
  }),
});
export type SimulationSummary = z.infer<typeof simulationSummary>;

/** How often each value comes, in alphabetical order. */
export function countValues(values: Iterable<string>): Record<string, number> {
  const totals = new Map<string, number>();
  for (const value of values) totals.set(value, (totals.get(value) ?? 0) + 1);
  return Object.fromEntries([...totals].sort(([one], [other]) => (one < other ? -1 : 1)));
}
