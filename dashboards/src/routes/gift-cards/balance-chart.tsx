import "./balance-chart.css";
import { useMemo } from "react";
import { Chart } from "../../components/chart/chart.tsx";
import { amountDigits } from "../../events/format-amount.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { shortDay, timeParts, zoneLabel } from "../../time/format-time.ts";
import { balanceDrawing, lowestDrawn } from "./balance-drawing.ts";
import type { Movement } from "./card-history.ts";

const CHART_PX = 190;

/** The account over time, with a slider that goes from movement to movement. */
export function BalanceChart(props: {
  readonly history: readonly Movement[];
  /** The last movement of each millisecond, where the slider stops. */
  readonly moments: readonly Movement[];
  readonly currency: string;
  /** Of the moment shown among them; -1 before the first. */
  readonly place: number;
  readonly asOf: string | undefined;
  readonly onPlace: (place: number) => void;
}) {
  const { history, moments, currency, place, asOf } = props;
  const zone = useZone();
  const amount = (minor: number) => amountDigits({ minor, currency });
  const cursorMs = asOf === undefined ? null : Date.parse(asOf);
  const drawing = useMemo(
    () =>
      balanceDrawing(history, cursorMs, {
        isUtc: zone === "UTC",
        amount: (minor) => amountDigits({ minor, currency }),
        moment: (atMs) => moment(new Date(atMs).toISOString(), zone),
        day: (atMs) => shortDay(timeParts(new Date(atMs).toISOString(), zone).date),
        tip: text.giftCards.chart.tip,
      }),
    [history, cursorMs, currency, zone],
  );
  const step = moments[place];
  const lowest = Math.min(...history.map(({ availableMinor }) => availableMinor));
  const facts =
    step === undefined
      ? text.giftCards.beforeFirst
      : [
          moment(step.at, zone),
          text.giftCards.chart.tip.balance(amount(step.balanceMinor)),
          text.giftCards.chart.tip.held(amount(step.authorizedMinor)),
          text.giftCards.chart.tip.available(amount(step.availableMinor)),
        ].join(", ");
  return (
    <section className="card-section balance-chart">
      <ul className="balance-key">
        <li className="key-balance">{text.giftCards.chart.balance}</li>
        <li className="key-available">{text.giftCards.chart.available}</li>
        <li className="key-held">{text.giftCards.chart.held}</li>
        <li>{text.giftCards.chart.explain}</li>
        {lowest < lowestDrawn(history) && <li>{text.giftCards.chart.below(amount(lowest))}</li>}
      </ul>
      <Chart label={text.giftCards.chart.label(facts)} heightPx={CHART_PX} drawing={drawing} />
      {moments.length > 1 && (
        <div className="balance-slider">
          <input
            type="range"
            aria-label={text.giftCards.slider}
            aria-valuetext={
              step === undefined
                ? text.giftCards.beforeFirst
                : text.giftCards.sliderText(place + 1, moments.length, facts)
            }
            min={0}
            max={moments.length - 1}
            value={Math.max(place, 0)}
            onChange={(event) => props.onPlace(Number(event.target.value))}
          />
          <output>{facts}</output>
        </div>
      )}
    </section>
  );
}

function moment(iso: string, zone: string): string {
  const { date, clock, ms } = timeParts(iso, zone);
  return `${date} ${clock}.${ms} ${zoneLabel(iso, zone)}`;
}
