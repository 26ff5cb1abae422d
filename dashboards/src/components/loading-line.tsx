import "./loading-line.css";
import { useEffect, useState } from "react";
import { text } from "../messages/current.ts";

/** Answers that come sooner show no sign of loading at all. */
const SHOWN_AFTER_MS = 300;

/** A thin line under the masthead; what was shown stays. */
export function LoadingLine({ isLoading }: { readonly isLoading: boolean }) {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (!isLoading) return undefined;
    const timer = setTimeout(() => setIsLate(true), SHOWN_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setIsLate(false);
    };
  }, [isLoading]);
  return (
    <output className="loading">
      {isLoading && isLate && (
        <>
          <span className="loading-line" />
          <span className="visually-hidden">{text.common.loading}</span>
        </>
      )}
    </output>
  );
}
