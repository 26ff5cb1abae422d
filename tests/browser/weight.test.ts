import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { useBrowserFixture } from "./fixture.ts";

const fixture = useBrowserFixture();

/** Promised for the first page: small enough for a slow line. */
const INITIAL_SCRIPT_BYTES_MAX = 200_000;

test.each(["/", "/transactions/TU80WKRYTI9QUMJ4", "/live", "/operations/quarantine"])(
  "%s needs at most 200 kB of script, compressed",
  async (path) => {
    const { page } = await fixture.browser.open();
    const scripts = new Set<string>();
    page.on("request", (request) => {
      if (request.resourceType() === "script") scripts.add(new URL(request.url()).pathname);
    });
    await page.goto(path);
    await page.getByRole("contentinfo").waitFor();
    await page.waitForLoadState("load");
    expect(scripts.size).toBeGreaterThan(1);
    const root = join(import.meta.dirname, "..", "..", "dist", "dashboards");
    const bytes = [...scripts].reduce(
      (sum, script) => sum + gzipSync(readFileSync(join(root, script))).byteLength,
      0,
    );
    expect(bytes).toBeLessThanOrEqual(INITIAL_SCRIPT_BYTES_MAX);
  },
);

test("pages carry no inline script or style, and reach for no other host", () => {
  const root = join(import.meta.dirname, "..", "..", "dist", "dashboards");
  const page = readFileSync(join(root, "index.html"), "utf8");
  expect(page).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)/);
  const sheets = readdirSync(join(root, "assets")).filter((file) => file.endsWith(".css"));
  expect(sheets.length).toBeGreaterThan(0);
  for (const sheet of sheets) {
    expect(readFileSync(join(root, "assets", sheet), "utf8")).not.toMatch(/https?:|url\(data:/);
  }
});
