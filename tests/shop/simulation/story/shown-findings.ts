import { cardSteps } from "./gift-card-story.ts";
import { CARD_RULES } from "./gift-card-findings.ts";
import { NUMBER_RULES } from "./number-findings.ts";
import { ORDER_RULES } from "./order-findings.ts";
import { readOrders } from "./order-story.ts";
import { PAYMENT_RULES } from "./payment-findings.ts";
import { REPLAY_RULES } from "./replay-findings.ts";
import type { Rules } from "./rule-context.ts";
import type { ToldEvents } from "./told-events.ts";

/** What shows that a finding must be made: the rule, and on what. */
export interface ShownFinding {
  readonly rule: string;
  readonly type: string;
  readonly id: string;
}

/** Everything that the events show to be wrong at `endMs`, by the deadlines that hold by default. */
export function shownFindings(told: ToldEvents, endMs: number): ShownFinding[] {
  const orders = readOrders(told);
  const context = { told, endMs };
  return [
    ...orders.flatMap((order) =>
      rulesThatHold("order", order.number, ORDER_RULES, {
        ...context,
        order,
        events: told.of("order", order.number),
      }),
    ),
    ...told
      .ids("order")
      .flatMap((id) =>
        rulesThatHold("order", id, NUMBER_RULES, { ...context, id, events: told.of("order", id) }),
      ),
    ...told.ids("payment").flatMap((id) =>
      rulesThatHold("payment", id, PAYMENT_RULES, {
        ...context,
        id,
        events: told.of("payment", id),
      }),
    ),
    ...told
      .ids("giftCard")
      .flatMap((id) =>
        rulesThatHold("giftCard", id, CARD_RULES, { ...context, id, events: cardSteps(told, id) }),
      ),
    ...told.ids("replay").flatMap((id) =>
      rulesThatHold("replay", id, REPLAY_RULES, {
        ...context,
        id,
        events: told.of("replay", id),
      }),
    ),
  ];
}

function rulesThatHold<Facts>(
  type: string,
  id: string,
  rules: Rules<Facts>,
  facts: Facts,
): ShownFinding[] {
  return Object.entries(rules).flatMap(([rule, holds]) =>
    holds(facts) ? [{ rule, type, id }] : [],
  );
}
