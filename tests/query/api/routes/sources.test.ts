import { expect, test } from "vitest";
import { AUTHORIZED, buildFixtureApp } from "../fixture-ports.ts";

test("lists sources, and shows one", async () => {
  const { app, ports } = buildFixtureApp();
  const list = await app.inject({ url: "/api/v1/sources", headers: AUTHORIZED });
  expect(list.json()).toMatchObject({
    items: ports.sourceList,
    nextCursor: null,
    coverage: { status: "complete" },
  });
  const one = await app.inject({ url: "/api/v1/sources/shop", headers: AUTHORIZED });
  expect(one.json()).toEqual(ports.sourceList[0]);
  const none = await app.inject({ url: "/api/v1/sources/nope", headers: AUTHORIZED });
  expect(none.json()).toMatchObject({ status: 404, code: "unknown-source" });
  await app.close();
});
