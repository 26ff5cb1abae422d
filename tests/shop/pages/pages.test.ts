import { expect, test } from "vitest";
import { openPages } from "./open-pages.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

test("every page carries the content policy and holds neither script nor style of its own", async () => {
  await using pages = await openPages();
  await pages.app.inject({ method: "POST", url: "/ecommerce/products/fetch" });
  for (const url of [
    "/ecommerce/products",
    "/ecommerce/products/empty",
    "/ecommerce/customers",
    "/ecommerce/scheduler",
    "/ecommerce/gift-cards/europe",
    "/ecommerce/gift-cards/nowhere",
  ]) {
    const { headers, body } = await pages.app.inject({ url });
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["content-security-policy"]).toContain("default-src 'none'; style-src 'self'");
    expect(headers["cache-control"]).toBe("no-store");
    expect(body).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/);
  }
});

test("style and mark are served as such", async () => {
  await using pages = await openPages();
  const style = await pages.app.inject({ url: "/ecommerce/shop.css?v=1" });
  expect(style.headers["content-type"]).toContain("text/css");
  expect(style.headers["cache-control"]).toContain("immutable");
  const mark = await pages.app.inject({ url: "/ecommerce/mark.svg" });
  expect(mark.headers["content-type"]).toContain("image/svg+xml");
});

test.each([
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: "https://elsewhere.example" },
  { origin: "null" },
  { origin: "http://localhost:81" },
])("a change that another site asks for is refused: %j", async (headers) => {
  await using pages = await openPages();
  const { statusCode, body } = await pages.app.inject({
    method: "POST",
    url: "/ecommerce/products/fetch",
    headers: { ...headers, host: "localhost:80" },
  });
  expect(statusCode).toBe(400);
  expect(body).toContain("another site");
  expect(pages.eventTypes()).not.toContain("catalog.synchronized");
});

test.each([
  {},
  { "sec-fetch-site": "same-origin", origin: "http://127.0.0.1:80" },
  { "sec-fetch-site": "none" },
  { origin: "http://localhost:8080", host: "localhost:8080" },
])("a change that the page itself asks for is made: %j", async (headers) => {
  await using pages = await openPages();
  const { statusCode } = await pages.app.inject({
    method: "POST",
    url: "/ecommerce/products/fetch",
    headers,
  });
  expect(statusCode).toBe(303);
});

test("fetching leads back to the list, which says what was fetched", async () => {
  await using pages = await openPages();
  const { statusCode, headers } = await pages.app.inject({
    method: "POST",
    url: "/ecommerce/products/fetch",
  });
  expect(statusCode).toBe(303);
  const { body } = await pages.app.inject({ url: String(headers.location) });
  expect(body).toContain("14 products fetched: 14 new, 0 changed, 0 as before.");
  expect(body).toContain("COURSETOBUY");
  expect(body).toContain("39.99");
});

test("a malformed answer is said on the page with its place, and nothing changed", async () => {
  await using pages = await openPages();
  await pages.app.inject({ method: "POST", url: "/ecommerce/customers/fetch" });
  pages.fail("crm.malformed");
  const { statusCode, body } = await pages.app.inject({
    method: "POST",
    url: "/ecommerce/customers/fetch",
  });
  expect(statusCode).toBe(502);
  expect(body).toContain("malformed at the whole answer");
  expect(body).toContain("Ľubica Šimková");
});

test("what a query says does not get into the page", async () => {
  await using pages = await openPages();
  const { body } = await pages.app.inject({
    url: "/ecommerce/products?done=products-emptied&count=%3Cb%3Ex",
  });
  expect(body).toContain("All 0 products were removed.");
  expect((await pages.app.inject({ url: "/ecommerce/products?done=hello" })).body).not.toContain(
    'role="status"',
  );
});

