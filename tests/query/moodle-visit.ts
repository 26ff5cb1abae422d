import type { StagedEvent } from "./query-stage.ts";

const TRANSACTION = "TU80WKRYTI9QUMJ4";

function step(time: string, type: string, message: string, more: Partial<StagedEvent> = {}) {
  return {
    type,
    time: `2016-07-27T${time}Z`,
    transactionId: TRANSACTION,
    objects: [{ type: "transaction", id: TRANSACTION }],
    source: "moodle",
    message,
    ...more,
  } satisfies StagedEvent;
}

/** The seven records of a visit to the Moodle shop, as its trace gives them. */
export const MOODLE_VISIT: readonly StagedEvent[] = [
  step("09:32:13.753", "payment.requested", "Test Processing: paying"),
  step("09:32:14.193", "payment.captured", "Test Interactive : Payment Success"),
  step(
    "09:32:14.761",
    "fulfillment.started",
    "Production Controller: Full production starting from SOLDOUT ...",
    { attributes: { fromState: "SOLDOUT", component: "Production Controller" } },
  ),
  step(
    "09:32:14.764",
    "fulfillment.handlerMissing",
    "Prepay Production Error: No handler for COURSETOBUY",
    { attributes: { handler: "COURSETOBUY" }, level: "error" },
  ),
  step("09:32:14.766", "trace.recorded", "Production Controller: Post Pay process"),
  step(
    "09:32:14.774",
    "order.completed",
    "Production Controller: Transaction Complete Operations",
    { parseNotes: [{ code: "reassembled", message: "The ID stood before the header." }] },
  ),
  step(
    "09:32:15.854",
    "warning.recorded",
    "Production Controller Warning: Seems no sales manager are assigned",
    { level: "warning" },
  ),
];

export const MOODLE_TRANSACTION = TRANSACTION;
