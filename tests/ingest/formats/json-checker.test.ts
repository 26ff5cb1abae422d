import { array, assert, constantFrom, json, nat, oneof, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { JSON_DEPTH_MAX, JsonChecker, type JsonProgress } from "#ingest/formats/json-checker.ts";

function check(text: string): JsonProgress {
  return new JsonChecker().feed(Buffer.from(text));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['{"a":tru}', 8, "true, false or null"],
  ['{"a":1 "b":2}', 7, "“,” or “}”"],
  ["[1,]", 3, "a value"],
  ['{"a"1}', 4, "“:” after the key"],
  ["{a:1}", 1, "a key in quotes or “}”"],
  ['{"a":1,}', 7, "a key in quotes"],
  ['["\\x"]', 3, "an escape"],
  ['["\\u12G4"]', 6, "hexadecimal"],
  ['["a\nb"]', 3, "control character"],
  ["[01]", 2, "leading 0"],
  ["[1.]", 3, "a digit after “.”"],
  ["[-]", 2, "a digit after “-”"],
  ["[1e]", 3, "an exponent"],
])("says what is wrong with %s and where", (text, index, expected) => {
  const progress = check(text);
  expect(progress).toMatchObject({ state: "wrong", index });
  expect(progress.state === "wrong" && progress.expected).toContain(expected);
});

test("bounds nesting", () => {
  expect(check("[".repeat(JSON_DEPTH_MAX) + "]".repeat(JSON_DEPTH_MAX)).state).toBe("complete");
  expect(check("[".repeat(JSON_DEPTH_MAX + 1))).toMatchObject({
    state: "wrong",
    index: JSON_DEPTH_MAX,
  });
});

test("agrees with JSON.parse on correct and damaged documents, however they are split", () => {
  const damage = tuple(nat(), constantFrom("", "}", "{", '"', ",", ":", "\\", "0", "e", "-", "\n"));
  const document = oneof(
    json(),
    json({ depthSize: "large" }),
    json().map((text) => `{"k":${text}}`),
  );
  assert(
    property(document, array(damage, { maxLength: 2 }), nat(), (text, damages, cut) => {
      const damaged = damages.reduce((current, [place, insert]) => {
        const index = place % (current.length + 1);
        return current.slice(0, index) + insert + current.slice(index + 1);
      }, text);
      // A bare number has no end of its own, so the document is put in brackets.
      const bytes = Buffer.from(`[${damaged}]`);
      const checker = new JsonChecker();
      const half = cut % (bytes.length + 1);
      const first = checker.feed(bytes.subarray(0, half));
      const progress = first.state === "open" ? checker.feed(bytes.subarray(half)) : first;
      const fed = first.state === "open" ? bytes.length - half : half;
      const whole =
        progress.state === "complete" &&
        progress.end === fed &&
        (first.state === "open" || half === bytes.length);
      expect(whole).toBe(parses(bytes.toString()));
    }),
    { numRuns: 1000 },
  );
});
