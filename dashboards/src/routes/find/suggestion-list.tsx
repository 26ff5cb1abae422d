import "./suggestion-list.css";
import { useEffect, useRef } from "react";
import { classNames } from "../../components/class-names.ts";
import { text } from "../../messages/current.ts";
import type { Suggestion } from "./suggestions.ts";

export const SUGGESTIONS_ID = "find-suggestions";

/** No HTML element is the listbox of a combobox, so these are roles: its focus stays in the field. */
const LISTBOX = "listbox";
const GROUP = "group";
const OPTION = "option";

export function optionId(index: number): string {
  return `find-suggestion-${index}`;
}

/** The listbox under the box. The focus stays in the box; `active` is the option that Enter would take. */
export function SuggestionList(props: {
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly onTake: (suggestion: Suggestion) => void;
}) {
  const { suggestions, active } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#${optionId(active)}`)?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const kinds = [...new Set(suggestions.map(({ kind }) => kind))];
  return (
    <div
      id={SUGGESTIONS_ID}
      role={LISTBOX}
      tabIndex={-1}
      aria-label={text.find.suggestions}
      className="suggestions"
      ref={list}
      // A press must not take the focus from the box.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {kinds.map((kind) => (
        <div role={GROUP} key={kind} aria-label={text.find.suggestionKinds[kind]}>
          <p className="suggestions-kind" aria-hidden="true">
            {text.find.suggestionKinds[kind]}
          </p>
          {suggestions.map(
            (suggestion, index) =>
              suggestion.kind === kind && (
                <Option
                  key={suggestion.id}
                  suggestion={suggestion}
                  index={index}
                  isActive={index === active}
                  onTake={props.onTake}
                />
              ),
          )}
        </div>
      ))}
    </div>
  );
}

/** Keys of an option are the box's: the listbox pattern leaves the focus there. */
function Option(props: {
  readonly suggestion: Suggestion;
  readonly index: number;
  readonly isActive: boolean;
  readonly onTake: (suggestion: Suggestion) => void;
}) {
  const { suggestion, isActive } = props;
  return (
    <div
      id={optionId(props.index)}
      role={OPTION}
      tabIndex={-1}
      aria-selected={isActive}
      className={classNames("suggestion", isActive && "active")}
      onClick={() => props.onTake(suggestion)}
      onKeyDown={(event) => {
        if (event.key === "Enter") props.onTake(suggestion);
      }}
    >
      <span className="suggestion-label">{suggestion.label}</span>
      <span className="suggestion-about" lang={suggestion.isWhole ? undefined : "en"}>
        {suggestion.description}
      </span>
      {suggestion.count !== null && (
        <span className="suggestion-count">{text.common.records(suggestion.count)}</span>
      )}
    </div>
  );
}
