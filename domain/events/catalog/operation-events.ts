import {
  type EventType,
  eventType,
  list,
  number,
  object,
  optional,
  required,
  text,
  timestamp,
  truth,
} from "./event-type.ts";

const replayObjects = [required("replay"), required("order")];

const replayResult = {
  objects: replayObjects,
  attributes: [
    object("checks", [
      truth("stateMatches"),
      truth("licenseGenerated"),
      truth("invoiceIssued"),
      truth("mailRecorded"),
    ]),
  ],
};

const synchronization = { attributes: [number("count")] };

const task = {
  objects: [required("task")],
  attributes: [text("name"), text("app"), text("recurrence"), text("source"), timestamp("dueAt")],
};

const station = { attributes: [text("name"), list("stores"), number("lag")] };

const judgement = {
  objects: "any",
  attributes: [text("rule"), text("note"), text("by")],
} as const;

const delivery = [
  text("alert"),
  text("delivery"),
  text("kind", ["search", "finding", "test"]),
  text("destination"),
  number("items"),
  number("attempts"),
  number("status"),
];

const reserved = (type: string, description: string): EventType => ({
  ...eventType(type, description, { objects: "any" }),
  reserved: true,
});

/** Replays, synchronization, the scheduler, traces, sources, and what people do with findings. */
export const OPERATION_EVENTS: readonly EventType[] = [
  eventType("replay.requested", "Somebody asked the shop to replay an order.", {
    objects: [required("order")],
    attributes: [text("by")],
  }),
  eventType("replay.decided", "It was decided what of an uncertain order to replay.", {
    objects: replayObjects,
    attributes: [
      text("gatewayState"),
      truth("paid"),
      truth("inMainDb"),
      text("mainState", ["paid", "unpaid", "other"]),
      truth("licenseGenerated"),
      text("previousLicenseId"),
      text("previousLicenseState"),
      text("decision", ["none", "wholeOrder", "orderInfo", "getKeyRequest"]),
      text("branch"),
      text("lineItemId"),
      truth("dryRun"),
      text("by", ["system", "operator"]),
    ],
  }),
  eventType("replay.documentLoaded", "A document was loaded into the main database.", {
    objects: replayObjects,
    attributes: [
      text("document", ["orderInfo", "getKeyRequest"]),
      text("pair"),
      text("lineItemId"),
    ],
  }),
  eventType("replay.verified", "The replayed order is as it should be.", replayResult),
  eventType("replay.failed", "The replayed order is not as it should be.", replayResult),
  eventType("catalog.synchronized", "Products were fetched and stored.", synchronization),
  eventType("catalog.rejected", "Products fetched were not accepted.", synchronization),
  eventType("catalog.emptied", "The product table was emptied.", synchronization),
  eventType("customers.synchronized", "Customers were fetched and stored.", synchronization),
  eventType("customers.rejected", "Customers fetched were not accepted.", synchronization),
  eventType("customers.emptied", "The customer table was emptied.", synchronization),
  eventType("task.scheduled", "A task was put on the schedule.", task),
  eventType("task.started", "A task began.", task),
  eventType("task.completed", "A task ended well.", task),
  eventType("task.failed", "A task ended badly.", task),
  eventType("task.missed", "A task did not run when it was due.", task),
  eventType("task.paused", "A task rests until it is resumed.", task),
  eventType("task.resumed", "A task that rested runs again.", task),
  eventType("task.removed", "A task was taken off the schedule.", task),
  eventType("shop.changeRequested", "Somebody asked the shop for a change.", {
    objects: [optional("task")],
    attributes: [
      text("change", [
        "fetchProducts",
        "emptyProducts",
        "fetchCustomers",
        "emptyCustomers",
        "setSpeed",
        "addTask",
        "pauseTask",
        "resumeTask",
        "removeTask",
        "setCustomers",
        "setFaults",
      ]),
      object("asked", [
        number("speed"),
        text("app"),
        text("time"),
        text("recurrence"),
        text("taskId"),
        number("perHour"),
        list("rates"),
      ]),
      text("by"),
    ],
  }),
  eventType("trace.recorded", "A trace text that no rule recognizes.", {
    objects: "any",
    attributes: [text("component")],
  }),
  eventType("warning.recorded", "A component warned of something.", {
    objects: "any",
    attributes: [text("component")],
  }),
  eventType("source.started", "A source began to report.", station),
  eventType(
    "source.heartbeat",
    "A source is alive, though it may have nothing to report.",
    station,
  ),
  eventType("source.lost", "A source stopped reporting.", station),
  eventType("source.recovered", "A lost source reports again.", station),
  eventType("ledger.started", "The ledger's writer began.", station),
  eventType("ledger.stopped", "The ledger's writer ended.", station),
  eventType("finding.acknowledged", "Somebody took note of a finding.", judgement),
  eventType("finding.explained", "Somebody explained a finding.", judgement),
  eventType("finding.assigned", "A finding was given to somebody to look after.", {
    objects: "any",
    attributes: [...judgement.attributes, text("assignee")],
  }),
  eventType("finding.reopened", "What was said of a finding no longer holds.", judgement),
  eventType("alert.delivered", "A webhook took the records or findings of an alert.", {
    objects: "any",
    attributes: delivery,
  }),
  eventType("alert.failed", "A webhook was given up: it did not take what an alert sent.", {
    objects: "any",
    attributes: delivery,
    reason: "expected",
  }),
  reserved("access.read", "Somebody read records."),
  reserved("access.revealed", "Somebody saw protected values in the clear."),
  reserved("export.created", "An export was ordered."),
  reserved("export.finished", "An export was made."),
  reserved("hold.placed", "Records were put on legal hold."),
  reserved("hold.released", "A legal hold was lifted."),
  reserved("erasure.requested", "Erasure of personal data was requested."),
  reserved("erasure.done", "Personal data was erased."),
  reserved("key.rotated", "A key was replaced."),
];
