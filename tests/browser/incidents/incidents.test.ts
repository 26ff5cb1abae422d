import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Incident, IncidentChange, IncidentExport } from "#query/answers/incident-answers.ts";
import type { ObjectAnswer } from "#query/answers/object-answers.ts";
import { useBrowserFixture } from "../fixture.ts";
import { lookAt } from "../look-at.ts";

const fixture = useBrowserFixture();

const ORDER = "/objects/order/100000123";

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${fixture.service.url}/api/v1${path}`, {
    headers: {
      authorization: `Bearer ${fixture.service.token}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** An incident with a finding and two records of the sample purchase, some with notes. */
async function openSampleIncident(): Promise<Incident> {
  const { timeline, findings = [] } = await ask<ObjectAnswer>(ORDER);
  const [finding] = findings;
  const declined = timeline.find(({ type }) => type === "payment.declined");
  const last = timeline.at(-1);
  if (finding === undefined || declined === undefined || last === undefined) {
    throw new Error("the samples have a finding and a declined payment");
  }
  const { incident } = await ask<IncidentChange>("/incidents", {
    title: "License of order 100000123 was paid and never came",
    note: "The customer called on Monday and quoted the transaction.",
    pin: { finding: { ...finding.on, rule: finding.rule } },
  });
  const pins = `/incidents/${incident.id}/pins`;
  await ask(pins, { pin: { reference: declined.reference }, note: "The first attempt." });
  const pinned = await ask<IncidentChange>(pins, { pin: { reference: last.reference } });
  return pinned.incident;
}

