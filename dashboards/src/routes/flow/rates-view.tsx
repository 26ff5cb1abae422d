import { useQueries } from "@tanstack/react-query";
import { countsOverTime } from "../../api/flow.ts";
import type { FlowScope } from "../../api/flow.ts";
import { classNames } from "../../components/class-names.ts";
import { LoadingLine } from "../../components/loading-line.tsx";
import { PageLink } from "../../components/page-link.tsx";
import { ProblemView } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";
import { pages } from "../../path-builder.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDuration } from "../../time/format-duration.ts";
import { dateSpan, timeParts } from "../../time/format-time.ts";
import { ERROR_RATES, rateOverTime } from "./error-rates.ts";
import type { ErrorRate, RateOverTime } from "./error-rates.ts";

const DAY_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;

/** Widths of a bar; the finest that gives no more bars than fit a row. */
const BUCKETS = [
  ["1h", HOUR_MS],
  ["6h", 6 * HOUR_MS],
  ["1d", DAY_MS],
  ["7d", 7 * DAY_MS],
  ["28d", 28 * DAY_MS],
] as const;
const BARS_MAX = 60;

/** How often things failed, of how often they were tried, over time. */
export function RatesView({ scope }: { readonly scope: FlowScope }) {
  const [whole] = useQueries({ queries: [countsOverTime("", scope)] });
  const items = whole.data?.items ?? [];
  const spanMs = Date.parse(items.at(-1)?.start ?? "") - Date.parse(items[0]?.start ?? "") || 0;
  if (whole.data === undefined) {
    return whole.error === null ? (
      <LoadingLine isLoading />
    ) : (
      <ProblemView error={whole.error} onRetry={() => void whole.refetch()} />
    );
  }
  if (whole.data.total === 0) return <p className="flow-explain">{text.flow.rates.explainNone}</p>;
  const fitting = BUCKETS.find(([, ms]) => spanMs / ms <= BARS_MAX) ?? BUCKETS[BUCKETS.length - 1];
  const [bucket, bucketMs] = fitting ?? BUCKETS[0];
  return <RateRows scope={scope} bucket={bucket} bucketMs={bucketMs} />;
}

function RateRows(props: {
  readonly scope: FlowScope;
  readonly bucket: string;
  readonly bucketMs: number;
}) {
  const { scope, bucket, bucketMs } = props;
  const answers = useQueries({
    queries: ERROR_RATES.flatMap(({ failed, tried }) => [
      countsOverTime(failed, scope, bucket),
      countsOverTime(tried, scope, bucket),
    ]),
  });
  const startsMs = answers.flatMap(({ data }) =>
    (data?.items ?? []).map(({ start }) => Date.parse(start)),
  );
  const axis = {
    startMs: startsMs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    endMs: startsMs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    bucketMs,
  };
  const broken = answers.find(({ error }) => error !== null);
  const { rates } = text.flow;
  return (
    <>
      <LoadingLine isLoading={answers.some(({ isFetching }) => isFetching)} />
      <p className="flow-explain">{rates.explain(shortDuration(bucketMs))}</p>
      {broken !== undefined && broken.error !== null && (
        <ProblemView error={broken.error} onRetry={() => void broken.refetch()} />
      )}
      <table className="rates">
        <caption className="visually-hidden">{rates.table}</caption>
        <thead>
          <tr>
            <th scope="col">{rates.heads.rate}</th>
            <th scope="col" className="align-end">
              {rates.heads.share}
            </th>
            <th scope="col" className="align-end">
              {rates.heads.counts}
            </th>
            <th scope="col">{rates.heads.over}</th>
          </tr>
        </thead>
        <tbody>
          {ERROR_RATES.map((rate, index) => {
            const failed = answers[index * 2]?.data;
            const tried = answers[index * 2 + 1]?.data;
            if (failed === undefined || tried === undefined) return null;
            return (
              <RateRow
                key={rate.id}
                rate={rate}
                over={rateOverTime(failed, tried, axis)}
                scope={scope}
              />
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function RateRow(props: {
  readonly rate: ErrorRate;
  readonly over: RateOverTime;
  readonly scope: FlowScope;
}) {
  const { rate, over, scope } = props;
  const { rates, percent } = text.flow;
  const zone = useZone();
  const day = (iso: string) => {
    const { date, clock } = timeParts(iso, zone);
    return `${dateSpan(date, date)} ${clock.slice(0, 5)}`;
  };
  return (
    <tr>
      <th scope="row">
        <PageLink
          href={pages.find({ q: rate.failed, as: "query", from: scope.from, to: scope.to })}
        >
          {rates.names[rate.id]}
        </PageLink>
      </th>
      <td className="align-end">
        <b>{over.tried === 0 ? text.common.none : percent(over.failed / over.tried)}</b>
      </td>
      <td className="align-end">{rates.ofWhat(over.failed, over.tried)}</td>
      <td>
        <RateBars over={over} titleOf={(start, part, of) => rates.at(day(start), part, of)} />
        <span className="quiet rate-peak">
          {over.peak !== null && rates.peak(day(over.peak.start), over.peak.share)}
        </span>
      </td>
    </tr>
  );
}

function RateBars(props: {
  readonly over: RateOverTime;
  readonly titleOf: (start: string, failed: number, tried: number) => string;
}) {
  const { bars, peak } = props.over;
  if (bars.length === 0) return null;
  return (
    <svg
      className="rate-bars"
      viewBox={`0 0 ${bars.length} 1`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {bars.map(({ start, failed, tried, share }, index) => (
        <g key={start}>
          <title>{props.titleOf(start, failed, tried)}</title>
          {tried > 0 && (
            <rect className="rate-tried" x={index + 0.08} width="0.84" y="0.94" height="0.06" />
          )}
          {share > 0 && peak !== null && (
            <rect
              className={classNames("rate-failed", start === peak.start && "peak")}
              x={index + 0.08}
              width="0.84"
              y={1 - share / peak.share}
              height={share / peak.share}
            />
          )}
        </g>
      ))}
    </svg>
  );
}
