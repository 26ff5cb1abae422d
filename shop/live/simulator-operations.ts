import { z } from "zod";
import { FAULTS, isFaultName } from "../faults/fault-catalog.ts";
import { operation } from "../services/operation.ts";

/** As many as the command lets come: beyond, one machine does not serve them. */
export const PER_HOUR_MAX = 100_000;

const faultName = z.enum(Object.keys(FAULTS).filter(isFaultName));
const rate = z.number().min(0).max(1);

const state = z.object({
  /** Of the shop's clock. */
  now: z.string(),
  customers: z.object({
    /** 0 while nobody comes by themselves. */
    perHour: z.number(),
    /** On the shop's clock: nobody comes after; null while nobody comes. */
    until: z.string().nullable(),
    /** Since the shop opened. */
    arrived: z.int().nonnegative(),
    perHourMax: z.int(),
  }),
  faults: z.array(
    z.object({
      name: faultName,
      what: z.string(),
      /** Rules whose findings it leads to. */
      findings: z.array(z.string()),
      /** Share of the occasions on which it strikes, 0 where it is off. */
      rate,
      /** The same when it is turned on without a rate of its own. */
      usualRate: rate,
      /** How often it struck since the shop opened. */
      struck: z.int().nonnegative(),
    }),
  ),
});
export type SimulatorState = z.infer<typeof state>;

/** Customers who come by themselves, and what goes wrong, in a shop that runs. */
export const SIMULATOR_OPERATIONS = {
  view: operation({
    name: "viewSimulator",
    method: "GET",
    path: "/operator/simulator",
    summary: "Customers who come by themselves, and the faults that strike",
    operatorOnly: true,
    input: z.strictObject({}),
    answer: state,
  }),
  setCustomers: operation({
    name: "setSimulatedCustomers",
    method: "PUT",
    path: "/operator/simulator/customers",
    summary: "Let customers come by themselves, so many an hour for a day; 0: no more",
    operatorOnly: true,
    input: z.strictObject({ perHour: z.int().min(0).max(PER_HOUR_MAX) }),
    answer: state,
  }),
  setFaults: operation({
    name: "setFaults",
    method: "PUT",
    path: "/operator/simulator/faults",
    summary: "Change how often faults strike; those that are not named stay as they are",
    operatorOnly: true,
    input: z.strictObject({ rates: z.partialRecord(faultName, rate) }),
    answer: state,
  }),
} as const;
