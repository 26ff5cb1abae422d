import "./term-bars.css";
import { classNames } from "../../components/class-names.ts";
import type { ChainLicense, TermSpan } from "./license-chains.ts";

/** Height of one license's bar and its room, in units of the drawing. */
const BAR = { height: 8, step: 11 } as const;

/** Terms on one line of time, each license a step lower; a line says where now is. */
export function TermBars(props: {
  readonly licenses: readonly ChainLicense[];
  readonly span: TermSpan;
  readonly nowMs: number;
  /** Of the license that is open. */
  readonly current?: string | undefined;
}) {
  const { licenses, span, nowMs } = props;
  const share = (ms: number) =>
    span.toMs === span.fromMs ? 0 : ((ms - span.fromMs) / (span.toMs - span.fromMs)) * 100;
  const height = licenses.length * BAR.step + 2;
  return (
    <svg className="term-bars" height={height} width="100%" aria-hidden="true">
      <line
        className="term-now"
        x1={`${share(nowMs)}%`}
        x2={`${share(nowMs)}%`}
        y1="0"
        y2={height}
      />
      {licenses.map(({ id, validFrom, validUntil, state }, index) => {
        if (validFrom === null || validUntil === null) return null;
        const from = share(Date.parse(validFrom));
        const to = share(Date.parse(validUntil));
        const top = index * BAR.step + 2;
        return (
          <g
            key={id}
            className={classNames("term", id === props.current && "current", state ?? "")}
          >
            {index > 0 && (
              <line x1={`${from}%`} x2={`${from}%`} y1={top - BAR.step + BAR.height} y2={top} />
            )}
            <rect
              x={`${from}%`}
              y={top}
              width={`${Math.max(to - from, 0.4)}%`}
              height={BAR.height}
            />
          </g>
        );
      })}
    </svg>
  );
}
