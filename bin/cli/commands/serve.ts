import { configOf, type AddCommand } from "../context.ts";
import { printWelcome } from "../welcome.ts";

/** `tracewell serve`: the service in the foreground, until SIGTERM or SIGINT. */
export const serveCommand: AddCommand = (program, context) => {
  program
    .command("serve")
    .description("Run the service")
    .option("--port <port>", "TCP port, 7411 unless set otherwise")
    .option("--host <address>", "address to listen on; loopback unless told otherwise")
    .option("--master-key-file <file>", "master key of the protected fields")
    .option("--log-level <level>", "fatal, error, warn, info, debug or silent")
    .option("--demo", "load the sample trace and let a small shop run")
    .action(async (flags: Readonly<Record<string, unknown>>, command) => {
      const config = configOf(command, context, flags);
      // Loaded when needed: the other commands start faster without it.
      const { startService } = await import("#bin/service/start-service.ts");
      const service = await startService(config);
      printWelcome(context.terminal, config, service);
      if (!context.signal.aborted) {
        await new Promise((resolve) => {
          context.signal.addEventListener("abort", resolve, { once: true });
        });
      }
      context.terminal.note.write("Closing: finishing what was accepted …\n");
      await service.close();
    });
};
