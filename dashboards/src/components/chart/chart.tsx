import "./chart.css";
import { lazy, Suspense } from "react";
import { text } from "../../messages/current.ts";
import type { ChartDrawing } from "./chart-theme.ts";

const ChartCanvas = lazy(async () => ({
  default: (await import("./chart-canvas.tsx")).ChartCanvas,
}));

/**
 * A drawing on canvas; its library is loaded with the first one. `label` says in words what is seen, and the
 * page shows the same facts as text or table: a canvas holds nothing for who cannot see it.
 */
export function Chart(props: {
  readonly label: string;
  readonly heightPx: number;
  /** Made anew when the theme changes: colors come from it. */
  readonly drawing: ChartDrawing;
}) {
  return (
    <figure className="chart" aria-label={props.label}>
      <div style={{ height: props.heightPx }}>
        <Suspense fallback={<p className="quiet">{text.common.loading}</p>}>
          <ChartCanvas drawing={props.drawing} />
        </Suspense>
      </div>
    </figure>
  );
}
