import { enEvents } from "./en/events.ts";
import { find } from "./en/find.ts";
import { common, coverage, help, nav, palette, problem, signIn, view } from "./en/frame.ts";
import { live } from "./en/live.ts";
import { quarantine } from "./en/quarantine.ts";
import { evidence, timeline } from "./en/timeline.ts";

/** All English texts, a file per screen. Another language is another object of this type. */
export const en = {
  languageTag: "en",
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
  timeline,
  evidence,
  live,
  quarantine,
};

export type Messages = typeof en;
