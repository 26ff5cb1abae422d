import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import {
  DataZoomComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { readChartTheme } from "./chart-theme.ts";
import type { ChartDrawing } from "./chart-theme.ts";

use([
  BarChart,
  LineChart,
  ScatterChart,
  DataZoomComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  CanvasRenderer,
]);

/** Draws on a canvas that follows its place in size, and the theme in color. Tooltips are canvas too. */
export function ChartCanvas({ drawing }: { readonly drawing: ChartDrawing }) {
  return <Drawn key={useThemeName()} drawing={drawing} />;
}

function Drawn({ drawing }: { readonly drawing: ChartDrawing }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const chart = init(element);
    const colors = readChartTheme();
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: colors.sans, color: colors.color("ink-2") },
      ...drawing(colors),
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [drawing]);
  return <div ref={place} className="chart-canvas" aria-hidden="true" />;
}

/** Changes when the reader, the system or a printer asks for another theme. */
function useThemeName(): string {
  return useSyncExternalStore(subscribe, name);
}

const QUERIES = ["(prefers-color-scheme: dark)", "print"];

function name(): string {
  const system = QUERIES.map((query) => String(matchMedia(query).matches));
  return [document.documentElement.dataset["theme"] ?? "auto", ...system].join(" ");
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const lists = QUERIES.map((query) => matchMedia(query));
  for (const list of lists) list.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    for (const list of lists) list.removeEventListener("change", listener);
  };
}
