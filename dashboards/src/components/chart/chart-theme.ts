import type { EChartsCoreOption } from "echarts/core";

/** Colors and type of the page, for what is drawn on canvas; names as in `theme/tokens.css`. */
export interface ChartTheme {
  readonly color: (token: string) => string;
  readonly sans: string;
  readonly mono: string;
}

export type ChartDrawing = (theme: ChartTheme) => EChartsCoreOption;

/** @example readChartTheme().color("rule-strong") */
export function readChartTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return { color: value, sans: value("sans"), mono: value("mono") };
}
