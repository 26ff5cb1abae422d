import { expect, test } from "vitest";
import {
  AccessControl,
  SESSION_LIFETIME_MS,
  SESSIONS_MAX,
  SIGN_IN_CODE_LIFETIME_MS,
  SIGN_IN_CODES_MAX,
} from "#query/api/access/access-control.ts";
import { ADMIN_TOKEN } from "../fixture-ports.ts";

function create() {
  const clock = { nowMs: 1_000 };
  const access = new AccessControl({ adminToken: ADMIN_TOKEN, nowMs: () => clock.nowMs });
  return { access, clock };
}

function codeOf({ path }: { path: string }): string {
  return new URL(path, "http://localhost").searchParams.get("code") ?? "";
}

test("knows the admin token and nothing near it", () => {
  const { access } = create();
  expect(access.identifyToken(ADMIN_TOKEN)).toMatchObject({ role: "admin", by: "token" });
  for (const wrong of ["", ADMIN_TOKEN.slice(1), `${ADMIN_TOKEN}x`, ADMIN_TOKEN.toUpperCase()]) {
    expect(access.identifyToken(wrong)).toBeNull();
  }
});

test("refuses an admin token that can be guessed", () => {
  expect(() => new AccessControl({ adminToken: "short" })).toThrow(
    expect.objectContaining({ code: "invalid-config" }),
  );
});

test("exchanges a code for a session once", () => {
  const { access } = create();
  const code = codeOf(access.createSignInLink());
  const session = access.signIn({ code });
  expect(session).not.toBeNull();
  expect(access.identifySession(session?.session ?? "")).toMatchObject({ by: "session" });
  expect(access.signIn({ code })).toBeNull();
});

test("ends codes and sessions by themselves", () => {
  const { access, clock } = create();
  const late = codeOf(access.createSignInLink());
  const session = access.signIn({ code: codeOf(access.createSignInLink()) });
  clock.nowMs += SIGN_IN_CODE_LIFETIME_MS - 1;
  expect(access.signIn({ code: codeOf(access.createSignInLink()) })).not.toBeNull();
  clock.nowMs += 1;
  expect(access.signIn({ code: late })).toBeNull();
  expect(session?.expiresAtMs).toBe(1_000 + SESSION_LIFETIME_MS);
  clock.nowMs = (session?.expiresAtMs ?? 0) - 1;
  expect(access.identifySession(session?.session ?? "")).not.toBeNull();
  clock.nowMs += 1;
  expect(access.identifySession(session?.session ?? "")).toBeNull();
});

test("forgets the oldest session and code beyond the bound", () => {
  const { access } = create();
  const sessions = Array.from(
    { length: SESSIONS_MAX + 1 },
    () => access.signIn({ token: ADMIN_TOKEN })?.session ?? "",
  );
  expect(sessions.filter((session) => access.identifySession(session) === null)).toEqual([
    sessions[0],
  ]);
  const codes = Array.from({ length: SIGN_IN_CODES_MAX + 1 }, () =>
    codeOf(access.createSignInLink()),
  );
  const refused = codes.filter((code) => access.signIn({ code }) === null);
  expect(refused).toEqual([codes[0]]);
});

test("signs out", () => {
  const { access } = create();
  const session = access.signIn({ token: ADMIN_TOKEN })?.session ?? "";
  access.signOut(session);
  expect(access.identifySession(session)).toBeNull();
});
