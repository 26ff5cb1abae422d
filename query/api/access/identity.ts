/** Who makes a request. There is one role in this release: whoever is let in may do everything. */
export interface Identity {
  readonly name: string;
  readonly role: "admin";
  readonly by: "token" | "session";
  /** Stands for the credential in rate limits; reveals nothing of it. */
  readonly key: string;
  /** End of a browser session, epoch milliseconds; null for a token. */
  readonly expiresAtMs: number | null;
}
