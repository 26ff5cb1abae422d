// Writes clients/http/api-types.ts from the document of a running service: `npm run generate:client`.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig } from "#bin/config.ts";
import { startService } from "#bin/service/start-service.ts";
import { clientTypes } from "./client-types.ts";

export const CLIENT_TYPES_FILE = join(import.meta.dirname, "..", "clients", "http", "api-types.ts");

if (import.meta.main) {
  const directory = mkdtempSync(join(tmpdir(), "tracewell-document-"));
  const service = await startService(
    parseConfig({
      flags: {
        port: 0,
        dataDir: join(directory, "data"),
        masterKeyFile: join(directory, "master.key"),
        logLevel: "silent",
      },
    }),
  );
  try {
    const response = await fetch(`${service.url}/openapi.json`, {
      headers: { authorization: `Bearer ${service.adminToken}` },
    });
    writeFileSync(CLIENT_TYPES_FILE, await clientTypes(await response.json()));
  } finally {
    await service.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
