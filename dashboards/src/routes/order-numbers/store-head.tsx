import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { ExportButton } from "../../components/exports/export-button.tsx";
import { PageHead } from "../../components/page-head.tsx";
import { text } from "../../messages/current.ts";
import { CsvButton } from "./csv-button.tsx";
import { JumpToNumber } from "./jump-to-number.tsx";
import type { NumberNames } from "./name-numbers.ts";
import type { StoreRow } from "./store-numbers.tsx";

/** Which store's numbers, how many have no explanation, and what can be done. */
export function StoreHead(props: {
  readonly stores: readonly StoreRow[];
  readonly shown: StoreRow;
  readonly names: NumberNames;
  /** Null until all were read. */
  readonly unexplained: number | null;
  readonly listed: readonly OrderNumberAnswer[];
  /** Place in the sequence through which they were read; none where all were. */
  readonly listedThrough: number | undefined;
  readonly why: (number: OrderNumberAnswer) => string;
  readonly onStore: (store: string) => void;
  readonly onGo: (sequence: number) => void;
}) {
  const { stores, shown, names, unexplained } = props;
  const { firstSequence, lastSequence } = shown;
  const total = lastSequence - firstSequence + 1;
  return (
    <PageHead
      title={text.orderNumbers.title}
      actions={
        <>
          <JumpToNumber
            names={names}
            bounds={{ from: firstSequence, to: lastSequence }}
            onGo={props.onGo}
          />
          <select
            className="field"
            aria-label={text.orderNumbers.store}
            value={shown.store}
            onChange={(event) => props.onStore(event.target.value)}
          >
            {stores.map(({ store }) => (
              <option key={store} value={store}>
                {text.orderNumbers.storeName(store)}
              </option>
            ))}
          </select>
          <CsvButton
            store={shown.store}
            numbers={props.listed}
            through={props.listedThrough}
            why={props.why}
          />
          <ExportButton
            what={{
              kind: "search",
              q: `type:order.numberReserved attributes.store:${JSON.stringify(shown.store)}`,
            }}
            hasKey
          />
        </>
      }
    >
      {text.orderNumbers.storeName(shown.store)},{" "}
      {text.orderNumbers.range(names.nameOf(firstSequence), names.nameOf(lastSequence))}{" "}
      {unexplained !== null && (
        <b className={unexplained > 0 ? "number-page-grave" : undefined}>
          {unexplained > 0
            ? text.orderNumbers.unexplained(unexplained, total)
            : text.orderNumbers.allExplained(total)}
        </b>
      )}
    </PageHead>
  );
}
