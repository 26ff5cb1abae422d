import { z } from "zod";
import type { FaultPlan } from "../faults/fault-plan.ts";
import { handler, operation, type ServiceDefinition } from "../services/operation.ts";
import { CRM_CUSTOMERS } from "./crm-customers.ts";

/** The CRM's host. */
export const CRM = "crm";

/** All customers of the CRM. The answer is foreign: whoever asks reads it with `readCustomers`. */
export const crmData = operation({
  name: "crmData",
  method: "GET",
  path: "/api/data",
  summary: "All customers of the CRM",
  input: z.strictObject({}),
  answer: z.unknown(),
});

/** The CRM service. Under `crm.malformed` it answers with something that is no list of customers, in turn. */
export function crmProvider({ faults }: { readonly faults: FaultPlan }): ServiceDefinition {
  let malformedCount = 0;
  const answer = (): unknown =>
    faults.strikes("crm.malformed", [])
      ? MALFORMED[malformedCount++ % MALFORMED.length]?.()
      : CRM_CUSTOMERS;
  return { name: CRM, handlers: [handler(crmData, answer)] };
}

const MALFORMED: readonly (() => unknown)[] = [
  () => "Service temporarily unavailable",
  () => ({ customers: CRM_CUSTOMERS }),
  () => [...CRM_CUSTOMERS, CRM_CUSTOMERS[0]],
  () => [...CRM_CUSTOMERS, { firstName: "Nobody", fidelityPoint: "many" }],
];
