import type { Messages } from "./en.ts";
import { events } from "./zh/events.ts";
import { exportTexts } from "./zh/exports.ts";
import { find } from "./zh/find.ts";
import { findings } from "./zh/findings.ts";
import { flow } from "./zh/flow.ts";
import { common, coverage, help, nav, palette, problem, signIn, view } from "./zh/frame.ts";
import { giftCards } from "./zh/gift-cards.ts";
import { incidents } from "./zh/incidents.ts";
import { licenses } from "./zh/licenses.ts";
import { live } from "./zh/live.ts";
import { models } from "./zh/models.ts";
import { operations, sources, storage } from "./zh/operations.ts";
import { orderNumbers } from "./zh/order-numbers.ts";
import { quarantine } from "./zh/quarantine.ts";
import { replays } from "./zh/replays.ts";
import { shop } from "./zh/shop.ts";
import { states } from "./zh/states.ts";
import { views } from "./zh/timeline-views.ts";
import { evidence, timeline } from "./zh/timeline.ts";
import { triage } from "./zh/triage.ts";

/** All Chinese texts, in simplified characters. */
export const zh: Messages = {
  languageTag: "zh",
  dateTag: "zh-CN",
  dateTo: "至",
  product: "Tracewell",
  title: (page) => `${page} · Tracewell`,
  events,
  nav,
  view,
  common,
  coverage,
  problem,
  signIn,
  help,
  palette,
  find,
  findings,
  flow,
  states,
  timeline,
  giftCards,
  replays,
  evidence,
  models,
  views,
  licenses,
  live,
  orderNumbers,
  quarantine,
  operations,
  sources,
  storage,
  exports: exportTexts,
  incidents,
  triage,
  shop,
};
