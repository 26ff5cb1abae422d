import { renderPage } from "./render-page.ts";

/** What is asked before something is done that cannot be taken back. */
export interface Confirmation {
  /** With a verb and the object, as a question. */
  readonly question: string;
  readonly effects: readonly string[];
  /** Types of the events that will tell of it. */
  readonly records: readonly string[];
  /** Where the form is sent. */
  readonly action: string;
  /** Sent with it. */
  readonly fields?: Readonly<Record<string, string>>;
  /** On the button: a verb. */
  readonly verb: string;
  /** Nothing is lost by it; otherwise the button warns. */
  readonly isHarmless?: boolean;
  /** The page to go back to. */
  readonly back: string;
  /** The page of the navigation that it belongs to. */
  readonly place: string;
}

/** The page of its own that asks. */
export function renderConfirmation(confirmation: Confirmation): string {
  const { question, place } = confirmation;
  return renderPage(
    "confirmation",
    { title: question, place },
    { fields: {}, isHarmless: false, ...confirmation },
  );
}
