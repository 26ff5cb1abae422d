import { EVENT_OBJECTS_MAX } from "#domain/events/event.ts";

/** Attributes a plain event may have; one with more is read the long way. */
export const PLAIN_ATTRIBUTES_MAX = 32;

/** Numbers kept of each object: where its type and its ID begin and end. */
export const OBJECT_SPAN = 4;

/** Numbers kept of each attribute: where its name and its value begin and end. */
export const ATTRIBUTE_SPAN = 4;

/**
 * Where the fields of a plain event stand in its bytes, without their quotes; 0 and 0 for a field that it
 * does not have. Filled anew by each scan.
 */
export class PlainSpans {
  bytes: Uint8Array = new Uint8Array();
  /** Milliseconds since 1970. */
  timeMs = 0;
  idAt = 0;
  idEnd = 0;
  typeAt = 0;
  typeEnd = 0;
  transactionAt = 0;
  transactionEnd = 0;
  actorTypeAt = 0;
  actorTypeEnd = 0;
  actorIdAt = 0;
  actorIdEnd = 0;
  outcomeAt = 0;
  outcomeEnd = 0;
  levelAt = 0;
  levelEnd = 0;
  messageAt = 0;
  messageEnd = 0;
  reasonAt = 0;
  reasonEnd = 0;
  objects = 0;
  readonly objectSpans = new Int32Array(EVENT_OBJECTS_MAX * OBJECT_SPAN);
  attributes = 0;
  /** Blank text has no token, and its span is empty. */
  readonly attributeSpans = new Int32Array(PLAIN_ATTRIBUTES_MAX * ATTRIBUTE_SPAN);

  clear(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.idAt = this.idEnd = 0;
    this.transactionAt = this.transactionEnd = 0;
    this.actorTypeAt = this.actorTypeEnd = 0;
    this.outcomeAt = this.outcomeEnd = 0;
    this.levelAt = this.levelEnd = 0;
    this.messageAt = this.messageEnd = 0;
    this.reasonAt = this.reasonEnd = 0;
    this.objects = 0;
    this.attributes = 0;
  }
}
