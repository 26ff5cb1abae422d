/** A sentence of the service; what it quotes with backticks is set in the type of IDs and raw text. */
export function CodedText({ words }: { readonly words: string }) {
  return words
    .split("`")
    .map((piece, index) => (index % 2 === 1 ? <code key={piece}>{piece}</code> : piece));
}
