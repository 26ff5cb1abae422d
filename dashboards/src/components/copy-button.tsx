import { useEffect, useState } from "react";
import { text } from "../messages/current.ts";

/** How long the button says that it copied. */
const SAID_MS = 1600;

/** Resolves to false when the browser refuses the clipboard. */
export async function copyText(value: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return false;
  }
}

/** Copies, and says so in its own place; a refusal is said too. */
export function CopyButton(props: {
  readonly value: () => string;
  readonly label: string;
  readonly said?: string;
  readonly keyHint?: string;
  readonly className?: string;
}) {
  const [state, setState] = useState<"ready" | "copied" | "failed">("ready");
  useEffect(() => {
    if (state !== "copied") return undefined;
    const timer = setTimeout(() => setState("ready"), SAID_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => setState((await copyText(props.value())) ? "copied" : "failed");
  return (
    <>
      <button
        type="button"
        className={props.className ?? "button small"}
        onClick={() => void copy()}
      >
        {state === "copied" ? (props.said ?? text.common.copied) : props.label}
        {props.keyHint !== undefined && state !== "copied" && (
          <kbd aria-hidden="true">{props.keyHint}</kbd>
        )}
      </button>
      <output className={state === "failed" ? "quiet" : "visually-hidden"}>
        {state === "copied" && (props.said ?? text.common.copied)}
        {state === "failed" && text.common.copyFailed}
      </output>
    </>
  );
}
