import "./page-head.css";
import { useEffect } from "react";
import { text } from "../messages/current.ts";

/** Name of the screen, a sentence of facts beside it, and what can be done; sets the window's title. */
export function PageHead(props: {
  readonly title: string;
  /** Facts in one sentence; counts with units. */
  readonly children?: React.ReactNode;
  /** Buttons and choices, at the right. */
  readonly actions?: React.ReactNode;
}) {
  useEffect(() => {
    document.title = text.title(props.title);
  }, [props.title]);
  return (
    <header className="page-head">
      <h1>{props.title}</h1>
      {props.children !== undefined && <div className="page-head-facts">{props.children}</div>}
      {props.actions !== undefined && <div className="page-head-actions">{props.actions}</div>}
    </header>
  );
}
