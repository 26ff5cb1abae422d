import fc from "fast-check";
import { expect, test } from "vitest";
import {
  compareTemplate,
  fillTemplate,
  mismatchTexts,
  SHOP_FIELDS,
  templateFields,
} from "#domain/gift-cards/mail-template.ts";

test("names must be strictly the same, case included", () => {
  expect(compareTemplate(["Message"], "${Message}")).toBeNull();
  expect(compareTemplate(["Message"], "${message}")).toEqual({
    missing: ["Message"],
    unknown: ["message"],
  });
  expect(compareTemplate(["Message"], "${ Message}")).toEqual({
    missing: ["Message"],
    unknown: [" Message"],
  });
});

test("a field named in one only is named, on either side", () => {
  expect(compareTemplate(["Message", "From"], "${Message}")).toEqual({
    missing: ["From"],
    unknown: [],
  });
  expect(compareTemplate(["Message"], "${Message} ${From} ${From}")).toEqual({
    missing: [],
    unknown: ["From"],
  });
});

test("fields of the shop need no question", () => {
  const template = SHOP_FIELDS.map((name) => `\${${name}}`).join(" ");
  expect(compareTemplate([], template)).toBeNull();
});

test("a value is not read as a template", () => {
  const template = "Dear ${Name}, ${Message}";
  expect(templateFields(template)).toEqual(["Name", "Message"]);
  expect(fillTemplate(template, { Name: "${Message} $& $1", Message: "hi" })).toBe(
    "Dear ${Message} $& $1, hi",
  );
});

test("a field without value is refused rather than shown", () => {
  expect(() => fillTemplate("${constructor}", {})).toThrow("constructor");
});

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/);

test("a template of exactly the survey's names agrees, and is filled wholly", () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 8 }), (names) => {
      const template = names.map((field) => `<\${${field}}>`).join("");
      expect(compareTemplate(names, template)).toBeNull();
      const values = Object.fromEntries(names.map((field) => [field, field.length.toString()]));
      expect(fillTemplate(template, values)).toBe(
        names.map((field) => `<${field.length}>`).join(""),
      );
    }),
  );
});

test("a mismatch is told in words, each field as a template writes it", () => {
  const mismatch = compareTemplate(["Message"], "${message} ${ Code } ${}");
  expect(mismatch === null ? [] : mismatchTexts(mismatch)).toEqual([
    "the template lacks ${Message}",
    "the survey does not ask for ${message}",
    "the survey does not ask for ${ Code }",
    "the survey does not ask for ${}",
  ]);
});
