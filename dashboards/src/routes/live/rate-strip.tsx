import "./rate-strip.css";
import { text } from "../../messages/current.ts";
import { rateBars, ratePerSecond, unwatchedShare } from "./arrival-counts.ts";
import type { Arrivals, RateBar } from "./arrival-counts.ts";

/** Height of the drawing in its own units. */
const HEIGHT = 20;

/** Below this share there is no room for words. */
const WORDS_SHARE = 0.25;

/** What arrived in a column over the last five minutes, problems below; the time before it was opened is shaded. */
export function RateStrip(props: { readonly arrivals: Arrivals; readonly second: number }) {
  const { arrivals, second } = props;
  const bars = rateBars(arrivals, second);
  const most = Math.max(...bars.map(({ all }) => all));
  const unwatched = unwatchedShare(arrivals, second);
  const words = {
    rate: text.live.rate(ratePerSecond(arrivals, second)),
    most: text.live.most(most),
    problems: text.live.problems(arrivals.problems),
    unwatched: unwatched > 0,
  };
  return (
    <figure className="rate-strip" aria-label={text.live.chart(words)}>
      <div className="rate-drawing" aria-hidden="true">
        <svg viewBox={`0 0 ${bars.length} ${HEIGHT}`} preserveAspectRatio="none">
          <rect className="unwatched" width={bars.length * unwatched} height={HEIGHT} />
          <path className="arrived" d={barsPath(bars, most, ({ all }) => all)} />
          <path className="failed" d={barsPath(bars, most, ({ problems }) => problems)} />
        </svg>
      </div>
      <figcaption aria-hidden="true">
        <span>{unwatched < 1 ? text.live.chartFrom : ""}</span>
        {unwatched > WORDS_SHARE && <span className="optional">{text.live.chartUnwatched}</span>}
        <span>{most > 0 && text.live.most(most)}</span>
        <span>{text.live.chartTo}</span>
      </figcaption>
    </figure>
  );
}

/** One record is still seen beside thousands. */
const LEAST = 1.5;

function barsPath(
  bars: readonly RateBar[],
  most: number,
  countOf: (bar: RateBar) => number,
): string {
  return bars
    .map((bar, place) => {
      const count = countOf(bar);
      if (count === 0) return "";
      const height = Math.max(LEAST, (count / most) * HEIGHT);
      return `M${place + 0.1} ${HEIGHT}v${-height}h0.8v${height}z`;
    })
    .join("");
}
