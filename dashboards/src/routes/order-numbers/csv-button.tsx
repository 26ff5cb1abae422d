import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { text } from "../../messages/current.ts";
import { numbersCsv } from "./numbers-csv.ts";

/** Gives the numbers that are listed as a file, whose name says how far they go where more were not read yet. */
export function CsvButton(props: {
  readonly store: string;
  readonly numbers: readonly OrderNumberAnswer[];
  /** Place in the sequence through which was read; none where all was. */
  readonly through: number | undefined;
  readonly why: (number: OrderNumberAnswer) => string;
}) {
  const save = () => {
    const csv = numbersCsv(props.numbers, text.orderNumbers.csvHeads, props.why);
    const url = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = url;
    const store = props.store.replaceAll(/[^\w.-]/g, "_");
    const through = props.through === undefined ? "" : `-through-${props.through}`;
    link.download = `order-numbers-${store}${through}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <button type="button" className="button" disabled={props.numbers.length === 0} onClick={save}>
      {text.orderNumbers.exportTable}
    </button>
  );
}
