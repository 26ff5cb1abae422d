import type { Explanation, OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { ProblemView } from "../../components/problem-view.tsx";
import { text } from "../../messages/current.ts";
import type { NumberNames } from "./name-numbers.ts";
import { numberKey, NumberTable } from "./number-table.tsx";
import type { NumberRange } from "./strip-scale.ts";
import type { useExceptions, useListed } from "./use-listed-numbers.ts";

/** The table of numbers, how far they were read, and what is said where there are none. */
export function ListedNumbers(props: {
  readonly exceptions: ReturnType<typeof useExceptions>;
  readonly listed: ReturnType<typeof useListed>;
  readonly chosen: readonly Explanation[];
  readonly opened: { readonly sequence: number | undefined; readonly record: string | undefined };
  readonly names: NumberNames;
  /** First and last of the whole sequence. */
  readonly whole: NumberRange;
  readonly why: (number: OrderNumberAnswer) => string;
  readonly onOpen: (number: OrderNumberAnswer) => void;
  readonly onRecord: (number: OrderNumberAnswer, reference: string) => void;
}) {
  const { exceptions, listed, chosen, opened, names, whole } = props;
  const { answer } = exceptions;
  const row = listed.numbers.find((number) => number.sequence === opened.sequence);
  if (answer.data === undefined) {
    return answer.error === null ? null : (
      <ProblemView error={answer.error} onRetry={() => void answer.refetch()} />
    );
  }
  const last = exceptions.numbers.at(-1)?.sequence ?? whole.from;
  const kinds = chosen.map((name) => text.orderNumbers.explanations[name]).join(", ");
  return (
    <>
      {!exceptions.isWhole && (
        <p className="number-reading">
          {text.orderNumbers.reading(names.nameOf(last))}{" "}
          {!answer.isFetching && (
            <button
              type="button"
              className="button small"
              onClick={() => void answer.fetchNextPage()}
            >
              {text.orderNumbers.readOn}
            </button>
          )}
        </p>
      )}
      {listed.numbers.length > 0 && (
        <NumberTable
          label={
            chosen.length === 0 ? text.orderNumbers.tableExceptions : text.orderNumbers.table(kinds)
          }
          numbers={listed.numbers}
          chosen={row === undefined ? undefined : numberKey(row)}
          record={opened.record}
          why={props.why}
          onChoose={props.onOpen}
          onRecord={props.onRecord}
          hasMore={listed.asked?.hasNextPage ?? false}
          isReading={listed.asked?.isFetching ?? false}
          onMore={() => void listed.asked?.fetchNextPage()}
        />
      )}
      {listed.numbers.length === 0 && exceptions.isWhole && listed.asked?.isFetching !== true && (
        <section className="number-empty">
          <h2>
            {chosen.length === 0
              ? text.orderNumbers.emptyExceptions
              : text.orderNumbers.emptyFilter}
          </h2>
          <p>{text.orderNumbers.emptyWhy(names.nameOf(whole.from), names.nameOf(whole.to))}</p>
        </section>
      )}
    </>
  );
}
