import { expect, test } from "vitest";
import { useSimulatedTrade } from "../simulated.ts";

const trade = useSimulatedTrade();

test("the page of the API is drawn, opened and tried under the same content policy", async () => {
  const { page, complaints } = await trade.browser.open();
  const answer = await page.goto("/docs");
  expect(answer?.headers()["content-security-policy"]).toContain("style-src 'self'");
  const operation = page.locator(".opblock", { hasText: "/api/v1/resolve" }).first();
  await operation.locator(".opblock-summary").click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  await operation.getByRole("textbox").first().fill("100000001");
  await operation.getByRole("button", { name: "Execute" }).click();
  await operation.getByText('"objectType"').first().waitFor();
  expect(complaints).toEqual([]);
});
