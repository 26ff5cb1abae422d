import { SURVEY_FIELDS_MAX } from "#domain/gift-cards/survey.ts";
import type { GiftCardSettings } from "../gift-cards/gift-card-settings.ts";
import { type FormFields, fieldText } from "./form-fields.ts";

/** Empty rows after the survey's: what can be added in one go. */
const EMPTY_ROWS = 2;

interface SurveyRow {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly kind: string;
}

/** The settings as text, as a form shows them and gives them back. */
export interface GiftCardForm {
  readonly pinRequired: boolean;
  readonly codeLength: string;
  readonly pinLength: string;
  readonly survey: readonly SurveyRow[];
  readonly template: string;
  /** Empty, `yes` or `no`. */
  readonly validateGCFinAcct: string;
  readonly bcc: string;
  readonly sender: string;
}

export function giftCardForm(settings: GiftCardSettings): GiftCardForm {
  const { validateGCFinAcct: isValidated } = settings;
  return {
    ...settings,
    codeLength: String(settings.codeLength),
    pinLength: String(settings.pinLength),
    validateGCFinAcct: isValidated === null ? "" : isValidated ? "yes" : "no",
    bcc: settings.bcc ?? "",
  };
}

/** What was filled in. Rows of the survey that say nothing are left out. */
export function readGiftCardForm(fields: FormFields): GiftCardForm {
  const survey = Array.from({ length: SURVEY_FIELDS_MAX }, (_, index) => ({
    name: fieldText(fields, `survey.${index}.name`),
    label: fieldText(fields, `survey.${index}.label`),
    required: fieldText(fields, `survey.${index}.required`) !== "",
    kind: fieldText(fields, `survey.${index}.kind`),
  })).filter(({ name, label }) => name !== "" || label !== "");
  return {
    pinRequired: fieldText(fields, "pinRequired") !== "",
    codeLength: fieldText(fields, "codeLength"),
    pinLength: fieldText(fields, "pinLength"),
    survey,
    // Browsers send line ends as in mail.
    template: fieldText(fields, "template").replaceAll("\r\n", "\n"),
    validateGCFinAcct: fieldText(fields, "validateGCFinAcct"),
    bcc: fieldText(fields, "bcc"),
    sender: fieldText(fields, "sender"),
  };
}

/** What is handed over to be validated and saved; a number that is none stays text and is refused. */
export function giftCardInput(form: GiftCardForm): Record<string, unknown> {
  return {
    ...form,
    codeLength: asNumber(form.codeLength),
    pinLength: asNumber(form.pinLength),
    validateGCFinAcct: form.validateGCFinAcct === "" ? null : form.validateGCFinAcct === "yes",
    bcc: form.bcc === "" ? null : form.bcc,
  };
}

/** The survey's rows with some to fill in. */
export function rowsToShow(survey: readonly SurveyRow[]): SurveyRow[] {
  const empty = Math.min(EMPTY_ROWS, SURVEY_FIELDS_MAX - survey.length);
  const row: SurveyRow = { name: "", label: "", required: false, kind: "text" };
  return [...survey, ...Array.from({ length: Math.max(0, empty) }, () => row)];
}

function asNumber(text: string): number | string {
  return /^\d{1,6}$/.test(text) ? Number(text) : text;
}
