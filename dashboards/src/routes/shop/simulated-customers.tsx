import { useState } from "react";
import type { ShopSimulator } from "#query/answers/shop-answers.ts";
import { shopChanges } from "../../api/shop.ts";
import { TimeText } from "../../components/time-text.tsx";
import { text } from "../../messages/current.ts";
import { useZone } from "../../preferences/use-zone.ts";
import { zoneLabel } from "../../time/format-time.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import type { useShopChange } from "./change-done.tsx";
import { NumberDialog } from "./number-dialog.tsx";

/** As many as the demo's shop has: alive, and a day of it stays small. */
const PER_HOUR_SUGGESTED = 360;

/** Customers who come by themselves: how many, until when, and switches. */
export function SimulatedCustomers(props: {
  readonly customers: ShopSimulator["customers"];
  readonly make: ReturnType<typeof useShopChange>["make"];
}) {
  const { make } = props;
  const { perHour, until, arrived, perHourMax } = props.customers;
  const [asking, setAsking] = useState<"number" | "stop">();
  const zone = useZone();
  const words = text.shop.simulator;
  const close = () => setAsking(undefined);
  return (
    <section className="simulated-customers" aria-labelledby="simulated-customers">
      <h2 id="simulated-customers">{words.customers}</h2>
      <p className="shop-facts">
        <b>{perHour === 0 ? words.nobody : words.coming(perHour)}</b>
        {until !== null && (
          <span>
            {words.until} <TimeText iso={until} zone={zone} withDate /> {zoneLabel(until, zone)}
          </span>
        )}
        <span>{words.arrived(arrived)}</span>
      </p>
      <p className="simulated-actions">
        <button type="button" className="button" onClick={() => setAsking("number")}>
          {perHour === 0 ? words.start : words.change}
        </button>
        {perHour > 0 && (
          <button type="button" className="button" onClick={() => setAsking("stop")}>
            {words.stop}
          </button>
        )}
      </p>
      {asking === "number" && (
        <NumberDialog
          heading={words.dialog}
          label={words.field}
          bounds={words.bounds(perHourMax)}
          wrong={words.wrong(perHourMax)}
          min={1}
          max={perHourMax}
          step={1}
          initial={perHour === 0 ? PER_HOUR_SUGGESTED : perHour}
          effect={words.startEffect}
          record={words.customersRecord}
          verb={words.startVerb}
          onConfirm={(wanted) =>
            make(shopChanges.setCustomers(wanted), () => words.started(wanted))
          }
          onClose={close}
        />
      )}
      {asking === "stop" && (
        <ChangeDialog
          heading={words.stopHeading}
          effect={words.stopEffect}
          record={words.customersRecord}
          verb={words.stopVerb}
          onConfirm={() => make(shopChanges.setCustomers(0), () => words.stopped)}
          onClose={close}
        />
      )}
    </section>
  );
}
