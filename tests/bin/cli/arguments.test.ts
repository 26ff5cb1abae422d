import { InvalidArgumentError } from "commander";
import { expect, test } from "vitest";
import { joinWords, readReference, readServiceUrl, wholeNumber } from "#bin/cli/arguments.ts";

test("whole numbers are read strictly", () => {
  expect(wholeNumber(0, 10)("10")).toBe(10);
  for (const text of ["", "-1", "1.5", "0x1", "11", "1e1", "ten"]) {
    expect(() => wholeNumber(0, 10)(text)).toThrow(InvalidArgumentError);
  }
});

test("a record is named with or without its ledger", () => {
  expect(readReference("main:42")).toBe("main:42");
  expect(readReference(" 42 ")).toBe("42");
  for (const text of ["0", "main:", "main:0", "a b:1", "42x"]) {
    expect(() => readReference(text)).toThrow(InvalidArgumentError);
  }
});

test("an address is one of HTTP; its path is not looked at", () => {
  expect(readServiceUrl("http://127.0.0.1:7411/")).toBe("http://127.0.0.1:7411");
  for (const text of ["nonsense", "127.0.0.1:7411", "ftp://x"]) {
    expect(() => readServiceUrl(text)).toThrow(InvalidArgumentError);
  }
});

test("an ID read out in pieces is one", () => {
  expect(joinWords(["tu80", "wkry", "", "ti9q "])).toBe("tu80 wkry  ti9q");
});
