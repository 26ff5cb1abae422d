import "./masthead.css";
import { useLocation, useRouter } from "@tanstack/react-router";
import { useRef } from "react";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { text } from "../messages/current.ts";
import { pages } from "../path-builder.ts";
import { usePreference, writePreference } from "../preferences/preferences.ts";
import { classNames } from "./class-names.ts";
import { PageLink } from "./page-link.tsx";
import { PlaceLink, PlaceList } from "./place-list.tsx";
import { PLACE_GROUPS, THUMB_PLACES } from "./places.ts";
import type { Place } from "./places.ts";
import { Segmented } from "./segmented.tsx";
import { useMastheadRoom } from "./use-masthead-room.ts";

const OTHER_PLACES = PLACE_GROUPS.map((places) =>
  places.filter((place) => !THUMB_PLACES.includes(place)),
);

export function Masthead({ onHelp }: { readonly onHelp: () => void }) {
  const { pathname } = useLocation();
  const masthead = useMastheadRoom();
  return (
    <header className="masthead" ref={masthead}>
      <a className="skip" href="#content">
        {text.nav.skip}
      </a>
      <PageLink className="brand" href={pages.find()} aria-label={text.nav.home}>
        <BrandMark />
        {text.product}
      </PageLink>
      <nav aria-label={text.nav.main} className="masthead-places">
        {PLACE_GROUPS.map((places) => (
          <PlaceList key={places[0]?.href} places={places} />
        ))}
        <MorePlaces places={PLACE_GROUPS.slice(1)} id="more-places" />
      </nav>
      <div className="masthead-right">
        {pathname !== pages.find() && <JumpBox />}
        <button type="button" className="button small masthead-keys" onClick={onHelp}>
          {text.help.button} <kbd aria-hidden="true">?</kbd>
        </button>
        <ZoneChoice />
        <ThemeChoice />
      </div>
    </header>
  );
}

/** The groups that have no room, in the browser's own popover. */
function MorePlaces(props: {
  readonly id: string;
  readonly places: readonly (readonly Place[])[];
  readonly children?: React.ReactNode;
}) {
  // Another page has another menu: that closes it.
  const { pathname } = useLocation();
  const isHere = props.places.flat().some(({ begins }) => begins.test(pathname));
  return (
    <div className="more-places">
      <button
        type="button"
        className={classNames("place", isHere && "here")}
        popoverTarget={props.id}
      >
        {text.nav.more}
      </button>
      <div key={pathname} id={props.id} popover="auto" className="more-menu">
        {props.places.map((places) => (
          <PlaceList key={places[0]?.href} places={places} />
        ))}
        {props.children}
      </div>
    </div>
  );
}

function BrandMark() {
  return (
    <svg viewBox="0 0 18 22" width="16" height="20" fill="none" strokeWidth="2" aria-hidden="true">
      <path d="M9 0v22" stroke="currentColor" />
      <path className="brand-notches" d="M2 4h7M9 9h7M2 14h7M9 18.5h4" />
    </svg>
  );
}

/** The ID box in small, on every screen but Find. */
function JumpBox() {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  useShortcuts("frame", { "/": () => input.current?.focus() });
  return (
    <search>
      <form
        className="jump"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = input.current?.value.trim() ?? "";
          if (typed !== "") router.history.push(pages.find({ q: typed }));
        }}
      >
        <input
          ref={input}
          aria-label={text.find.boxLabel}
          placeholder={text.find.jump}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          onKeyDown={(event) => {
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
        <kbd aria-hidden="true">/</kbd>
      </form>
    </search>
  );
}

function ZoneChoice() {
  const zone = usePreference("zone");
  return (
    <div className="masthead-zone">
      <Segmented
        label={text.view.zone}
        value={zone}
        choices={[
          { value: "utc", label: text.view.utc },
          { value: "local", label: text.view.local },
        ]}
        onChange={(value) => writePreference("zone", value)}
      />
    </div>
  );
}

function ThemeChoice() {
  const theme = usePreference("theme");
  return (
    <div className="masthead-theme">
      <Segmented
        label={text.view.theme}
        value={theme}
        choices={[
          { value: "auto", label: text.view.auto },
          { value: "light", label: text.view.light },
          { value: "dark", label: text.view.dark },
        ]}
        onChange={(value) => writePreference("theme", value)}
      />
    </div>
  );
}

/** Below 700 px the places move to the bottom, under the thumb. */
export function BottomBar({ onHelp }: { readonly onHelp: () => void }) {
  return (
    <nav aria-label={text.nav.short} className="bottom-bar">
      {THUMB_PLACES.map((place) => (
        <PlaceLink key={place.href} place={place} isShort />
      ))}
      <MorePlaces places={OTHER_PLACES} id="all-places">
        <button type="button" className="place" onClick={onHelp}>
          {text.help.button}
        </button>
      </MorePlaces>
    </nav>
  );
}
