import "./command-palette.css";
import { useRouter } from "@tanstack/react-router";
import { Autocomplete, Input, Menu, MenuItem, SearchField } from "react-aria-components";
import { useEffect, useRef, useState } from "react";
import { copyText } from "./copy-button.tsx";
import { text } from "../messages/current.ts";
import { pages } from "../path-builder.ts";
import { languageChoices } from "../messages/languages.ts";
import { chooseLanguage } from "../preferences/language.ts";
import { writePreference } from "../preferences/preferences.ts";
import { ModalDialog } from "./modal-dialog.tsx";
import { ALL_PLACES } from "./places.ts";

interface Command {
  readonly name: string;
  readonly run: () => void;
}

/** Every command by name; text that names none is looked for. */
export function CommandPalette(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onHelp: () => void;
}) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const go = (href: string) => () => router.history.push(href);
  const commands: Command[] = [
    ...ALL_PLACES.map(({ name, href }) => ({ name: text.palette.goTo(name), run: go(href) })),
    { name: text.palette.share, run: () => void copyText(location.href) },
    { name: text.palette.themeLight, run: () => writePreference("theme", "light") },
    { name: text.palette.themeDark, run: () => writePreference("theme", "dark") },
    { name: text.palette.themeAuto, run: () => writePreference("theme", "auto") },
    { name: text.palette.zoneUtc, run: () => writePreference("zone", "utc") },
    { name: text.palette.zoneLocal, run: () => writePreference("zone", "local") },
    ...languageChoices().map(({ language, name }) => ({
      name: text.palette.language(name),
      run: () => chooseLanguage(language),
    })),
    { name: text.palette.print, run: () => print() },
    { name: text.palette.help, run: props.onHelp },
  ];
  const wanted = typed.trim().toLowerCase();
  const matching = commands.filter(({ name }) => name.toLowerCase().includes(wanted));
  if (wanted !== "") {
    matching.push({
      name: text.palette.findText(typed.trim()),
      run: go(pages.find({ q: typed.trim() })),
    });
  }
  return (
    <ModalDialog heading={text.palette.heading} isOpen={props.isOpen} onClose={props.onClose}>
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField aria-label={text.palette.placeholder} className="palette-field">
          <Input ref={input} className="field" placeholder={text.palette.placeholder} />
        </SearchField>
        <Menu className="palette-list" aria-label={text.palette.heading} items={matching}>
          {(command: Command) => (
            <MenuItem
              id={command.name}
              className="palette-item"
              onAction={() => {
                props.onClose();
                command.run();
              }}
            >
              {command.name}
            </MenuItem>
          )}
        </Menu>
      </Autocomplete>
    </ModalDialog>
  );
}
