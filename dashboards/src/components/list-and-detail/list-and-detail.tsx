import "./list-and-detail.css";
import { useEffect, useRef } from "react";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { classNames } from "../class-names.ts";

/** Below this width the opened object covers the list, and takes the focus. */
const COVERS_BELOW = "(max-width: 1180px)";

/**
 * A list, and beside it what is opened of it. Where the window is narrow, or evidence is open too, the opened
 * object covers the list. Esc closes it, and the focus returns to its row.
 *
 * @example
 *   <ListAndDetail list={<Cards />} opened={card} label={text.giftCards.opened} onClose={close}
 *     back={text.giftCards.back}>{card !== undefined && <CardView id={card} />}</ListAndDetail>
 */
export function ListAndDetail(props: {
  readonly list: React.ReactNode;
  /** Key of the opened object. */
  readonly opened: string | undefined;
  /** Name of the opened part, for who does not see it. */
  readonly label: string;
  /** Words of the way back, where the list is covered. */
  readonly back: string;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}) {
  const isOpen = props.opened !== undefined;
  const list = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) {
      list.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus({ preventScroll: true });
    }
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <div className={classNames("list-and-detail", isOpen && "open")}>
      <div className="list-side" ref={list}>
        {props.list}
      </div>
      {isOpen && (
        <Detail key={props.opened} label={props.label} back={props.back} onClose={props.onClose}>
          {props.children}
        </Detail>
      )}
    </div>
  );
}

function Detail(props: {
  readonly label: string;
  readonly back: string;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}) {
  const side = useRef<HTMLElement>(null);
  useShortcuts("page", { Escape: props.onClose });
  useEffect(() => {
    // Opened by what was typed: in the field its keys would be letters.
    const isTyped = document.activeElement instanceof HTMLInputElement;
    if (isTyped || matchMedia(COVERS_BELOW).matches) side.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section className="detail-side" aria-label={props.label} ref={side} tabIndex={-1}>
      <p className="detail-back">
        <button type="button" className="button plain" onClick={props.onClose}>
          {props.back}
        </button>
      </p>
      {props.children}
    </section>
  );
}
