import { useEffect, useState } from "react";
import type { ShopSchedule } from "#query/answers/shop-answers.ts";
import { shopChanges } from "../../api/shop.ts";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { offsetAt, timeParts, zoneLabel } from "../../time/format-time.ts";
import { NumberDialog } from "./number-dialog.tsx";
import { clockAt } from "./shop-numbers.ts";
import type { useShopChange } from "./change-done.tsx";

/** Half a second: no second of a clock that runs like time is skipped. */
const TICK_MS = 500;

/** The shop's clock as it runs, in its own zone and in the reader's, with its speed. */
export function ShopClock(props: {
  readonly schedule: ShopSchedule;
  readonly answeredAtMs: number;
  readonly make: ReturnType<typeof useShopChange>["make"];
}) {
  const { clock, speedMin: min, speedMax: max } = props.schedule;
  const [isSetting, setIsSetting] = useState(false);
  const words = text.shop.clock;
  return (
    <section className="shop-clock" aria-label={words.heading}>
      <RunningClock clock={clock} answeredAtMs={props.answeredAtMs} />
      <p>{clock.speed === null ? words.noSpeed : words.speed(clock.speed)}</p>
      {clock.speedCanBeSet && (
        <button type="button" className="button small" onClick={() => setIsSetting(true)}>
          {words.set}
        </button>
      )}
      {isSetting && (
        <NumberDialog
          heading={words.dialog}
          label={words.field}
          bounds={words.bounds(min, max)}
          wrong={words.wrong(min, max)}
          min={min}
          max={max}
          step="any"
          initial={clock.speed ?? 1}
          effect={words.effect}
          record={words.record}
          verb={words.verb}
          onConfirm={(speed) => props.make(shopChanges.setSpeed(speed), () => words.done(speed))}
          onClose={() => setIsSetting(false)}
        />
      )}
    </section>
  );
}

function RunningClock(props: {
  readonly clock: ShopSchedule["clock"];
  readonly answeredAtMs: number;
}) {
  const { clock, answeredAtMs } = props;
  const atMs = useNow();
  const zone = useZone();
  const iso = new Date(clockAt(clock, answeredAtMs, atMs)).toISOString();
  const wall = timeParts(iso, clock.zone);
  const reader = timeParts(iso, zone);
  return (
    <p className="shop-clock-face" role="timer" aria-label={text.shop.clock.heading}>
      <span className="shop-clock-date mono">{wall.date}</span>
      <time className="shop-clock-time" dateTime={iso}>
        {wall.clock}
      </time>
      <span>
        {clock.zone} <span className="mono">{offsetAt(iso, clock.zone)}</span>
      </span>
      {zone !== clock.zone && (
        <span className="quiet">
          <span className="mono">
            {reader.date} {reader.clock}
          </span>{" "}
          {zoneLabel(iso, zone)}
        </span>
      )}
    </p>
  );
}

/** The machine's time, renewed while it is shown. */
function useNow(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
