import { isIPv4 } from "node:net";

/** True for an address that only this machine reaches. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  return bare === "localhost" || bare === "::1" || (isIPv4(bare) && bare.startsWith("127."));
}

/**
 * Names by which the service may be addressed; null when any will do. A service on loopback answers
 * to its own names only: a foreign page that lets its name point to 127.0.0.1 (DNS rebinding) is
 * refused.
 */
export function allowedHostnames(
  boundHost: string,
  named: readonly string[] = [],
): ReadonlySet<string> | null {
  if (isLoopback(boundHost)) {
    const own = boundHost.includes(":") ? `[${boundHost.replace(/^\[|\]$/g, "")}]` : boundHost;
    return new Set(["localhost", "127.0.0.1", "[::1]", own, ...named].map(lower));
  }
  return named.length === 0 ? null : new Set(named.map(lower));
}

/** The name in a Host header, without its port. */
export function hostnameOf(hostHeader: string): string {
  return lower(hostHeader.replace(/:\d+$/, ""));
}

function lower(text: string): string {
  return text.toLowerCase();
}
