import { assert, constantFrom, dictionary, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { Conditions } from "#ingest/mappings/condition.ts";
import { isPresent, Template } from "#ingest/mappings/template.ts";

const FACTS = { table: "quote", key: "7", time: "2026-02-03T10:00:00.000Z" };

const column = constantFrom("a", "b", "order", "__proto__");
const rows = dictionary(column, string());

test("columns, facts and braces stand where the template has them", () => {
  const template = new Template("{{{@table}:{@key}:{order.number}}} at {@time}");
  expect(template.render({ order: { number: "17" } }, FACTS)).toBe(
    "{quote:7:17} at 2026-02-03T10:00:00.000Z",
  );
  expect(template.render({}, FACTS)).toBeNull();
  expect(template.renderLoosely({}, FACTS)).toContain(":–}");
});

test.each(["{", "}", "a{b", "{}", "{a{b}", "{@now}", "{.a}"])("%s is no template", (text) => {
  expect(() => new Template(text)).toThrow(/no template|no path/);
});

test("text without braces is itself, and a column gives its value", () => {
  assert(
    property(string(), column, rows, (text, name, row) => {
      const escaped = text.replaceAll("{", "{{").replaceAll("}", "}}");
      expect(new Template(escaped).render(row, FACTS)).toBe(text);
      const value = Object.hasOwn(row, name) ? row[name] : undefined;
      const rendered = new Template(`<{${name}}>`).render(row, FACTS);
      expect(rendered).toBe(isPresent(value) ? `<${String(value)}>` : null);
    }),
  );
});

describe("conditions", () => {
  test.each([null, undefined, "", "0000-00-00", "0000-00-00 00:00:00"])("%j is absent", (value) => {
    const row = value === undefined ? {} : { a: value };
    expect(new Conditions({ a: { absent: true } }).hold(row)).toBe(true);
    expect(new Conditions({ a: { present: true } }).hold(row)).toBe(false);
    expect(new Conditions({ a: { equals: null } }).hold(row)).toBe(true);
  });

  test("numbers and their text are the same; all conditions must hold", () => {
    const conditions = new Conditions({ a: { in: [1, "x"] }, b: { notIn: ["y", null] } });
    expect(conditions.hold({ a: "1", b: "z" })).toBe(true);
    expect(conditions.hold({ a: 1, b: "y" })).toBe(false);
    expect(conditions.hold({ a: "x" })).toBe(false);
    expect(new Conditions().hold({})).toBe(true);
  });

  test("equals and in agree, notIn is their opposite, absent that of present", () => {
    assert(
      property(rows, column, string(), (row, name, wanted) => {
        const holds = (condition: ConstructorParameters<typeof Conditions>[0]): boolean =>
          new Conditions(condition).hold(row);
        const equals = holds({ [name]: { equals: wanted } });
        expect(holds({ [name]: { in: [wanted] } })).toBe(equals);
        expect(holds({ [name]: { notIn: [wanted] } })).toBe(!equals);
        expect(holds({ [name]: { absent: true } })).toBe(!holds({ [name]: { present: true } }));
      }),
    );
  });
});
