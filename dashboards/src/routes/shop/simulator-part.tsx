import { useQuery } from "@tanstack/react-query";
import { shopScheduleAnswer, shopSimulatorAnswer } from "../../api/shop.ts";
import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";
import { DoneLine, useShopChange } from "./change-done.tsx";
import { FaultControls } from "./fault-controls.tsx";
import { ShopAnswer } from "./shop-answer.tsx";
import { ShopClock } from "./shop-clock.tsx";
import { SimulatedCustomers } from "./simulated-customers.tsx";

/** Who comes by themselves, what goes wrong, and how fast time goes in the shop. */
export function SimulatorPart() {
  const answer = useQuery(shopSimulatorAnswer);
  const schedule = useQuery(shopScheduleAnswer);
  const { done, make } = useShopChange();
  const { data } = answer;
  return (
    <>
      <PageHead title={text.shop.simulator.heading}>
        {data !== undefined && (
          <p>
            {text.shop.simulator.on(
              data.faults.filter(({ rate }) => rate > 0).length,
              data.faults.length,
            )}
          </p>
        )}
      </PageHead>
      <ShopAnswer asked={{ ...answer, coverage: data?.coverage, isLoading: answer.isLoading }}>
        {data !== undefined && (
          <>
            {schedule.data !== undefined && (
              <ShopClock
                schedule={schedule.data}
                answeredAtMs={schedule.dataUpdatedAt}
                make={make}
              />
            )}
            <SimulatedCustomers customers={data.customers} make={make} />
            <DoneLine done={done} />
            <FaultControls faults={data.faults} make={make} />
          </>
        )}
      </ShopAnswer>
    </>
  );
}
