import { useRef } from "react";
import type { Incident } from "#query/answers/incident-answers.ts";
import { useKeptFocus } from "../../components/use-kept-focus.ts";
import { useShortcuts } from "../../keyboard/shortcuts.ts";
import { text } from "../../messages/current.ts";
import { PinItem } from "./pin-item.tsx";

/** What was pinned, in the order of time. `j k` move, `e E` move among findings, Enter opens. */
export function PinList(props: {
  readonly incident: Incident;
  readonly opened: string | undefined;
  readonly onOpen: (reference: string) => void;
}) {
  const { pins, status, id } = props.incident;
  const list = useRef<HTMLOListElement>(null);
  useKeptFocus(list, pins.length);
  const step = (by: 1 | -1, only: string) => () => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>(only) ?? [])];
    const all = [...(list.current?.children ?? [])];
    const at = all.findIndex((item) => item.contains(document.activeElement));
    const next = items.findIndex((item) => all.indexOf(item) > at);
    const before = items.findLastIndex((item) => all.indexOf(item) < (at < 0 ? 0 : at));
    items[by === 1 ? next : before]?.querySelector<HTMLElement>("[data-opens]")?.focus();
  };
  useShortcuts("page", {
    j: step(1, "li"),
    k: step(-1, "li"),
    ArrowDown: step(1, "li"),
    ArrowUp: step(-1, "li"),
    e: step(1, "li.finding"),
    E: step(-1, "li.finding"),
  });
  return (
    <section className="incident-section">
      <h2>{text.incidents.pinsHeading(pins.length)}</h2>
      {pins.length === 0 && (
        <p>
          {text.incidents.noPins} <span className="quiet">{text.incidents.noPinsNext}</span>
        </p>
      )}
      <ol className="incident-pins" ref={list}>
        {pins.map((pin, place) => (
          <PinItem
            key={pin.id}
            incidentId={id}
            pin={pin}
            above={pins[place - 1]?.at}
            isOpen={status === "open"}
            opened={props.opened}
            onOpen={props.onOpen}
          />
        ))}
      </ol>
    </section>
  );
}
