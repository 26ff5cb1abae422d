/** The source under which the service records what people and it itself did. */
export const OWN_SOURCE = "tracewell";
