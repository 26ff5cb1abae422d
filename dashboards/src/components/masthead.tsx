import "./masthead.css";
import { useLocation, useRouter } from "@tanstack/react-router";
import { useRef } from "react";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { text } from "../messages/current.ts";
import { pages } from "../path-builder.ts";
import { usePreference, writePreference } from "../preferences/preferences.ts";
import { PageLink } from "./page-link.tsx";
import { Segmented } from "./segmented.tsx";

const PLACES = [
  { href: pages.find(), label: text.nav.find, begins: /^\/(transactions\/.*)?$/ },
  { href: pages.live(), label: text.nav.live, begins: /^\/live/ },
  { href: pages.quarantine(), label: text.nav.operations, begins: /^\/operations/ },
];

export function Masthead({ onHelp }: { readonly onHelp: () => void }) {
  const { pathname } = useLocation();
  return (
    <header className="masthead">
      <a className="skip" href="#content">
        {text.nav.skip}
      </a>
      <PageLink className="brand" href={pages.find()} aria-label={text.nav.home}>
        <BrandMark />
        {text.product}
      </PageLink>
      <nav aria-label={text.nav.main} className="masthead-places">
        <ul>
          {PLACES.map((place, index) => (
            <li key={place.href} className={index === 2 ? "masthead-group" : undefined}>
              <PageLink
                href={place.href}
                aria-current={place.begins.test(pathname) ? "page" : undefined}
              >
                {place.label}
              </PageLink>
            </li>
          ))}
        </ul>
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
export function BottomBar({ onMore }: { readonly onMore: () => void }) {
  const { pathname } = useLocation();
  return (
    <nav aria-label={text.nav.short} className="bottom-bar">
      {PLACES.map((place) => (
        <PageLink
          key={place.href}
          href={place.href}
          aria-current={place.begins.test(pathname) ? "page" : undefined}
        >
          {place.label}
        </PageLink>
      ))}
      <button type="button" onClick={onMore}>
        {text.nav.more}
      </button>
    </nav>
  );
}
