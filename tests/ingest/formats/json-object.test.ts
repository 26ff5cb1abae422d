import { assert, dictionary, jsonValue, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { readJsonObject } from "#ingest/formats/json-object.ts";
import { compactJson, countKeysWritten, memberBytes } from "#ingest/formats/json-text.ts";

function refusal(text: string | Buffer): string {
  const reading = readJsonObject(Buffer.from(text));
  return reading.ok ? "" : reading.message;
}

test("numbers that a double would change are their source text", () => {
  const text =
    '{"id":13297323620002339,"n":-9007199254740993,"big":1e400,"plain":9007199254740991,"half":0.5,"list":[13297323620002339]}';
  expect(readJsonObject(Buffer.from(text))).toEqual({
    ok: true,
    value: {
      id: "13297323620002339",
      n: "-9007199254740993",
      big: "1e400",
      plain: 9007199254740991,
      half: 0.5,
      list: ["13297323620002339"],
    },
  });
});

describe("refuses", () => {
  test.each([
    ['{"a":1,"b":tru}', "true, false or null was expected at column 15"],
    ['{"č":1,}', "column 8"],
    ['{"a":1}x', "more text follows its end at column 8"],
    ['{"a":', "the text ends at column 6 where a value was expected"],
    ["[1]", "this is an array"],
    ["null", "this is null"],
    ['"a"', "this is a string"],
    ["17", "this is a number"],
    ['{"type":"a","objects":[{"id":1,"\\u0069d":2}]}', 'The key "id" appears twice'],
    ['{"__proto__":1,"__proto__":2}', 'The key "__proto__" appears twice'],
    ['{"a":1, "a" :2}', "second at column 9"],
    [`{"a":${"[".repeat(64)}${"]".repeat(64)}}`, "nested deeper than 64"],
    [`{"a":${'{"a":'.repeat(70)}1${"}".repeat(70)}}`, "nested deeper than 64"],
  ])("%s", (text, message) => {
    expect(refusal(text)).toContain(message);
  });

  test("bytes that are not UTF-8, and names the first", () => {
    expect(refusal(Buffer.from('{"a":"é"}', "latin1"))).toContain("byte e9 at column 7");
    expect(refusal(Buffer.from('\uFEFF{"a":1}', "utf16le"))).toContain("UTF-16");
    expect(refusal('{"a":"\uFFFD"}')).toBe("");
  });
});

test("reads whatever JSON.parse reads to the same value, and counts its keys", () => {
  const shallow = dictionary(string(), jsonValue({ maxDepth: 6, noUnicodeString: false }));
  assert(
    property(shallow, (value) => {
      const text = JSON.stringify(value);
      const reading = readJsonObject(Buffer.from(text));
      expect(reading.ok).toBe(true);
      const exact = reading.ok ? JSON.stringify(reading.value) : "";
      expect(exact.replaceAll(/"(-?\d[\d.e+-]{15,})"/g, "$1")).toBe(
        text.replaceAll(/"(-?\d[\d.e+-]{15,})"/g, "$1"),
      );
    }),
    { numRuns: 300 },
  );
});

test("compaction keeps every byte but white space outside strings", () => {
  assert(
    property(jsonValue(), (value) => {
      const compact = JSON.stringify(value);
      const spaced = Buffer.from(JSON.stringify(value, null, "\t").replaceAll("\n", " \r\n"));
      expect(compactJson(spaced).toString()).toBe(compact);
      expect(compactJson(Buffer.from(compact)).toString()).toBe(compact);
    }),
  );
  expect(compactJson(Buffer.from('{ "n" : 1.00e+2 , "s":"a \\" b" }')).toString()).toBe(
    '{"n":1.00e+2,"s":"a \\" b"}',
  );
});

test("finds the source text of a member", () => {
  const text = Buffer.from(
    '{"a":{"event":1},"e\\u0076ent" : {"id": 13297323620002339,"x":"}"} ,"z":[1,2],"n":12}',
  );
  expect(memberBytes(text, "event")?.toString()).toBe('{"id": 13297323620002339,"x":"}"}');
  expect(memberBytes(text, "z")?.toString()).toBe("[1,2]");
  expect(memberBytes(text, "n")?.toString()).toBe("12");
  expect(memberBytes(text, "id")).toBeNull();
  expect(countKeysWritten(text)).toBe(7);
});
