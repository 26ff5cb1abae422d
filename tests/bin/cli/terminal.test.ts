import { expect, test } from "vitest";
import { oneLine, severalLines } from "#bin/cli/terminal.ts";
import { Screen } from "./screen.ts";

test("control characters of a log cannot steer the terminal", () => {
  expect(oneLine("a\u001B[2Jb\r\nc")).toBe("a·[2Jb ⏎ c");
  expect(severalLines("a\u001B[2Jb\r\n\tc")).toBe("a·[2Jb·\n\tc");
});

test("color is for screens that want it", () => {
  expect(new Screen({ isTTY: true }).terminal.style("red", "x")).toBe("\u001B[31mx\u001B[39m");
  expect(new Screen({ isTTY: false }).terminal.style("red", "x")).toBe("x");
  const quiet = new Screen({ isTTY: true, environment: { NO_COLOR: "1" } });
  expect(quiet.terminal.style("red", "x")).toBe("x");
});

test("the width is that of the screen; in a pipe that of COLUMNS, else 120", () => {
  expect(new Screen({ isTTY: true, columns: 97 }).terminal.width).toBe(97);
  expect(new Screen({ columns: 97 }).terminal.width).toBe(120);
  expect(new Screen({ environment: { COLUMNS: "88" } }).terminal.width).toBe(88);
  expect(new Screen({ environment: { COLUMNS: "wide" } }).terminal.width).toBe(120);
});
