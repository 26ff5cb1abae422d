import "./suggestion-list.css";
import { useEffect, useEffectEvent, useRef } from "react";
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

/** The listbox under the box. The focus and the keys stay in the box; `active` is what Enter would take. */
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
  const takeAt = useEffectEvent((target: EventTarget | null) => {
    const option = target instanceof Element ? target.closest("[data-option]") : null;
    const suggestion = suggestions[Number(option?.getAttribute("data-option") ?? -1)];
    if (suggestion !== undefined) props.onTake(suggestion);
  });
  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    // A press must not take the focus from the box.
    const keepFocus = (event: Event) => event.preventDefault();
    const take = (event: Event) => takeAt(event.target);
    element.addEventListener("mousedown", keepFocus);
    element.addEventListener("click", take);
    return () => {
      element.removeEventListener("mousedown", keepFocus);
      element.removeEventListener("click", take);
    };
  }, []);
  const kinds = [...new Set(suggestions.map(({ kind }) => kind))];
  return (
    <div
      id={SUGGESTIONS_ID}
      role={LISTBOX}
      tabIndex={-1}
      aria-label={text.find.suggestions}
      className="suggestions"
      ref={list}
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
                />
              ),
          )}
        </div>
      ))}
    </div>
  );
}

function Option(props: {
  readonly suggestion: Suggestion;
  readonly index: number;
  readonly isActive: boolean;
}) {
  const { suggestion, isActive } = props;
  return (
    <div
      id={optionId(props.index)}
      role={OPTION}
      aria-selected={isActive}
      data-option={props.index}
      className={classNames("suggestion", isActive && "active")}
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