test("a finding is acknowledged, explained and reopened, each with its reason and its record", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/orders/100000123");
  const card = page.locator("tr", { hasText: "fulfillment.handler-missing" });
  await card.getByRole("button", { name: "Acknowledge…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("A record finding.acknowledged on Order 100000123 will be").waitFor();
  expect(await dialog.getByRole("button", { name: "Acknowledge finding" }).isDisabled()).toBe(true);
  await dialog.getByLabel("Reason").fill("Seen; the shop was told.");
  await dialog.getByRole("button", { name: "Acknowledge finding" }).click();
  await card.getByText("Seen; the shop was told.").waitFor();

  // By keyboard alone: the focus came back to the finding's acts.
  await card.getByRole("button", { name: "Explain…" }).focus();
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Reason").waitFor();
  await page.keyboard.type("A handler was installed.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await card.getByText("A handler was installed.").waitFor();
  await card.getByRole("button", { name: "Reopen…" }).waitFor();
  await expect.poll(() => card.getByRole("button", { name: "Explain…" }).count()).toBe(0);
  // The act that had the focus is gone; what stands in its place has it.
  await expect.poll(() => card.locator(":focus").textContent()).toBe("Assign…");

  const { findings = [] } = await ask<ObjectAnswer>(ORDER);
  expect(findings.find(({ rule }) => rule === "fulfillment.handler-missing")?.triage).toMatchObject(
    { status: "explained", note: "A handler was installed.", by: "admin" },
  );
  await card.getByRole("button", { name: "Reopen…" }).click();
  await page.keyboard.press("Escape");
  expect(await dialog.count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("pins from a timeline become a file that is noted, closed and exported, by mouse", async () => {
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/orders/100000123");
  const card = page.locator("tr", { hasText: "mail.missing" });
  await card.getByRole("button", { name: "Pin…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("Title of the new incident").fill("Invoice mail never came");
  await dialog.getByLabel("Note, optional").fill("The customer asked twice.");
  await dialog.getByRole("button", { name: "Open incident and pin" }).click();
  await card.getByText("Pinned to").waitFor();

  await page.locator("tr.record", { hasText: "payment.declined" }).click();
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.getByRole("button", { name: "Pin…" }).click();
  expect(await dialog.getByRole("radio", { name: "Invoice mail never came" }).isChecked()).toBe(
    true,
  );
  await dialog.getByRole("button", { name: "Pin", exact: true }).click();
  await evidence.getByRole("link", { name: /^INC-/ }).click();

  await page.getByRole("heading", { name: "Invoice mail never came" }).waitFor();
  const pins = page.locator(".incident-pin");
  await expect.poll(() => pins.count()).toBe(2);
  expect(await pins.nth(0).textContent()).toContain("payment.declined");
  await page.locator(".incident-notes", { hasText: "The customer asked twice." }).waitFor();
  expect(await pins.nth(1).textContent()).toContain("It holds unchanged.");
  await pins.nth(0).getByRole("button", { name: "Note…" }).click();
  await dialog.getByLabel("Note").fill("No funds, says the gateway.");
  await dialog.getByRole("button", { name: "Record note" }).click();
  await pins.nth(0).getByText("No funds, says the gateway.").waitFor();

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export JSON" }).click();
  const file = await readFile(await (await downloading).path(), "utf8");
  const { incident, records } = JSON.parse(file) as IncidentExport;
  expect(incident.pins[0]?.notes[0]?.text).toBe("No funds, says the gateway.");
  expect(records.map(({ type }) => type)).toContain("payment.declined");

  await pins.nth(0).getByRole("button", { name: "Take out…" }).click();
  await dialog.getByLabel("Reason").fill("It is of the payment.");
  await dialog.getByRole("button", { name: "Take pin out" }).click();
  await expect.poll(() => pins.count()).toBe(1);
  await expect.poll(() => pins.locator(":focus").count()).toBe(1);
  await page.getByRole("button", { name: "Close…" }).click();
  await dialog.getByLabel("What came of it").fill("The mail was sent by hand.");
  await dialog.getByRole("button", { name: "Close incident" }).click();
  await page.getByRole("button", { name: "Reopen…" }).waitFor();
  await expect.poll(() => page.locator(":focus").textContent()).toBe("Reopen…");
  expect(await page.getByRole("button", { name: "Note…" }).count()).toBe(0);
  await page.goto("/incidents");
  await page.getByText("No incident is open.").waitFor();
  await page.getByText("Closed", { exact: true }).click();
  await page.locator("tr.opens", { hasText: "Invoice mail never came" }).waitFor();
  expect(new URL(page.url()).search).toBe("?show=closed");
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("an incident is opened, read and renamed by keyboard", async () => {
  const { id } = await openSampleIncident();
  const { page, complaints } = await fixture.browser.open();
  await page.goto("/incidents");
  await page.locator("tr.opens").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/incidents/${id}`);
  await page.locator(".incident-pin").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/rec=/);
  const evidence = page.getByRole("complementary", { name: "Evidence" });
  await evidence.getByText("insufficient funds").first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  const focused = page.locator(".incident-pin.finding :focus");
  expect(await focused.textContent()).toBe("No handler for what was bought");
  await page.getByRole("button", { name: "Rename…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("New title").waitFor();
  await page.keyboard.type("Handler missing since Monday");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Handler missing since Monday", level: 1 }).waitFor();
  expect(await page.locator(":focus").textContent()).toBe("Rename…");
  await page.goto("/incidents/INC-22222222");
  await page.getByText("There is no incident with this ID.").waitFor();
  expect(complaints.filter((words) => !words.includes("404"))).toEqual([]);
  await page.context().close();
});

test("screens of incidents", async () => {
  const { browser } = fixture;
  const { incident } = await ask<IncidentChange>("/incidents", {
    title: "Gift card 7093 4418 2256 0917: held twice?",
  });
  await lookAt(browser, { name: "incidents", path: "/incidents", ready: ".data-row.opens" });
  const { id } = await openSampleIncident();
  await lookAt(browser, { name: "incident", path: `/incidents/${id}`, ready: ".incident-pin" });
  await lookAt(browser, {
    name: "incident-pin",
    path: "/orders/100000123",
    ready: ".finding-card",
    act: async (page) => {
      await page.getByRole("button", { name: "Pin…" }).first().click();
      await page.getByText(incident.title).waitFor();
    },
  });
  expect(incident.status).toBe("open");
});
