import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Eta } from "eta";
import { PAGES, withQuery } from "./page-paths.ts";

/** A file that pages load. */
export interface PageFile {
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

export const STYLE: PageFile = {
  path: PAGES.style,
  type: "text/css; charset=utf-8",
  text: ["shop.css", "replays.css"]
    .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
    .join("\n"),
};
export const MARK: PageFile = {
  path: PAGES.mark,
  type: "image/svg+xml",
  text: readFileSync(join(import.meta.dirname, "mark.svg"), "utf8"),
};

/** Changes with the content, so that browsers may keep it for good. */
const STYLE_VERSION = createHash("sha256").update(STYLE.text).digest("hex").slice(0, 12);

const NAVIGATION = [
  { path: PAGES.products, label: "Products" },
  { path: PAGES.customers, label: "Customers" },
  { path: PAGES.scheduler, label: "Scheduler" },
  { path: PAGES.giftCards, label: "Gift cards" },
  { path: PAGES.replays, label: "Replays" },
] as const;

/** Values in the views are escaped. */
const eta = new Eta({ views: join(import.meta.dirname, "views"), cache: true });

/** What every page shows above its own content. */
export interface PageFrame {
  readonly title: string;
  /** The page of the navigation that it belongs to. */
  readonly place: string | null;
  /** What was just done. */
  readonly done?: string | null;
  /** What just failed. */
  readonly failed?: string | null;
}

export type View =
  | "products"
  | "customers"
  | "scheduler"
  | "gift-cards"
  | "replays"
  | "replay-order"
  | "replay-recorded"
  | "confirmation"
  | "problem";

/** The whole HTML of a page. */
export function renderPage(view: View, frame: PageFrame, content: object): string {
  return eta.render(view, {
    ...content,
    frame: {
      done: null,
      failed: null,
      ...frame,
      navigation: NAVIGATION,
      style: withQuery(PAGES.style, { v: STYLE_VERSION }),
      mark: PAGES.mark,
    },
  });
}
