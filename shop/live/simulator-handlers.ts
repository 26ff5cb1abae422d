import { timeText } from "../clock/shop-clock.ts";
import type { ShopContext } from "../context.ts";
import { FAULTS, type FaultName, isFaultName } from "../faults/fault-catalog.ts";
import { handler, type OperationHandler } from "../services/operation.ts";
import type { FaultInjector } from "../simulation/fault-injector.ts";
import type { LiveCustomers } from "./live-customers.ts";
import { PER_HOUR_MAX, SIMULATOR_OPERATIONS, type SimulatorState } from "./simulator-operations.ts";

const NAMES = Object.keys(FAULTS).filter(isFaultName);

export interface SimulatorParts {
  readonly shop: ShopContext;
  readonly injector: FaultInjector;
  readonly customers: LiveCustomers;
}

/** What operators do with the customers and faults of a shop that runs. Each change is told in an event. */
export function simulatorHandlers(parts: SimulatorParts): OperationHandler[] {
  const { shop, injector, customers } = parts;
  return [
    handler(SIMULATOR_OPERATIONS.view, () => stateOf(parts)),
    handler(SIMULATOR_OPERATIONS.setCustomers, ({ perHour }) => {
      tell(
        shop,
        perHour === 0
          ? "No more customers come by themselves."
          : `Customers come by themselves, ${perHour} an hour, for a day.`,
        { perHour },
      );
      customers.setPerHour(perHour);
      return stateOf(parts);
    }),
    handler(SIMULATOR_OPERATIONS.setFaults, ({ rates }) => {
      const before = injector.rates;
      const next = new Map(before);
      const changed: Record<string, number> = {};
      for (const name of NAMES) {
        const rate = rates[name];
        if (rate === undefined || rate === (before.get(name) ?? 0)) continue;
        changed[name] = rate;
        if (rate === 0) next.delete(name);
        else next.set(name, rate);
      }
      if (Object.keys(changed).length > 0) {
        tell(shop, faultsSentence(changed), { rates: changed });
        injector.setRates(next);
      }
      return stateOf(parts);
    }),
  ];
}

function stateOf({ shop, injector, customers }: SimulatorParts): SimulatorState {
  const { arrivals, arrived } = customers;
  return {
    now: timeText(shop.clock.nowMs()),
    customers: {
      perHour: arrivals?.perHour ?? 0,
      until: arrivals === null ? null : timeText(arrivals.untilMs),
      arrived,
      perHourMax: PER_HOUR_MAX,
    },
    faults: NAMES.map((name) => faultState(name, injector)),
  };
}

function faultState(name: FaultName, injector: FaultInjector): SimulatorState["faults"][number] {
  const { what, findings, rate: usualRate } = FAULTS[name];
  return {
    name,
    what,
    findings: [...findings],
    rate: injector.rates.get(name) ?? 0,
    usualRate,
    struck: injector.strikesOf(name),
  };
}

function faultsSentence(changed: Readonly<Record<string, number>>): string {
  const names = Object.keys(changed);
  return names.length === 1
    ? `The fault ${names[0]} was set to a rate of ${Object.values(changed)[0]}.`
    : `The rates of ${names.length} faults were changed.`;
}

function tell(shop: ShopContext, message: string, attributes: Record<string, unknown>): void {
  shop.web.transaction((tx) => {
    tx.emit({
      type: "trace.recorded",
      message,
      attributes: { component: "simulator", ...attributes },
    });
  });
}
