import type { Messages } from "./en.ts";
import { events } from "./fr/events.ts";
import { exportTexts } from "./fr/exports.ts";
import { find } from "./fr/find.ts";
import { findings } from "./fr/findings.ts";
import { flow } from "./fr/flow.ts";
import { common, coverage, help, nav, palette, problem, signIn, view } from "./fr/frame.ts";
import { giftCards } from "./fr/gift-cards.ts";
import { incidents } from "./fr/incidents.ts";
import { licenses } from "./fr/licenses.ts";
import { live } from "./fr/live.ts";
import { models } from "./fr/models.ts";
import { operations, sources, storage } from "./fr/operations.ts";
import { orderNumbers } from "./fr/order-numbers.ts";
import { quarantine } from "./fr/quarantine.ts";
import { replays } from "./fr/replays.ts";
import { shop } from "./fr/shop.ts";
import { states } from "./fr/states.ts";
import { views } from "./fr/timeline-views.ts";
import { evidence, timeline } from "./fr/timeline.ts";
import { triage } from "./fr/triage.ts";

export const fr: Messages = {
  languageTag: "fr",
  dateTag: "fr-FR",
  dateTo: " à ",
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
