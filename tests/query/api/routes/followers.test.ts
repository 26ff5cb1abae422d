import { expect, test } from "vitest";
import { AUTHORIZED, buildFixtureApp } from "../fixture-ports.ts";

test("pauses and resumes a follower", async () => {
  const { app, ports } = buildFixtureApp();
  const post = (path: string) =>
    app.inject({ method: "POST", url: `/api/v1/followers/${path}`, headers: AUTHORIZED });
  expect((await post("event-index/pause")).json()).toMatchObject({
    name: "event-index",
    status: "paused",
  });
  expect((await app.inject({ url: "/readyz" })).json()).toMatchObject({
    followers: [{ status: "paused" }],
  });
  expect((await post("event-index/resume")).json()).toMatchObject({ status: "running" });
  expect(ports.requests.map(({ method }) => method)).toEqual(["pause", "resume"]);
  expect((await post("nope/pause")).json()).toMatchObject({
    status: 404,
    detail: "There is no follower nope; known: event-index.",
  });
  await app.close();
});
