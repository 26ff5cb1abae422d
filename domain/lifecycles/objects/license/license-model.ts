import type { LifecycleModel } from "../../lifecycle-model.ts";

/** A license, from its order to the end of its term, with those that it renews and that renew it. */
export const LICENSE_MODEL: LifecycleModel = {
  type: "license",
  version: 1,
  states: [
    { name: "unknown", title: "Unknown" },
    { name: "active", title: "Active", isResting: true },
    { name: "expired", title: "Expired", isFinal: true },
    { name: "blocked", title: "Blocked", isFinal: true },
  ],
  initial: "unknown",
  transitions: [
    { from: "unknown", to: "active", signal: "generated" },
    { from: "unknown", to: "active", signal: "activated" },
    { from: "unknown", to: "expired", signal: "expired" },
    { from: "unknown", to: "blocked", signal: "blocked" },
    { from: "active", to: "expired", signal: "expired" },
    { from: "active", to: "blocked", signal: "blocked" },
    { from: "expired", to: "blocked", signal: "blocked" },
  ],
  signals: [
    {
      name: "generated",
      title: "Made",
      events: ["license.generated"],
      isMilestone: true,
    },
    {
      name: "mailed",
      title: "Sent by mail",
      events: ["mail.sent"],
      when: "a license mail of its order that no earlier license of the order took",
      isMilestone: true,
    },
    {
      name: "activated",
      title: "Activated",
      events: ["license.activated"],
      when: "the first of them",
      isMilestone: true,
    },
    {
      name: "renewed",
      title: "Renewed",
      events: ["license.generated"],
      when: "another license names it as the one it renews",
    },
    {
      name: "expired",
      title: "Expired",
      events: ["license.expired", "license.generated"],
      when: "its end has come, whether or not a record says so",
    },
    { name: "blocked", title: "Blocked", events: ["license.blocked"] },
  ],
  obligations: [],
  money: [],
  links: [
    {
      type: "order",
      relation: "order",
      events: ["license.generated", "license.activated", "license.expired", "license.blocked"],
      isRead: true,
      isTold: true,
    },
    {
      type: "license",
      relation: "previousLicense",
      role: "previous",
      events: ["license.generated"],
      isRead: true,
    },
    {
      type: "license",
      relation: "renewedBy",
      as: "previous",
      events: ["license.generated"],
      isRead: true,
    },
  ],
  normalPath: ["generated", "mailed", "activated"],
};
