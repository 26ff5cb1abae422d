export const triage = {
  acknowledge: "Acknowledge…",
  explain: "Explain…",
  assign: "Assign…",
  reopen: "Reopen…",
  verbs: {
    acknowledge: "Acknowledge finding",
    explain: "Record explanation",
    assign: "Assign finding",
    reopen: "Reopen finding",
  },
  headings: {
    acknowledge: (rule: string) => `Acknowledge ${rule}?`,
    explain: (rule: string) => `Explain ${rule}?`,
    assign: (rule: string) => `Assign ${rule}?`,
    reopen: (rule: string) => `Reopen ${rule}?`,
  },
  note: "Reason",
  noteHint: "For those who look later.",
  assignee: "To whom",
  group: (rule: string) => `Decide about ${rule}`,
};
