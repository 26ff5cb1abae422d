import type { ObjectLifecycle } from "../../object-lifecycle.ts";
import { LICENSE_MODEL } from "./license-model.ts";

export const LICENSE_LIFECYCLE: ObjectLifecycle<null> = {
  type: "license",
  model: LICENSE_MODEL,
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
