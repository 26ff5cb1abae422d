import type { Messages } from "./en.ts";
import { events } from "./hi/events.ts";
import { exportTexts } from "./hi/exports.ts";
import { find } from "./hi/find.ts";
import { findings } from "./hi/findings.ts";
import { flow } from "./hi/flow.ts";
import { common, coverage, help, nav, palette, problem, signIn, view } from "./hi/frame.ts";
import { giftCards } from "./hi/gift-cards.ts";
import { incidents } from "./hi/incidents.ts";
import { licenses } from "./hi/licenses.ts";
import { live } from "./hi/live.ts";
import { models } from "./hi/models.ts";
import { operations, sources, storage } from "./hi/operations.ts";
import { orderNumbers } from "./hi/order-numbers.ts";
import { quarantine } from "./hi/quarantine.ts";
import { replays } from "./hi/replays.ts";
import { shop } from "./hi/shop.ts";
import { states } from "./hi/states.ts";
import { views } from "./hi/timeline-views.ts";
import { evidence, timeline } from "./hi/timeline.ts";
import { triage } from "./hi/triage.ts";

/** All Hindi texts. Figures stay Latin, as in what is recorded. */
export const hi: Messages = {
  languageTag: "hi",
  dateTag: "hi-IN-u-nu-latn",
  dateTo: " से ",
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
