import { text } from "../messages/current.ts";
import { timeParts } from "../time/format-time.ts";
import type { HistogramBar } from "./histogram-bars.ts";

/** A bar in words: `2016-07-27 09:32:00: 7`. */
export function barText(bar: HistogramBar | undefined, zone: string): string {
  if (bar === undefined) return "";
  const { date, clock } = timeParts(bar.start, zone);
  return text.find.histogramBar(`${date} ${clock}`, bar.count);
}
