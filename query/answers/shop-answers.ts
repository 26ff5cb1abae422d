import { z } from "zod";
import { coverageSchema } from "./coverage.ts";

const time = z.string().describe("RFC 3339 UTC, milliseconds");
const count = z.number().int().nonnegative();

const shared = {
  coverage: coverageSchema.describe("Of the log; what the shop answers is not built from it"),
};

export const shopProductSchema = z.object({
  code: z.string(),
  family: z.string(),
  description: z.string(),
  kind: z.enum(["license", "giftCard", "course", "physical"]).describe("What it is sold as"),
  priceMinor: z.number().int().describe("In cents of the currency of each store"),
  quantityMin: z.number().int(),
  packaging: z.number().int(),
  updatedAt: time.describe("When it was last fetched, by the shop's clock"),
});
export type ShopProduct = z.infer<typeof shopProductSchema>;

const stored = { total: count, fetchedAt: time.nullable().describe("By the shop's clock") };

export const storedProductsSchema = z.object({ items: z.array(shopProductSchema), ...stored });
export const shopProductsSchema = storedProductsSchema.extend(shared);
export type ShopProducts = z.infer<typeof shopProductsSchema>;

export const shopCustomerSchema = z.object({
  account: z.string(),
  fidelityPoint: z.number().int(),
  payment: z.number().int().describe("Above 0: has paid something"),
  updatedAt: time,
});
export type ShopCustomer = z.infer<typeof shopCustomerSchema>;

export const storedCustomersSchema = z.object({ items: z.array(shopCustomerSchema), ...stored });
export const shopCustomersSchema = storedCustomersSchema.extend({
  nextAfter: z.string().nullable().describe("`after` of the next page"),
  ...shared,
});
export type ShopCustomers = z.infer<typeof shopCustomersSchema>;

export const shopClockSchema = z.object({
  nowMs: z.number().int(),
  zone: z.string().describe("IANA zone of its wall clock"),
  speed: z.number().nullable().describe("Seconds of it in a second; null where none can be set"),
  speedCanBeSet: z.boolean(),
});
export type ShopClock = z.infer<typeof shopClockSchema>;

export const shopTaskSchema = z.object({
  id: z.string(),
  app: z.string(),
  name: z.string(),
  host: z.string(),
  url: z.string(),
  source: z.string(),
  data: z.string(),
  time: z.string().describe("As it was asked for, on the clock's wall: YYYY-MM-DDTHH:mm"),
  recurrence: z.string().describe("once, hourly, daily, weekly, or a cron expression"),
  state: z.enum(["waiting", "running", "paused", "done"]),
  nextDueMs: z.number().int().nullable(),
  shift: z
    .enum(["skipped", "twice"])
    .nullable()
    .describe("Where the wall clock skips the time of the next run, or shows it twice"),
  last: z
    .object({
      due: z.string().describe("With its offset"),
      outcome: z.enum(["success", "failure", "unknown", "missed"]),
      reason: z.string().nullable(),
    })
    .nullable(),
});
export type ShopTask = z.infer<typeof shopTaskSchema>;

export const scheduleSchema = z.object({
  clock: shopClockSchema,
  speedMin: z.number(),
  speedMax: z.number(),
  tasks: z.array(shopTaskSchema).describe("The next to run first"),
  apps: z
    .array(
      z.object({
        app: z.string(),
        label: z.string(),
        name: z.string(),
        host: z.string(),
        url: z.string(),
      }),
    )
    .describe("What can be put on the schedule"),
});
export const shopScheduleSchema = scheduleSchema.extend(shared);
export type ShopSchedule = z.infer<typeof shopScheduleSchema>;

export const shopFaultSchema = z.object({
  name: z.string(),
  what: z.string(),
  findings: z.array(z.string()).describe("Rules whose findings it leads to"),
  rate: z.number().describe("Share of the occasions on which it strikes; 0: never"),
  usualRate: z.number(),
  struck: count.describe("Since the shop opened"),
});
export type ShopFault = z.infer<typeof shopFaultSchema>;

export const simulatorSchema = z.object({
  now: time.describe("By the shop's clock"),
  customers: z.object({
    perHour: z.number().describe("Who come by themselves; 0: nobody"),
    until: time.nullable().describe("By the shop's clock: nobody comes after"),
    arrived: count.describe("Since the shop opened"),
    perHourMax: z.number().int(),
  }),
  faults: z.array(shopFaultSchema),
});
export const shopSimulatorSchema = simulatorSchema.extend(shared);
export type ShopSimulator = z.infer<typeof shopSimulatorSchema>;

/** What came of a change. */
export const shopChangeSchema = z.object({
  requested: z.string().describe("Reference of the record that says who asked for it"),
  loaded: z
    .object({ count, added: count, changed: count })
    .exactOptional()
    .describe("Of a fetch: received, of them new, of them changed"),
  removed: count.exactOptional().describe("Of emptying: how many there were"),
  task: z.string().exactOptional().describe("ID of the task it was about"),
});
export type ShopChangeAnswer = z.infer<typeof shopChangeSchema>;
