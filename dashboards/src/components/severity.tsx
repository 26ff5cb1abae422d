import "./severity.css";

export type Severity = "critical" | "error" | "warning" | "info" | "ok";

const SHAPES: Readonly<Record<Severity, React.ReactNode>> = {
  critical: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" fill="currentColor" />
      <path d="M8 4.2v5M8 11v1.4" className="severity-cut" strokeWidth="1.9" />
    </>
  ),
  error: (
    <>
      <path d="M5.2 1.7h5.6l3.5 3.5v5.6l-3.5 3.5H5.2l-3.5-3.5V5.2Z" strokeWidth="1.6" />
      <path d="M8 4.4V9M8 10.7v1.4" strokeWidth="1.7" />
    </>
  ),
  warning: (
    <>
      <path d="M8 1.8 15 14H1Z" strokeWidth="1.6" strokeLinejoin="round" />
      <path d="M8 6v4M8 11.4v1.2" strokeWidth="1.6" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6.3" strokeWidth="1.5" />
      <path d="M8 7.2v4.2M8 4.4v1.5" strokeWidth="1.6" />
    </>
  ),
  ok: (
    <>
      <circle cx="8" cy="8" r="6.3" strokeWidth="1.5" />
      <path d="m5 8.2 2.2 2.2L11.2 6" strokeWidth="1.7" />
    </>
  ),
};

/** A shape per severity; a word must stand beside it. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  return (
    <svg
      className={`severity severity-${severity}`}
      viewBox="0 0 16 16"
      width="15"
      height="15"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      {SHAPES[severity]}
    </svg>
  );
}
