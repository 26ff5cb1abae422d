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
import { typedRuns } from "./typed-characters.ts";
import type { TypedRun } from "./typed-characters.ts";

const route = getRouteApi("/");

/** Characters of a transaction ID, for the count beside the box. */
const TRANSACTION_CHARACTERS = 16;
const GROUP_CHARACTERS = 4;

/**
 * The box for any ID or query. The text is drawn over the field, so that digits, field names and doubtful
 * characters stand out; at rest an ID is drawn in groups of four.
 */
export function FindBox(props: {
  readonly typed: string;
  readonly reading: "id" | "query";
  /** Places of characters that the best candidate reads differently. */
  readonly doubtful?: readonly number[];
  readonly problem?: ApiProblem | undefined;
}) {
  const { reading, problem } = props;
  const [value, setValue] = useState(props.typed);
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
  const isUnchanged = value === props.typed;
  const marked = isUnchanged
    ? problem === undefined
      ? (props.doubtful ?? [])
      : problemPlaces(problem)
    : [];
  const runs = typedRuns(value, reading, marked);
  const isGrouped = reading === "id" && !isFocused && isUnchanged;
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
                {isGrouped ? <GroupedRuns runs={runs} /> : <PlainRuns runs={runs} />}
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
              aria-invalid={problem !== undefined && isUnchanged}
              aria-describedby={problem === undefined ? undefined : "find-problem"}
              onChange={(event) => setValue(event.target.value)}
              onFocus={() => setIsFocused(true)}
              onBlur={() => setIsFocused(false)}
              onScroll={(event) => setScrolledPx(event.currentTarget.scrollLeft)}
              onKeyDown={(event) => {
                if (event.key !== "Escape") return;
                event.stopPropagation();
                if (value === "") event.currentTarget.blur();
                else setValue("");
              }}
            />
          </div>
          <BoxNote value={value} reading={reading} onClear={() => setValue("")} />
          <button type="submit" className="find-submit">
            {text.find.submit}
          </button>
        </div>
        {problem !== undefined && isUnchanged && <QueryProblem problem={problem} />}
      </form>
    </search>
  );
}

/** A new text starts from its own meaning: chosen range and order stay, the rest goes. */
function withTyped(
  old: { readonly from?: string; readonly to?: string; readonly order?: "oldest" },
  typed: string,
) {
  const { from, to, order } = old;
  return {
    q: typed,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(order === undefined ? {} : { order }),
  };
}

function problemPlaces(problem: ApiProblem): number[] {
  const { position, length } = problem.members;
  if (typeof position !== "number") return [];
  const many = typeof length === "number" ? Math.max(1, length) : 1;
  return Array.from({ length: many }, (_, offset) => position + offset);
}

function PlainRuns({ runs }: { readonly runs: readonly TypedRun[] }) {
  return runs.map((run) => (
    <span key={run.start} className={`typed-${run.kind}`}>
      {run.text}
    </span>
  ));
}

/** Letters and digits in groups of four; blanks and dashes somebody typed between them go. */
function GroupedRuns({ runs }: { readonly runs: readonly TypedRun[] }) {
  const characters = runs.flatMap(({ text: run, kind, start }) =>
    Array.from(run, (character, offset) => ({ character, kind, place: start + offset })),
  );
  const shown = characters.filter(({ character }) => /[A-Za-z0-9]/.test(character));
  const isLong = shown.length > 2 * GROUP_CHARACTERS;
  return (isLong ? shown : characters).map(({ character, kind, place }, index) => (
    <span
      key={place}
      className={classNames(
        `typed-${kind}`,
        isLong && index > 0 && index % GROUP_CHARACTERS === 0 && "typed-group",
      )}
    >
      {character}
    </span>
  ));
}

function BoxNote(props: {
  readonly value: string;
  readonly reading: "id" | "query";
  readonly onClear: () => void;
}) {
  const typed = bareIdentifier(props.value).length;
  if (typed === 0 || props.reading === "query") return null;
  return (
    <span className="find-note">
      {typed > TRANSACTION_CHARACTERS / 2
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
      <CodedText words={problem.message} />
    </p>
  );
}
