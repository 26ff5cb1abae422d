import { text } from "../../messages/current.ts";
import { useShopSearch } from "./use-shop-search.ts";

/** Narrows the rows shown by what is typed; it stands in the address. */
export function FilterField() {
  const { search, change } = useShopSearch();
  return (
    <p className="shop-filter">
      <label>
        <span className="label">{text.shop.stored.filter}</span>{" "}
        <input
          type="search"
          className="field"
          autoComplete="off"
          spellCheck={false}
          value={search.q ?? ""}
          onChange={({ target }) =>
            change({ q: target.value === "" ? undefined : target.value }, true)
          }
        />
      </label>
    </p>
  );
}
