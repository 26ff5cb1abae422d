import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Eta } from "eta";

const STYLE = readFileSync(join(import.meta.dirname, "export.css"), "utf8");

/** What the page's policy lets through: this very style, and nothing else. */
const STYLE_HASH = `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;

/** Values in the views are escaped. */
const eta = new Eta({ views: join(import.meta.dirname, "views"), cache: true });

export type HtmlView =
  | "head"
  | "incident"
  | "object"
  | "timeline-head"
  | "timeline-rows"
  | "reasons"
  | "records";

/** Where a record stands in the page's appendix. */
export function anchorOf(reference: string): string {
  return `r-${reference.replaceAll(/[^A-Za-z0-9]/g, "-")}`;
}

/** A part of a printed page. Everything of `content` is escaped. */
export function renderHtml(view: HtmlView, content: object): string {
  return eta.render(view, { ...content, anchorOf, style: STYLE, styleHash: STYLE_HASH });
}
