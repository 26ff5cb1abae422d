import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { TracewellError } from "#domain/errors.ts";
import { ExpiringSecrets, hashOf } from "./expiring-secrets.ts";
import type { Identity } from "./identity.ts";

/**
 * A working day and a little: nobody signs in twice a day, and a forgotten browser is let go
 * overnight.
 */
export const SESSION_LIFETIME_MS = 12 * 60 * 60 * 1000;

/** Open browser sessions; one administrator has a few browsers. */
export const SESSIONS_MAX = 64;

/** A sign-in link is opened soon after it was printed. */
export const SIGN_IN_CODE_LIFETIME_MS = 15 * 60 * 1000;

/** Unused sign-in links. */
export const SIGN_IN_CODES_MAX = 16;

/** Shorter tokens can be guessed. */
export const ADMIN_TOKEN_CHARACTERS_MIN = 16;

export interface AccessControlOptions {
  readonly adminToken: string;
  readonly nowMs?: () => number;
  readonly randomBytes?: (length: number) => Buffer;
}

/**
 * Decides who a credential stands for: the admin token of programs, one-time codes that people
 * exchange for a session, and sessions of browsers. Everything but the token lives in memory and
 * ends with the process.
 */
export class AccessControl {
  readonly #tokenDigest: Buffer;
  readonly #codes: ExpiringSecrets;
  readonly #sessions: ExpiringSecrets;

  constructor(options: AccessControlOptions) {
    if (options.adminToken.length < ADMIN_TOKEN_CHARACTERS_MIN) {
      throw new TracewellError(
        "invalid-config",
        `The admin token must have at least ${ADMIN_TOKEN_CHARACTERS_MIN} characters.`,
      );
    }
    this.#tokenDigest = digestOf(options.adminToken);
    const sources = {
      nowMs: options.nowMs ?? Date.now,
      randomBytes: options.randomBytes ?? randomBytes,
    };
    this.#codes = new ExpiringSecrets({
      ...sources,
      lifetimeMs: SIGN_IN_CODE_LIFETIME_MS,
      countMax: SIGN_IN_CODES_MAX,
    });
    this.#sessions = new ExpiringSecrets({
      ...sources,
      lifetimeMs: SESSION_LIFETIME_MS,
      countMax: SESSIONS_MAX,
    });
  }

  /** A link for one sign-in, below the service's address: `/sign-in?code=…`. */
  createSignInLink(): { path: string; expiresAtMs: number } {
    const { secret, expiresAtMs } = this.#codes.create();
    return { path: `/sign-in?code=${secret}`, expiresAtMs };
  }

  /** Digests of equal length are compared, in constant time. */
  identifyToken(token: string): Identity | null {
    if (!timingSafeEqual(digestOf(token), this.#tokenDigest)) return null;
    return { name: "admin", role: "admin", by: "token", key: "token:admin", expiresAtMs: null };
  }

  identifySession(session: string): Identity | null {
    const expiresAtMs = this.#sessions.expiresAtMs(session);
    if (expiresAtMs === null) return null;
    const key = `session:${hashOf(session).slice(0, 16)}`;
    return { name: "admin", role: "admin", by: "session", key, expiresAtMs };
  }

  /** Uses up a one-time code, or checks the admin token, and opens a session; null when refused. */
  signIn(
    proof: { code: string } | { token: string },
  ): { session: string; expiresAtMs: number } | null {
    const accepted =
      "code" in proof ? this.#codes.take(proof.code) : this.identifyToken(proof.token) !== null;
    if (!accepted) return null;
    const { secret, expiresAtMs } = this.#sessions.create();
    return { session: secret, expiresAtMs };
  }

  signOut(session: string): void {
    this.#sessions.take(session);
  }
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
