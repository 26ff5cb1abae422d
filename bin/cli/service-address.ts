import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The running service leaves its address in the data directory, so that commands find it on any port.
 * After a kill an old one may stand there: whoever finds nobody at it says where it was read.
 */
export function serviceAddressFile(dataDir: string): string {
  return join(dataDir, "address");
}

export function writeServiceAddress(dataDir: string, url: string): void {
  writeFileSync(serviceAddressFile(dataDir), `${reachable(url)}\n`, { mode: 0o600 });
}

export function removeServiceAddress(dataDir: string): void {
  rmSync(serviceAddressFile(dataDir), { force: true });
}

/** Null when no service has left one, or something else stands in the file. */
export function readServiceAddress(dataDir: string): string | null {
  let text: string;
  try {
    text = readFileSync(serviceAddressFile(dataDir), "utf8").trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  return /^http:\/\/\S+$/.test(text) && URL.canParse(text) ? new URL(text).origin : null;
}

/** A service that listens on every address is reached through loopback. */
export function reachable(url: string): string {
  return url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}
