import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..", "..");

const colors = (block: string) =>
  new Map(
    [...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]+);/g)].map(([, name, value]) => [name!, value!]),
  );

/** Colors by name, of the first rule that sets them and of the first for readers who prefer dark. */
function colorsOf(path: string): Record<"light" | "dark", Map<string, string>> {
  const text = readFileSync(join(ROOT, path), "utf8");
  const dark = text.indexOf("@media (prefers-color-scheme: dark)");
  const blockFrom = (start: number) => {
    const open = text.indexOf("{", text.indexOf(":root", start));
    return text.slice(open, text.indexOf("}", open));
  };
  return { light: colors(blockFrom(0)), dark: colors(blockFrom(dark)) };
}

// The shop is a room of its own and cannot load the web application's file.
test("the shop's pages have the colors of the web application", () => {
  const application = colorsOf("dashboards/src/theme/tokens.css");
  const shop = colorsOf("shop/pages/shop.css");
  for (const theme of ["light", "dark"] as const) {
    const shared = [...shop[theme]].filter(([name]) => application[theme].has(name));
    expect(shared.length).toBeGreaterThan(15);
    expect(Object.fromEntries(shared)).toEqual(
      Object.fromEntries(shared.map(([name]) => [name, application[theme].get(name)])),
    );
  }
});
