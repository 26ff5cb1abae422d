/**
 * What the system says of an address, in words and with the way out; every other failure as it is. `port` and
 * `host` can be given by options of these names.
 */
export function explainListen(cause: unknown, host: string, port: number): unknown {
  if (!(cause instanceof Error && "syscall" in cause && "code" in cause)) return cause;
  if (cause.syscall !== "listen") return cause;
  const messages = new Map<unknown, string>([
    [
      "EADDRINUSE",
      `Port ${port} of ${host} is taken by another process. Choose another with --port, or 0 for a free one.`,
    ],
    [
      "EADDRNOTAVAIL",
      `This machine does not have the address ${host}. Choose another with --host.`,
    ],
    ["EACCES", `This user may not listen on port ${port}. Choose one above 1023 with --port.`],
  ]);
  const message = messages.get(cause.code);
  return message === undefined ? cause : new Error(message, { cause });
}
