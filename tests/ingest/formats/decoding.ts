import type { Decoded, DecodeOptions, Format } from "#ingest/formats/format.ts";

export type DecodedEvent = Extract<Decoded, { kind: "event" }>;
export type DecodedBad = Extract<Decoded, { kind: "bad" }>;

/** Decodes an input that comes in parts, cut at the given byte offsets; times without a zone are UTC. */
export function decode(
  format: Format,
  input: string | Uint8Array,
  options: Partial<DecodeOptions> = {},
  cuts: readonly number[] = [],
): Decoded[] {
  const bytes = Buffer.from(input);
  const decoder = format.createDecoder({ sourceName: "test", timezone: "UTC", ...options });
  const ends = [...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  const decoded: Decoded[] = [];
  let start = 0;
  for (const end of ends) {
    decoded.push(...decoder.push(bytes.subarray(start, end)));
    start = end;
  }
  decoded.push(...decoder.flush({ final: true }));
  if (decoder.pendingBytes !== 0)
    throw new Error(`${decoder.pendingBytes} bytes left after the end`);
  return decoded;
}

export function eventsOf(decoded: readonly Decoded[]): DecodedEvent[] {
  return decoded.filter((record) => record.kind === "event");
}

export function badOf(decoded: readonly Decoded[]): DecodedBad[] {
  return decoded.filter((record) => record.kind === "bad");
}

/** The source bytes that a record stands for. */
export function sourceBytes(record: Decoded): Buffer {
  if (record.kind === "bad") return Buffer.from(record.content);
  const { raw, rawBase64 } = record.event;
  if (typeof raw === "string") return Buffer.from(raw, "utf8");
  if (typeof rawBase64 === "string") return Buffer.from(rawBase64, "base64");
  return Buffer.from(record.verbatim ?? []);
}

export function noteCodes(record: Decoded | undefined): string[] {
  return notesOf(record).map((note) => note.code);
}

export function noteMessage(record: Decoded | undefined, code: string): string | undefined {
  return notesOf(record).find((note) => note.code === code)?.message;
}

function notesOf(record: Decoded | undefined): { code: string; message: string }[] {
  if (record === undefined || record.kind === "bad") return [];
  const notes = record.event["parseNotes"];
  return Array.isArray(notes) ? notes : [];
}

/** Results without views into chunks, so that two decodings can be compared. */
export function comparable(decoded: readonly Decoded[]): unknown[] {
  return decoded.map((record) =>
    record.kind === "bad"
      ? { ...record, content: Buffer.from(record.content).toString("latin1") }
      : { ...record, verbatim: Buffer.from(record.verbatim ?? []).toString("latin1") },
  );
}

/**
 * Decodes as a sender with a checkpoint does: after each part, a new decoder goes on at the first byte that
 * was not read. With `idle`, each part is followed by an idle second.
 */
export function decodeWithRestarts(
  format: Format,
  input: Uint8Array,
  options: Partial<DecodeOptions>,
  cuts: readonly number[],
  idle = false,
): Decoded[] {
  const decoded: Decoded[] = [];
  let start = 0;
  let startLine = 1;
  let continuation: string | undefined;
  const ends = cuts.map((cut) => Math.min(cut, input.length)).toSorted((a, b) => a - b);
  for (const [part, end] of [...ends, input.length].entries()) {
    const last = part === ends.length;
    const decoder = format.createDecoder({
      sourceName: "test",
      timezone: "UTC",
      ...options,
      startOffset: start,
      startLine,
      ...(continuation !== undefined && { continuation }),
    });
    decoded.push(...decoder.push(input.subarray(start, end)));
    if (idle || last) decoded.push(...decoder.flush({ final: last }));
    const next = end - decoder.pendingBytes;
    startLine += input.subarray(start, next).filter((byte) => byte === 0x0a).length;
    start = next;
    continuation = decoder.continuation;
  }
  return decoded;
}

/** Decodes with one decoder that sees an idle second after each part. */
export function decodeWithPauses(
  format: Format,
  input: Uint8Array,
  options: Partial<DecodeOptions>,
  cuts: readonly number[],
): Decoded[] {
  const decoder = format.createDecoder({ sourceName: "test", timezone: "UTC", ...options });
  const decoded: Decoded[] = [];
  let start = 0;
  for (const cut of cuts.toSorted((a, b) => a - b)) {
    const end = Math.min(cut, input.length);
    decoded.push(...decoder.push(input.subarray(start, end)), ...decoder.flush({ final: false }));
    start = end;
  }
  return [...decoded, ...decoder.push(input.subarray(start)), ...decoder.flush({ final: true })];
}

/** Restarted decoders count from zero again. */
export function renumbered(decoded: readonly Decoded[]): unknown[] {
  return comparable(
    decoded.map((record, index) => ({ ...record, position: { ...record.position, index } })),
  );
}
