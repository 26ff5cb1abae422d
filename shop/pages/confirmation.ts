import { renderPage } from "./render-page.ts";

/** What is asked before something is removed. */
export interface Confirmation {
  /** With a verb and the object, as a question. */
  readonly question: string;
  readonly effects: readonly string[];
  /** Type of the event that will tell of it. */
  readonly record: string;
  /** Where the form is sent. */
  readonly action: string;
  /** On the button: a verb. */
  readonly verb: string;
  /** The page to go back to. */
  readonly back: string;
}

/** The page of its own that asks. */
export function renderConfirmation(confirmation: Confirmation): string {
  const { question, back } = confirmation;
  return renderPage("confirmation", { title: question, place: back }, confirmation);
}
