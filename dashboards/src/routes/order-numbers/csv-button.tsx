import type { OrderNumberAnswer } from "#query/answers/number-answers.ts";
import { text } from "../../messages/current.ts";
import { numbersCsv } from "./numbers-csv.ts";

/** Gives the numbers that are listed as a file. */
export function CsvButton(props: {
  readonly store: string;
  readonly numbers: readonly OrderNumberAnswer[];
  readonly why: (number: OrderNumberAnswer) => string;
}) {
  const save = () => {
    const csv = numbersCsv(props.numbers, text.orderNumbers.csvHeads, props.why);
    const url = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `order-numbers-${props.store.replaceAll(/[^\w.-]/g, "_")}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <button type="button" className="button" disabled={props.numbers.length === 0} onClick={save}>
      {text.orderNumbers.exportTable}
    </button>
  );
}