test("stored text is escaped", async () => {
  await using pages = await openPages();
  pages.shop.web.transaction((tx) =>
    tx.run(
      `INSERT INTO products VALUES ('<b>"&''', '<i>', '<script>alert(1)</script>', 1, 1, 0,
       'physical', 0)`,
    ),
  );
  const { body } = await pages.app.inject({ url: "/ecommerce/products" });
  expect(body).not.toMatch(/<b>"|<i>|<script/);
  expect(body).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

test("a long list comes in pages", async () => {
  await using pages = await openPages();
  pages.shop.web.transaction((tx) => {
    for (let index = 0; index < 130; index += 1) {
      const code = `P${String(index).padStart(3, "0")}`;
      tx.run("INSERT INTO products VALUES (?, 'F', '', 100, 1, 0, 'physical', 0)", code);
    }
  });
  const second = await pages.app.inject({ url: "/ecommerce/products?page=2" });
  expect(second.body).toContain("Page 2 of 3");
  expect(second.body).toContain("P060");
  expect(second.body).not.toContain("P059");
  const beyond = await pages.app.inject({ url: "/ecommerce/products?page=99" });
  expect(beyond.body).toContain("Page 3 of 3");
});

test("nothing is removed by looking at the page that asks", async () => {
  await using pages = await openPages();
  await pages.app.inject({ method: "POST", url: "/ecommerce/customers/fetch" });
  const asked = await pages.app.inject({ url: "/ecommerce/customers/empty" });
  expect(asked.body).toContain("Remove all 24 customers of the CRM?");
  expect(asked.body).toContain("customers.emptied");
  expect(pages.eventTypes()).not.toContain("customers.emptied");
  const removed = await pages.app.inject({ method: "POST", url: "/ecommerce/customers/empty" });
  expect(removed.headers.location).toBe("/ecommerce/customers?done=customers-emptied&count=24");
  expect(pages.eventTypes()).toContain("customers.emptied");
});

test.each([
  [{ app: "orders" }, "Choose an application."],
  [{ time: "tomorrow" }, "Give a date and a time"],
  [{ recurrence: "once", time: "2020-01-01T00:00" }, "This time is over."],
  [{ recurrence: "yearly" }, "Choose a recurrence."],
  [{ recurrence: "cron", cron: "" }, "Give a cron expression."],
  [{ recurrence: "cron", cron: "<b>" }, "(&#39;&lt;b&gt;&#39;)"],
  [{ recurrence: "cron", cron: "0 0 30 2 *" }, "never comes"],
])("a task of %j is not added, and the page says why", async (changes, reason) => {
  await using pages = await openPages();
  const before = pages.eventTypes().filter((type) => type === "task.scheduled").length;
  const fields = { app: "crm", time: "2026-02-01T06:00", recurrence: "daily", cron: "" };
  const { statusCode, body } = await pages.app.inject({
    method: "POST",
    url: "/ecommerce/scheduler/tasks",
    headers: FORM,
    payload: form({ ...fields, ...changes }),
  });
  expect(statusCode).toBe(422);
  expect(body).toContain(reason);
  expect(body).toContain('aria-invalid="true"');
  expect(pages.eventTypes().filter((type) => type === "task.scheduled")).toHaveLength(before);
});

test("the clock's speed is set on the page, within bounds", async () => {
  await using pages = await openPages();
  const set = (speed: string) =>
    pages.app.inject({
      method: "POST",
      url: "/ecommerce/scheduler/speed",
      headers: FORM,
      payload: form({ speed }),
    });
  for (const wrong of ["", "fast", "0", "-1", "3601"]) {
    expect((await set(wrong)).statusCode).toBe(422);
  }
  expect((await set("2.5")).statusCode).toBe(303);
  expect((await pages.app.inject({ url: "/ecommerce/scheduler" })).body).toContain("2.5 ×");
});

test("an unknown task or store is not found, in HTML", async () => {
  await using pages = await openPages();
  for (const url of [
    "/ecommerce/scheduler/tasks/task-NONE/remove",
    "/ecommerce/gift-cards/nowhere",
  ]) {
    const { statusCode, body } = await pages.app.inject({ url });
    expect(statusCode).toBe(404);
    expect(body).toContain("Not done: not found");
  }
  const { statusCode } = await pages.app.inject({
    method: "POST",
    url: "/ecommerce/scheduler/tasks/task-NONE/pause",
  });
  expect(statusCode).toBe(404);
});

test("gift card settings are refused beside each field, and nothing is saved", async () => {
  await using pages = await openPages();
  const { statusCode, body } = await pages.app.inject({
    method: "POST",
    url: "/ecommerce/gift-cards/europe",
    headers: FORM,
    payload: form({
      codeLength: "3",
      pinLength: "four",
      "survey.0.name": "1st",
      "survey.0.label": "First",
      "survey.0.kind": "text",
      template: "",
      sender: "nobody",
      bcc: "x",
    }),
  });
  expect(statusCode).toBe(422);
  for (const place of ["codeLength", "pinLength", "survey.0.name", "template", "sender", "bcc"]) {
    expect(body).toContain(`id="${place}-error"`);
  }
  expect(body).toContain('value="1st"');
  expect(pages.eventTypes()).not.toContain("trace.recorded");
});
