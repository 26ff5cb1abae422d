import { closeSync, openSync } from "node:fs";
import type { RunningService } from "#bin/service/start-service.ts";
import type { CommandContext } from "./context.ts";
import { describeReload } from "./sources/describe-reload.ts";

/**
 * SIGHUP reads the configuration file again, as with other services. A service that was started from a
 * terminal also gets it when that is closed: then it ends, as a command does. The answer ends the listening.
 */
export function reloadOnHangup(
  starting: Promise<Pick<RunningService, "reload">>,
  { terminal }: Pick<CommandContext, "terminal">,
): () => void {
  const hadTerminal = hasTerminal();
  const reload = async (): Promise<void> => {
    if (hadTerminal && !hasTerminal()) {
      // Nobody is there to be told that it closes, and writing to nobody must not end it in the middle.
      terminal.note.on("error", () => undefined);
      process.kill(process.pid, "SIGTERM");
      return;
    }
    try {
      const service = await starting;
      terminal.note.write(`${describeReload(await service.reload())}\n`);
    } catch (error) {
      terminal.note.write(`tracewell: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  };
  const listener = (): void => void reload();
  process.on("SIGHUP", listener);
  return () => {
    process.off("SIGHUP", listener);
  };
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return false;
    throw error;
  }
}
