import type { DocumentKind } from "./replay-steps.ts";

/** A document of an order, by its file name's stem and the LineItemID that stands in it. */
export interface PairedDocument {
  readonly name: string;
  readonly kind: DocumentKind;
  readonly lineItemId: string;
}

/** Two documents with the same LineItemID. */
export interface DocumentPair {
  readonly lineItemId: string;
  readonly orderInfo: string;
  readonly getKeyRequest: string;
}

/**
 * The pair to load: of several, the one whose names are shortest, as `plainorderinfo` and
 * `plaingetkeyrequest` are shorter than `plainorderinfopaypal` and `plaingetkeyrequestpaypal`. Documents
 * whose LineItemIDs differ are never paired. Null where no two fit.
 */
export function choosePair(documents: readonly PairedDocument[]): DocumentPair | null {
  const [first] = pairsOf(documents);
  return first ?? null;
}

/** The shortest GetKeyRequest of the line whose OrderInfo is loaded already. Null where there is none. */
export function chooseKeyRequest(
  documents: readonly PairedDocument[],
  loadedLineItemId: string,
): string | null {
  const names = documents
    .filter(({ kind, lineItemId }) => kind === "getKeyRequest" && lineItemId === loadedLineItemId)
    .map(({ name }) => name);
  return names.toSorted(shorterFirst)[0] ?? null;
}

/** The OrderInfo to load alone: that of the pair, or the shortest where no two documents fit. */
export function chooseOrderInfo(documents: readonly PairedDocument[]): PairedDocument | null {
  const pair = choosePair(documents);
  const infos = documents
    .filter(({ kind }) => kind === "orderInfo")
    .toSorted((one, other) => shorterFirst(one.name, other.name));
  return infos.find(({ name, lineItemId }) => isOf(pair, name, lineItemId)) ?? infos[0] ?? null;
}

/** `plainorderinfo+plaingetkeyrequest`: how a pair is named in events. */
export function pairName(names: readonly string[]): string {
  return names.join("+");
}

/** Every pair there is, shortest names first. */
function pairsOf(documents: readonly PairedDocument[]): DocumentPair[] {
  const infos = documents.filter(({ kind }) => kind === "orderInfo");
  return infos
    .flatMap(({ name: orderInfo, lineItemId }) => {
      const getKeyRequest = chooseKeyRequest(documents, lineItemId);
      return getKeyRequest === null ? [] : [{ lineItemId, orderInfo, getKeyRequest }];
    })
    .toSorted((one, other) => shorterFirst(namesOf(one), namesOf(other)));
}

/** Told apart by the line where the names are the same. */
function namesOf({ orderInfo, getKeyRequest, lineItemId }: DocumentPair): string {
  return `${orderInfo}+${getKeyRequest} ${lineItemId}`;
}

function isOf(pair: DocumentPair | null, name: string, lineItemId: string): boolean {
  return pair !== null && pair.orderInfo === name && pair.lineItemId === lineItemId;
}

/** By length, then by code point, so that the choice is the same on every machine. */
function shorterFirst(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : Number(one > other);
}
