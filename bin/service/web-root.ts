import { existsSync } from "node:fs";
import { join } from "node:path";

/** The built web application; null when it was not built, and then only the API is served. */
export function webRoot(): string | null {
  const directory = join(import.meta.dirname, "..", "..", "dist", "dashboards");
  return existsSync(join(directory, "index.html")) ? directory : null;
}
