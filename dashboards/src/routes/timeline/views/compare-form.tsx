import { useState } from "react";
import { IdentifierText } from "../../../components/identifier-text.tsx";
import { PageLink } from "../../../components/page-link.tsx";
import { text } from "../../../messages/current.ts";
import { pages } from "../../../path-builder.ts";
import { useRecentIdentifiers } from "../../../preferences/recent-identifiers.ts";
import type { TimelineAddress } from "../use-timeline-address.ts";
import { comparedWith } from "./compared-steps.ts";

/** IDs opened before that are offered beside the field. */
const OFFERED_MAX = 4;

/** With what the object is compared: an ID, the normal course, or one that was opened before. */
export function CompareForm(props: { readonly address: TimelineAddress; readonly with: string }) {
  const { address } = props;
  const { type, id, search } = address;
  const isNormal = props.with === "normal";
  const [typed, setTyped] = useState(isNormal ? "" : props.with.replace(`${type}:`, ""));
  const recent = useRecentIdentifiers()
    .filter((other) => other.objectType === type && other.id !== id)
    .slice(0, OFFERED_MAX);
  const words = text.views.compare;
  const hrefOf = (other: string) => pages.object(type, id, { ...search, with: other });
  return (
    <form
      className="compare-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() === "") return;
        address.show({ ...search, with: comparedWith(typed, type) });
      }}
    >
      <label className="label" htmlFor="compare-with">
        {words.with(text.common.of(type))}
      </label>
      <input
        id="compare-with"
        className="field mono"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
      <button type="submit" className="button small">
        {words.compare}
      </button>
      {!isNormal && (
        <PageLink className="button small" href={hrefOf("normal")}>
          {words.normal}
        </PageLink>
      )}
      {recent.length > 0 && (
        <p>
          {words.opened}{" "}
          {recent.map((other) => (
            <PageLink key={other.id} href={hrefOf(`${type}:${other.id}`)}>
              <IdentifierText id={other.id} />
            </PageLink>
          ))}
        </p>
      )}
    </form>
  );
}
