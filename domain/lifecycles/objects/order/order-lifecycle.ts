import type { ObjectLifecycle } from "../../object-lifecycle.ts";
import { ORDER_MODEL } from "./order-model.ts";

export const ORDER_LIFECYCLE: ObjectLifecycle<null> = {
  type: "order",
  model: ORDER_MODEL,
  read: () => ({
    facts: null,
    signals: [],
    owed: [],
    money: {},
    details: {},
    unknowns: [],
    changesMs: [],
  }),
  rules: [],
};
