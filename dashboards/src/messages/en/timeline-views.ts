/** Of the views of a timeline beside its records: states, narrative, compare. */
export const views = {
  openRecord: (reference: string) => `Open record ${reference}`,
};
