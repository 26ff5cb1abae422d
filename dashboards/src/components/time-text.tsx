import "./time-text.css";
import { repeatedClockCharacters, timeParts } from "../time/format-time.ts";

/**
 * A clock to the millisecond, which is always bold. What repeats the row above is muted; `withDate`
 * puts the date before it.
 */
export function TimeText(props: {
  readonly iso: string;
  readonly zone: string;
  readonly above?: string | undefined;
  readonly withDate?: boolean;
}) {
  const { date, clock, ms } = timeParts(props.iso, props.zone);
  const above = props.above === undefined ? undefined : timeParts(props.above, props.zone);
  const sameDay = above?.date === date;
  const repeated = sameDay ? repeatedClockCharacters(clock, above.clock) : 0;
  return (
    <time className="time" dateTime={props.iso}>
      {props.withDate === true && (
        <span className={sameDay ? "time-repeated" : undefined}>{date} </span>
      )}
      {repeated > 0 && <span className="time-repeated">{clock.slice(0, repeated)}</span>}
      {clock.slice(repeated)}
      <span className="time-ms">.{ms}</span>
    </time>
  );
}
