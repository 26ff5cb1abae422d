import { TracewellError } from "#domain/errors.ts";

/** The setting that allows them. */
export const DESTINATIONS_SETTING = "alertDestinations";

/** Of the last part of a path: enough to tell two webhooks apart, too few to guess it. */
const SHOWN_CHARACTERS = 4;

/**
 * Where alerts may be sent. Whoever holds a token decides about alerts, and must not be able to make the
 * service ask any machine it can reach: only addresses below those that the configuration lists are asked.
 */
export class AllowedDestinations {
  readonly #allowed: readonly URL[];
  readonly #listed: string;

  /** `allowed` are origins, `https://hooks.example.com`, with a path where not all of it is meant. */
  constructor(allowed: readonly string[]) {
    this.#allowed = allowed.map((address) => new URL(address));
    const shown = allowed.map(shownDestination);
    this.#listed = shown.length === 0 ? "it lists none" : `it lists ${shown.join(", ")}`;
  }

  /** The address as it is kept. Throws `invalid-parameter` naming the setting where it is not allowed. */
  require(address: string): string {
    const url = URL.parse(address);
    if (url === null) throw refused("must be an absolute http or https address");
    if (url.username !== "" || url.password !== "") {
      throw refused("must not hold credentials; the signature tells who sends");
    }
    if (url.hash !== "") throw refused("must not have a fragment: it is not sent");
    if (this.#allowed.some((allowed) => isBelow(allowed, url))) return url.href;
    throw refused(
      `is not below an address that the setting ${DESTINATIONS_SETTING} allows (${this.#listed}). Add its origin there and start the service again`,
    );
  }
}

function isBelow(allowed: URL, url: URL): boolean {
  if (allowed.origin !== url.origin) return false;
  const path = allowed.pathname.endsWith("/") ? allowed.pathname : `${allowed.pathname}/`;
  return url.pathname === allowed.pathname || url.pathname.startsWith(path);
}

function refused(message: string): TracewellError {
  return new TracewellError("invalid-parameter", `The address ${message}.`, {
    detail: { errors: [{ path: "url", message }] },
  });
}

/** `https://hooks.example.com/…4f2a`: what may be shown and recorded of an address. */
export function shownDestination(address: string): string {
  const { origin, pathname, search } = new URL(address);
  const rest = `${pathname}${search}`;
  if (rest === "/") return origin;
  return `${origin}/…${rest.length > 2 * SHOWN_CHARACTERS ? rest.slice(-SHOWN_CHARACTERS) : ""}`;
}

/** The origin alone, for the ledger. */
export function originOf(address: string): string {
  return new URL(address).origin;
}
