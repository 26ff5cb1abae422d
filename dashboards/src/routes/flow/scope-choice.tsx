import { useQuery } from "@tanstack/react-query";
import { numberStoresAnswer } from "../../api/order-numbers.ts";
import { text } from "../../messages/current.ts";
import { FLOW_TYPES, readScope } from "./flow-search.ts";
import type { FlowSearch } from "./flow-search.ts";

/** Which objects the flow is made of: type, store, and the days of their first record (UTC). */
export function ScopeChoice(props: {
  readonly search: FlowSearch;
  readonly onChange: (changed: FlowSearch) => void;
}) {
  const { search, onChange } = props;
  const { type, store, from, to } = readScope(search);
  const stores = useQuery(numberStoresAnswer()).data?.items ?? [];
  const names = stores.map((row) => row.store);
  if (store !== undefined && !names.includes(store)) names.push(store);
  return (
    <>
      <select
        className="field"
        aria-label={text.flow.type}
        value={type}
        onChange={(event) => onChange({ type: event.target.value, open: "" })}
      >
        {FLOW_TYPES.map((value) => (
          <option key={value} value={value}>
            {text.flow.types[value]}
          </option>
        ))}
      </select>
      <select
        className="field"
        aria-label={text.flow.store}
        value={store ?? ""}
        onChange={(event) => onChange({ store: event.target.value })}
      >
        <option value="">{text.flow.allStores}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {text.flow.storeName(name)}
          </option>
        ))}
      </select>
      <label className="flow-day">
        <span className="label">{text.flow.from}</span>
        <input
          type="date"
          className="field"
          value={from?.slice(0, DATE_CHARACTERS) ?? ""}
          onChange={(event) => onChange({ from: midnight(event.target.value) })}
        />
      </label>
      <label className="flow-day">
        <span className="label">{text.flow.to}</span>
        <input
          type="date"
          className="field"
          value={to?.slice(0, DATE_CHARACTERS) ?? ""}
          onChange={(event) => onChange({ to: midnight(event.target.value) })}
        />
      </label>
      {(from !== undefined || to !== undefined) && (
        <button type="button" className="button" onClick={() => onChange({ from: "", to: "" })}>
          {text.flow.wholeTime}
        </button>
      )}
    </>
  );
}

/** `2026-03-02`. */
const DATE_CHARACTERS = 10;

function midnight(date: string): string {
  return date === "" ? "" : `${date}T00:00:00.000Z`;
}
