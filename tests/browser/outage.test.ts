import { expect, test } from "vitest";
import { signIn } from "./browser.ts";
import { useBrowserFixture } from "./fixture.ts";

const fixture = useBrowserFixture();

const push = (message: string) =>
  fixture.service.push(
    "/events?source=live",
    "application/json",
    JSON.stringify({ type: "stock.counted", time: new Date().toISOString(), message }),
  );

test("while the service is away, the last answer and the tail stay; afterwards nothing is missing", async () => {
  const { page: results } = await fixture.browser.open();
  await results.goto("/?q=type:payment.declined");
  await results.getByRole("heading", { name: "61 records" }).waitFor();
  const tail = await results.context().newPage();
  await tail.goto("/live");
  await tail.getByText("Connected").waitFor();
  await push("before");
  await tail.getByText("before", { exact: true }).waitFor();

  await fixture.service.stop();
  await tail.getByText("Connection lost; trying again.").waitFor();
  await results.getByRole("button", { name: "Read again" }).click();
  await results.getByText("The service did not answer.").waitFor({ timeout: 20_000 });
  expect(await results.getByText("Shown is the last answer, of").count()).toBe(1);
  expect(await results.locator("tr.result").count()).toBeGreaterThan(10);

  await fixture.service.restart();
  await push("meanwhile");
  // Sessions end with the service; both pages say so and keep what they show.
  await tail.getByText("no longer signed in").waitFor({ timeout: 20_000 });
  expect(await tail.getByText("before", { exact: true }).count()).toBe(1);
  await signIn(await results.context().newPage(), fixture.service.signInUrl);
  await tail.getByRole("button", { name: "Try again" }).click();
  await tail.getByText("meanwhile", { exact: true }).waitFor();
  expect(await tail.locator("tr.live-record").count()).toBe(2);
  await results.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => results.locator(".stale").count()).toBe(0);
  expect(await results.locator("tr.result").count()).toBeGreaterThan(10);
});
