/** One identifier carried by an event, for rescue of misheard IDs. `skeleton` folds confusable characters. */
export interface IndexedIdentifier {
  readonly objectType: string;
  /** As written by the producer. */
  readonly id: string;
  readonly skeleton: string;
}
