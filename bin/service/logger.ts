import { pino, type Logger } from "pino";
import type { Config } from "#bin/config.ts";

/** Our own log, to standard error: results of commands own standard output. */
export function createLogger(level: Config["logLevel"]): Logger {
  return pino(
    {
      level,
      base: { name: "tracewell" },
      redact: {
        paths: ["req.headers.authorization", "req.headers.cookie", "*.token", "*.adminToken"],
        censor: "[redacted]",
      },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
