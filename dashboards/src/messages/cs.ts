import type { Messages } from "./en.ts";
import { events } from "./cs/events.ts";
import { exportTexts } from "./cs/exports.ts";
import { find } from "./cs/find.ts";
import { findings } from "./cs/findings.ts";
import { flow } from "./cs/flow.ts";
import { common, coverage, help, nav, palette, problem, signIn, view } from "./cs/frame.ts";
import { giftCards } from "./cs/gift-cards.ts";
import { incidents } from "./cs/incidents.ts";
import { licenses } from "./cs/licenses.ts";
import { live } from "./cs/live.ts";
import { models } from "./cs/models.ts";
import { operations, sources, storage } from "./cs/operations.ts";
import { orderNumbers } from "./cs/order-numbers.ts";
import { quarantine } from "./cs/quarantine.ts";
import { replays } from "./cs/replays.ts";
import { shop } from "./cs/shop.ts";
import { states } from "./cs/states.ts";
import { views } from "./cs/timeline-views.ts";
import { evidence, timeline } from "./cs/timeline.ts";
import { triage } from "./cs/triage.ts";

/** All Czech texts. */
export const cs: Messages = {
  languageTag: "cs",
  dateTag: "cs-CZ",
  dateTo: " až ",
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
