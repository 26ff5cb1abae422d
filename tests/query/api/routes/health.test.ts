import { afterEach, expect, test } from "vitest";
import { AUTHORIZED, buildFixtureApp } from "../fixture-ports.ts";

const { app, ports } = buildFixtureApp();

afterEach(() => {
  ports.ready = true;
  ports.stopped = undefined;
});

test("is alive whatever the followers do", async () => {
  ports.ready = false;
  const response = await app.inject({ url: "/healthz" });
  expect(response.statusCode).toBe(200);
  expect(response.json()).toEqual({ status: "alive" });
});

test("is ready once the followers have caught up, and shows how far they are", async () => {
  ports.append(4);
  ports.follower = { ...ports.follower, throughSeq: 3 };
  const followers = [
    { name: "event-index", ledger: "main", throughSeq: 3, headSeq: 4, status: "running" },
  ];
  ports.ready = false;
  const before = await app.inject({ url: "/readyz" });
  expect(before.statusCode).toBe(503);
  expect(before.json()).toEqual({ ready: false, followers });
  ports.ready = true;
  const after = await app.inject({ url: "/readyz" });
  expect(after.statusCode).toBe(200);
  expect(after.json()).toEqual({ ready: true, followers });
});

test("says why the ledger takes no more records", async () => {
  ports.stopped = "the disk is full";
  expect((await app.inject({ url: "/readyz" })).json()).toMatchObject({
    stopped: "the disk is full",
  });
});

test("metrics tell requests, positions and the process", async () => {
  await app.inject({ url: "/api/v1/events/2", headers: AUTHORIZED });
  await app.inject({ url: "/api/v1/events/99", headers: AUTHORIZED });
  await app.inject({ url: "/nothing/here", headers: AUTHORIZED });
  const { body, headers } = await app.inject({ url: "/metrics", headers: AUTHORIZED });
  expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  for (const line of [
    'tracewell_http_request_duration_seconds_count{method="GET",route="/api/v1/events/:ref",status="200"} 1',
    'tracewell_http_request_duration_seconds_count{method="GET",route="/api/v1/events/:ref",status="404"} 1',
    'tracewell_http_request_duration_seconds_count{method="GET",route="unknown",status="404"} 1',
    'tracewell_ledger_head_seq{ledger="main"} 4',
    'tracewell_follower_through_seq{follower="event-index",ledger="main"} 3',
    'tracewell_follower_running{follower="event-index"} 1',
    "tracewell_quarantine_open 0",
    "tracewell_ledger_stopped 0",
    "tracewell_tail_clients 0",
  ]) {
    expect(body.split("\n")).toContain(line);
  }
  expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  expect(body).toMatch(/^process_resident_memory_bytes \d/m);
});
