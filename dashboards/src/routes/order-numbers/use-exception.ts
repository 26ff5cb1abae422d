import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { exceptionAfter, exceptionBefore } from "../../api/order-numbers.ts";
import { EXCEPTIONS } from "./explanations.ts";
import type { NumberRange } from "./strip-scale.ts";

/**
 * Goes to the next (1) or the one before (-1) that was not plainly used: among those that were listed, and by asking
 * where the list does not reach yet, so that none is left out.
 */
export function useException(place: {
  readonly store: string;
  readonly range: NumberRange;
  readonly sequence: number | undefined;
  /** Listed so far, ascending from the first of the sequence. */
  readonly known: readonly OrderNumberAnswer[];
  readonly isWhole: boolean;
  readonly onGo: (sequence: number) => void;
}): (step: 1 | -1) => void {
  const { store, range, known, isWhole, onGo } = place;
  const client = useQueryClient();
  const asked = useRef(0);
  const ask = async (step: 1 | -1, sequence: number) => {
    asked.current += 1;
    const turn = asked.current;
    const found = await client
      .fetchQuery(
        step === 1
          ? exceptionAfter(store, EXCEPTIONS, sequence, range.to)
          : exceptionBefore(store, EXCEPTIONS, sequence, range.from),
      )
      .catch(() => null);
    if (found !== null && turn === asked.current) onGo(found);
  };
  return (step) => {
    const { sequence = step === 1 ? range.from - 1 : range.to + 1 } = place;
    const one =
      step === 1
        ? known.find((number) => number.sequence > sequence)
        : known.findLast((number) => number.sequence < sequence);
    const through = known.at(-1)?.sequence ?? range.from - 1;
    const isListed = isWhole || (step === 1 ? one !== undefined : sequence - 1 <= through);
    if (!isListed) void ask(step, sequence);
    else if (one !== undefined) onGo(one.sequence);
  };
}
