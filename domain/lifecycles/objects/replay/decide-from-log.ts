import type { DecidedReplay } from "#domain/replay/decide-replay.ts";
import type { FactName } from "#domain/replay/replay-facts.ts";
import type { Case } from "../../case.ts";
import type { JudgedAt } from "../../object-lifecycle.ts";
import { factsFromLog, type OrderLog, unitsOf } from "./facts-from-log.ts";
import { decideKnown, inputsOf, type ReplayInput } from "./replay-inputs.ts";

/** What is to be replayed of one license line of an order, or of an order without licenses. */
export interface UnitDecision {
  /** Null where no record tells the order's lines. */
  readonly lineItemId: string | null;
  /** Every input of the decision, in the order in which the diagram asks for it. */
  readonly inputs: readonly ReplayInput[];
  /** With branch and why; null where an input that it needs is not known. */
  readonly decided: DecidedReplay | null;
  /** The first input that is needed and not known; null where it is decided. */
  readonly needs: FactName | null;
  /** The decision rests on records that are not there: it holds as far as the log is whole. */
  readonly restsOnAbsence: boolean;
}

/**
 * What the log alone says is to be replayed of an order, at least one unit, in the order of its lines. Inputs
 * that the log does not know are said as unknown, never guessed; who executes asks the databases again.
 */
export function decideFromLog(orderCase: Case, judged: JudgedAt): UnitDecision[] {
  const log: OrderLog = {
    own: orderCase.own.filter(({ timeMs }) => timeMs <= judged.atMs),
    atMs: judged.atMs,
    licenseEvents: (id) =>
      orderCase.of("license", id).filter(({ timeMs }) => timeMs <= judged.atMs),
  };
  return unitsOf(log.own).map((unit) => {
    const facts = factsFromLog(log, unit);
    const { decided, needs, restsOnAbsence } = decideKnown(facts);
    return {
      lineItemId: unit.lineItemId,
      inputs: inputsOf(facts),
      decided,
      needs,
      restsOnAbsence,
    };
  });
}
