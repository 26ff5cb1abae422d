import "./help-dialog.css";
import { Switch } from "react-aria-components";
import { text } from "../messages/current.ts";
import { isLanguage, languageChoices } from "../messages/languages.ts";
import { chooseLanguage, chosenLanguage } from "../preferences/language.ts";
import { usePreference, writePreference } from "../preferences/preferences.ts";
import { ModalDialog } from "./modal-dialog.tsx";
import { Segmented } from "./segmented.tsx";

/** The keys, the switch that turns single letters off, and the choices that narrow screens hide. */
export function HelpDialog(props: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const singleKeys = usePreference("singleKeys");
  const zone = usePreference("zone");
  return (
    <ModalDialog heading={text.help.heading} isOpen={props.isOpen} onClose={props.onClose}>
      <dl className="keys">
        {text.help.keys.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div className="help-choices">
        <Switch
          className="switch"
          isSelected={singleKeys === "on"}
          onChange={(isOn) => writePreference("singleKeys", isOn ? "on" : "off")}
        >
          <span className="switch-track" aria-hidden="true" />
          {text.help.single}
        </Switch>
        <p className="quiet">{text.help.singleExplain}</p>
        <div className="help-zone">
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
      </div>
      <LanguageChoice />
      <div className="dialog-actions">
        <button type="button" className="button" onClick={props.onClose}>
          {text.common.close} <kbd aria-hidden="true">Esc</kbd>
        </button>
      </div>
    </ModalDialog>
  );
}

function LanguageChoice() {
  return (
    <p className="help-language">
      <label>
        <span className="label">{text.view.language}</span>{" "}
        <select
          className="field"
          value={chosenLanguage()}
          onChange={({ target }) => {
            if (isLanguage(target.value)) chooseLanguage(target.value);
          }}
        >
          {languageChoices().map(({ language, name }) => (
            <option key={language} value={language} lang={language}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </p>
  );
}
