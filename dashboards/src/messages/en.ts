import { enEvents } from "./en/events.ts";
import { exportTexts } from "./en/exports.ts";
import { find } from "./en/find.ts";
import { findings } from "./en/findings.ts";
import { common, coverage, help, nav, palette, problem, signIn, view } from "./en/frame.ts";
import { giftCards } from "./en/gift-cards.ts";
import { flow } from "./en/flow.ts";
import { incidents } from "./en/incidents.ts";
import { licenses } from "./en/licenses.ts";
import { live } from "./en/live.ts";
import { operations, sources, storage } from "./en/operations.ts";
import { models } from "./en/models.ts";
import { orderNumbers } from "./en/order-numbers.ts";
import { quarantine } from "./en/quarantine.ts";
import { replays } from "./en/replays.ts";
import { shop } from "./en/shop.ts";
import { states } from "./en/states.ts";
import { views } from "./en/timeline-views.ts";
import { evidence, timeline } from "./en/timeline.ts";
import { triage } from "./en/triage.ts";

/** All English texts, a file per screen. Another language is another object of this type. */
export const en = {
  languageTag: "en",
  /** How dates are written (BCP 47). */
  dateTag: "en-GB",
  /** Between the two days of a span. */
  dateTo: " to ",
  product: "Tracewell",
  title: (page: string) => `${page} · Tracewell`,
  events: enEvents,
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

export type Messages = typeof en;
