/**
 * Gives the memory of bytes back now. They lie outside of the collector's heap, and a thread that makes
 * little garbage would collect so seldom that many of them pile up. Only for bytes that nobody looks at again.
 */
export function freeBuffer({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0);
}
