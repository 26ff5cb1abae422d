import { useState } from "react";
import { flushSync } from "react-dom";
import type { Suggestion } from "./suggestions.ts";
import { useSuggestions } from "./use-suggestions.ts";

/** No option is active: Enter asks for what is typed. */
const NONE = -1;

/**
 * Text, caret and suggestions of the box, after the combobox pattern of the ARIA practices: suggestions show
 * while a query is typed, or with an arrow; Esc closes them, then clears; Enter and Tab take the active one.
 */
export function useFindField(options: {
  readonly typed: string;
  readonly input: React.RefObject<HTMLInputElement | null>;
  readonly onFind: (typed: string) => void;
}) {
  const { input, onFind } = options;
  const [value, setValue] = useState(options.typed);
  const [caret, setCaret] = useState(options.typed.length);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(NONE);
  const suggestions = useSuggestions(value, caret, isOpen);
  const close = () => {
    setIsOpen(false);
    setActive(NONE);
  };
  const put = (next: string, nextCaret: number) => {
    setValue(next);
    setCaret(nextCaret);
    setActive(NONE);
  };
  const take = (suggestion: Suggestion) => {
    // The caret goes behind what was completed, and that must be in the box by then.
    flushSync(() => put(suggestion.text, suggestion.caret));
    input.current?.setSelectionRange(suggestion.caret, suggestion.caret);
    if (!suggestion.isWhole) return;
    close();
    onFind(suggestion.text);
  };
  const move = (step: 1 | -1) => {
    const count = suggestions.length;
    if (!isOpen) setIsOpen(true);
    // One place more than options: the box itself.
    else if (count > 0) setActive(((active + 1 + step + count + 1) % (count + 1)) - 1);
  };
  return {
    value,
    suggestions,
    active: Math.min(active, suggestions.length - 1),
    close,
    take,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      const { value: next, selectionEnd } = event.target;
      put(next, selectionEnd ?? next.length);
      setIsOpen(next !== "");
    },
    onSelect: (event: React.SyntheticEvent<HTMLInputElement>) =>
      setCaret(event.currentTarget.selectionEnd ?? caret),
    onKeyDown: (event: React.KeyboardEvent<HTMLInputElement>) => {
      const chosen = suggestions[active];
      // The key that leads here, pressed here: no ID and no query begins with it.
      if (event.key === "/" && value === "") event.preventDefault();
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if ((event.key === "Enter" || event.key === "Tab") && chosen !== undefined) {
        event.preventDefault();
        take(chosen);
      } else if (event.key === "Escape") {
        event.stopPropagation();
        if (suggestions.length > 0) close();
        else if (value === "") event.currentTarget.blur();
        else put("", 0);
      }
    },
  };
}
