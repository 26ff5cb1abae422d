/** The trace that a first visitor sees: one sale of a Moodle shop, kept in French time. */
export const SAMPLE_TRANSACTION_ID = "TU80WKRYTI9QUMJ4";
export const SAMPLE_SOURCE = "moodle-shop";
export const SAMPLE_TIMEZONE = "Europe/Paris";
/** Makes a second load a repeat. */
export const SAMPLE_FINGERPRINT = "sample-trace-1";
