export const triage = {
  acts: {
    acknowledge: "Acknowledge…",
    explain: "Explain…",
    assign: "Assign…",
    reopen: "Reopen…",
  },
  verbs: {
    acknowledge: "Acknowledge finding",
    explain: "Record explanation",
    assign: "Assign finding",
    reopen: "Reopen finding",
  },
  headings: {
    acknowledge: (title: string) => `Acknowledge “${title}”?`,
    explain: (title: string) => `Explain “${title}”?`,
    assign: (title: string) => `Assign “${title}”?`,
    reopen: (title: string) => `Reopen “${title}”?`,
  },
  effects: {
    acknowledge: "It says that somebody saw the finding. Worklists of open findings leave it out.",
    explain:
      "It says that nothing is wrong, or that it was dealt with. Worklists of open findings leave it out.",
    assign: "It says who looks after the finding. Worklists of open findings leave it out.",
    reopen: "It takes back what was said last. Worklists of open findings show it again.",
  },
  stays: "The finding itself stays and shows this.",
  willRecord: (type: string, object: string) =>
    `A record ${type} on ${object} will be written to the ledger, with your name and this text. It cannot be taken away later.`,
  note: "Reason, for those who look later",
  assignee: "Assigned to",
  recorded: "Recorded as",
  notShownYet: "Answers will show it in moments.",
  gone: "The finding no longer holds; this stands with it in the log.",
  group: (title: string) => `What can be said of “${title}”`,
};
