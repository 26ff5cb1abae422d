/** Exit codes of every command. */
export const EXIT = {
  clean: 0,
  /** Something was found that a person should look at: damage, quarantined input, an ID without records. */
  findings: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** The command could not be carried out: service away, refused, failed, or interrupted. */
  failed: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
