import { useLocation } from "@tanstack/react-router";
import { text } from "../messages/current.ts";
import { PageLink } from "./page-link.tsx";
import type { Place } from "./places.ts";
import { useWaitingCounts } from "./use-waiting-counts.ts";

/** Link to a screen, with the count of what waits there for a person. */
export function PlaceLink({ place, isShort }: { readonly place: Place; readonly isShort?: true }) {
  const { pathname } = useLocation();
  const counts = useWaitingCounts();
  const waiting = place.counts === undefined ? undefined : counts[place.counts];
  return (
    <PageLink
      href={place.href}
      aria-current={place.begins.test(pathname) ? "page" : undefined}
      className="place"
    >
      {isShort === true ? (place.shortName ?? place.name) : place.name}
      {waiting !== undefined && (
        <>
          {" "}
          <b className="place-count" aria-hidden="true">
            {waiting}
          </b>
          <span className="visually-hidden">({text.nav.toDecide(waiting)})</span>
        </>
      )}
    </PageLink>
  );
}

export function PlaceList({ places }: { readonly places: readonly Place[] }) {
  return (
    <ul>
      {places.map((place) => (
        <li key={place.href}>
          <PlaceLink place={place} />
        </li>
      ))}
    </ul>
  );
}
