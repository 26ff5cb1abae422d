import { useQuery } from "@tanstack/react-query";
import { countsOverTime } from "../../api/flow.ts";
import type { FlowScope } from "../../api/flow.ts";
import { HistogramStrip } from "../../components/histogram-strip.tsx";
import { useZone } from "../../preferences/use-zone.ts";
import type { FlowSearch } from "./flow-search.ts";

/** All records over time; a stretch of it that is dragged over becomes the period. */
export function PeriodStrip(props: {
  readonly scope: FlowScope;
  readonly onChange: (changed: FlowSearch) => void;
}) {
  const { from, to } = props.scope;
  const zone = useZone();
  const counts = useQuery(countsOverTime("", { from, to }));
  if (counts.data === undefined || counts.data.total === 0) return null;
  return (
    <div className="flow-period">
      <HistogramStrip
        answer={counts.data}
        zone={zone}
        range={{ from, to }}
        onSelect={({ from: begin, to: end }) => props.onChange({ from: begin, to: end })}
      />
    </div>
  );
}
