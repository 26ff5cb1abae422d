import { expect, test } from "vitest";
import {
  checkAnswers,
  recipientOf,
  type SurveyField,
  surveyFieldSchema,
} from "#domain/gift-cards/survey.ts";

const FIELDS: SurveyField[] = [
  { name: "RecipientMail", label: "Mail", required: true, kind: "email" },
  { name: "Message", label: "Message", required: false, kind: "text" },
];

test("answers that fit leave nothing to say", () => {
  const answers = { RecipientMail: "ana@example.org", Message: "" };
  expect(checkAnswers(FIELDS, answers)).toEqual({ missing: [], unknown: [], notAnAddress: [] });
});

test("what is missing, unknown or no address is named", () => {
  expect(checkAnswers(FIELDS, { RecipientMail: " ", message: "hi" })).toEqual({
    missing: ["RecipientMail"],
    unknown: ["message"],
    notAnAddress: [],
  });
  expect(checkAnswers(FIELDS, { RecipientMail: "ana" }).notAnAddress).toEqual(["RecipientMail"]);
  expect(checkAnswers(FIELDS, { toString: "x" }).missing).toEqual(["RecipientMail"]);
});

test("a card goes to the address that was answered, or to nobody", () => {
  expect(recipientOf(FIELDS, { RecipientMail: " ana@example.org " })).toBe("ana@example.org");
  expect(recipientOf(FIELDS, { RecipientMail: "ana" })).toBeNull();
  expect(recipientOf(FIELDS, {})).toBeNull();
  expect(recipientOf(FIELDS.slice(1), { RecipientMail: "ana@example.org" })).toBeNull();
});

test("a field's name can stand in a template", () => {
  const field = { label: "x", required: true };
  expect(surveyFieldSchema.parse({ ...field, name: "Message" }).kind).toBe("text");
  for (const name of ["", "1st", "a b", "a}", "é"]) {
    expect(surveyFieldSchema.safeParse({ ...field, name }).success).toBe(false);
  }
});
