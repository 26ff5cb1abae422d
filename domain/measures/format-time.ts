/** `2026-01-05 09:05:00.120 UTC` of an RFC 3339 time in UTC with milliseconds. */
export function formatTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 23)} UTC`;
}
