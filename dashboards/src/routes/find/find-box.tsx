import "./find-box.css";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { ApiProblem } from "../../api/fetch-answer.ts";
import { classNames } from "../../components/class-names.ts";
import { CodedText } from "../../components/coded-text.tsx";
import { SeverityMark } from "../../components/severity.tsx";
import { bareIdentifier } from "../../identifiers/group-identifier.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { classifyInput } from "./classify-input.ts";
import { DrawnText } from "./drawn-text.tsx";
import { optionId, SuggestionList, SUGGESTIONS_ID } from "./suggestion-list.tsx";
import { typedRuns } from "./typed-characters.ts";
import { useFindField } from "./use-find-field.ts";

const route = getRouteApi("/");

/** Characters of a transaction ID, for the count beside the box. */
const TRANSACTION_CHARACTERS = 16;

/**
 * The box for any ID or query. The text is drawn over the field, so that digits, field names and doubtful
 * characters stand out; at rest an ID is drawn in groups of four. Fields and values of a query are completed in
 * a listbox under it, which takes no key until somebody goes into it with an arrow.
 */
export function FindBox(props: {
  readonly typed: string;
  readonly reading: "id" | "query";
  /** Places of characters that the best candidate reads differently. */
  readonly doubtful?: readonly number[];
  /** What was found, or not, is a transaction ID: its length is known. */
  readonly isTransaction?: boolean;
  readonly problem?: ApiProblem | undefined;
}) {
  const { reading, problem } = props;
  const [isFocused, setIsFocused] = useState(false);
  const [scrolledPx, setScrolledPx] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const navigate = route.useNavigate();
  useShortcuts("page", { "/": () => input.current?.select() });
  useEffect(() => {
    // On an empty page the box is what one came for.
    if (props.typed === "" && matchMedia("(pointer: fine)").matches) input.current?.focus();
  }, [props.typed]);

  const find = (typed: string) => {
    input.current?.blur();
    void navigate({ search: typed === "" ? {} : (old) => withTyped(old, typed) });
  };
  const field = useFindField({ typed: props.typed, input, onFind: find });
  const { value, suggestions, active } = field;
  const isUnchanged = value === props.typed;
  const marked = isUnchanged
    ? problem === undefined
      ? (props.doubtful ?? [])
      : problemPlaces(problem)
    : [];
  // What is being typed is drawn as what it will be read as.
  const read = isUnchanged ? reading : classifyInput(value);
  const isOpen = isFocused && suggestions.length > 0;
  return (
    <search>
      <form
        className="find-form"
        onSubmit={(event) => {
          event.preventDefault();
          find(value.trim());
        }}
      >
        <div className="find-label">
          <h1>
            <label htmlFor="find-box">{text.find.boxLabel}</label>
          </h1>
          <p className="quiet">{text.find.boxHint}</p>
        </div>
        <div className={classNames("find-box", `reads-${reading}`)}>
          <div className="find-field">
            <div className="find-drawn" aria-hidden="true">
              <span style={{ transform: `translateX(${-scrolledPx}px)` }}>
                <DrawnText
                  runs={typedRuns(value, read, marked)}
                  isGrouped={reading === "id" && !isFocused && isUnchanged}
                />
              </span>
            </div>
            <input
              id="find-box"
              ref={input}
              value={value}
              placeholder={text.find.placeholder}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              role="combobox"
              aria-autocomplete="list"
              aria-expanded={isOpen}
              aria-controls={isOpen ? SUGGESTIONS_ID : undefined}
              aria-activedescendant={isOpen && active >= 0 ? optionId(active) : undefined}
              aria-invalid={problem !== undefined && isUnchanged}
              aria-describedby={problem === undefined ? undefined : "find-problem"}
              onChange={field.onChange}
              onSelect={field.onSelect}
              onKeyDown={field.onKeyDown}
              onFocus={() => setIsFocused(true)}
              onBlur={() => {
                setIsFocused(false);
                field.close();
              }}
              onScroll={(event) => setScrolledPx(event.currentTarget.scrollLeft)}
            />
          </div>
          <BoxNote
            value={value}
            reading={read}
            isFocused={isFocused}
            isTransaction={isUnchanged && props.isTransaction === true}
          />
          <button type="submit" className="find-submit">
            {text.find.submit}
          </button>
          {isOpen && (
            <SuggestionList suggestions={suggestions} active={active} onTake={field.take} />
          )}
        </div>
        <output className="visually-hidden">
          {isOpen && text.find.suggested(suggestions.length)}
        </output>
        {problem !== undefined && isUnchanged && <QueryProblem problem={problem} />}
      </form>
    </search>
  );
}

/** A new text starts from its own meaning: chosen range, order and columns stay, the rest goes. */
function withTyped(
  old: {
    readonly from?: string;
    readonly to?: string;
    readonly order?: "oldest";
    readonly cols?: string;
  },
  typed: string,
) {
  const { from, to, order, cols } = old;
  return {
    q: typed,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(order === undefined ? {} : { order }),
    ...(cols === undefined ? {} : { cols }),
  };
}

function problemPlaces(problem: ApiProblem): number[] {
  const { position, length } = problem.members;
  if (typeof position !== "number") return [];
  const many = typeof length === "number" ? Math.max(1, length) : 1;
  return Array.from({ length: many }, (_, offset) => position + offset);
}

function BoxNote(props: {
  readonly value: string;
  readonly reading: "id" | "query";
  readonly isFocused: boolean;
  readonly isTransaction: boolean;
}) {
  const typed = bareIdentifier(props.value).length;
  if (props.value === "" && props.isFocused) {
    return (
      <span className="find-note">
        <kbd aria-hidden="true">↓</kbd> {text.find.earlier}
      </span>
    );
  }
  if (typed === 0 || props.reading === "query") return null;
  return (
    <span className="find-note">
      {props.isTransaction && typed > TRANSACTION_CHARACTERS / 2
        ? text.find.charactersOf(typed)
        : text.find.characters(typed)}
    </span>
  );
}

/** Where the query cannot be read: the character is underlined in the box, the reason stands here. */
function QueryProblem({ problem }: { readonly problem: ApiProblem }) {
  const { position } = problem.members;
  return (
    <p id="find-problem" className="find-problem" role="alert">
      <SeverityMark severity="error" />
      {typeof position === "number" && <b>{text.find.queryProblem(position + 1)}</b>}{" "}
      <span lang="en">
        <CodedText words={problem.message} />
      </span>
    </p>
  );
}
