import { z } from "zod";

/** The buyer is asked no more than this for one card. */
export const SURVEY_FIELDS_MAX = 20;

/** As a field is written in a mail template: `${Message}`. Case matters. */
export const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** A question of the survey that is asked when a gift card is bought. */
export const surveyFieldSchema = z.strictObject({
  name: z.string().regex(FIELD_NAME, "must begin with a letter, then letters, digits and _"),
  label: z.string().trim().min(1).max(200),
  required: z.boolean(),
  /** `email`: the card is mailed to what is answered here. */
  kind: z.enum(["text", "email"]).default("text"),
});
export type SurveyField = Readonly<z.infer<typeof surveyFieldSchema>>;

/** Answers by the exact name of the field. */
export type SurveyAnswers = Readonly<Record<string, string>>;

export interface SurveyCheck {
  /** Required fields without an answer, in the survey's order. */
  readonly missing: readonly string[];
  /** Answers to what was not asked, in the order given. */
  readonly unknown: readonly string[];
  /** The answer to the `email` field is no address. */
  readonly notAnAddress: readonly string[];
}

const address = z.email().max(254);

/** What is wrong with a buyer's answers; all lists are empty when nothing is. */
export function checkAnswers(fields: readonly SurveyField[], answers: SurveyAnswers): SurveyCheck {
  const names = new Set(fields.map(({ name }) => name));
  const isAnswered = (name: string): boolean =>
    Object.hasOwn(answers, name) && answers[name]?.trim() !== "";
  return {
    missing: fields
      .filter(({ name, required }) => required && !isAnswered(name))
      .map(({ name }) => name),
    unknown: Object.keys(answers).filter((name) => !names.has(name)),
    notAnAddress: fields
      .filter(({ name, kind }) => kind === "email" && isAnswered(name))
      .filter(({ name }) => !address.safeParse(answers[name]).success)
      .map(({ name }) => name),
  };
}

/** Where the card is to be mailed: the answer to the `email` field, or null. */
export function recipientOf(fields: readonly SurveyField[], answers: SurveyAnswers): string | null {
  const field = fields.find(({ kind }) => kind === "email");
  if (field === undefined || !Object.hasOwn(answers, field.name)) return null;
  const given = address.safeParse(answers[field.name]?.trim());
  return given.success ? given.data : null;
}
