import type { Messages } from "../en.ts";

export const triage: Messages["triage"] = {
  acts: {
    acknowledge: "Prendre en compte…",
    explain: "Expliquer…",
    assign: "Attribuer…",
    reopen: "Rouvrir…",
  },
  verbs: {
    acknowledge: "Prendre en compte",
    explain: "Enregistrer l’explication",
    assign: "Attribuer le constat",
    reopen: "Rouvrir le constat",
  },
  headings: {
    acknowledge: (title) => `Prendre en compte « ${title} » ?`,
    explain: (title) => `Expliquer « ${title} » ?`,
    assign: (title) => `Attribuer « ${title} » ?`,
    reopen: (title) => `Rouvrir « ${title} » ?`,
  },
  effects: {
    acknowledge:
      "Cela dit que quelqu’un a vu le constat. Les listes de constats ouverts ne le montrent plus.",
    explain:
      "Cela dit que rien n’est anormal, ou que le cas a été traité. Les listes de constats ouverts ne le montrent plus.",
    assign: "Cela dit qui s’occupe du constat. Les listes de constats ouverts ne le montrent plus.",
    reopen:
      "Cela retire ce qui a été dit en dernier. Les listes de constats ouverts le montrent de nouveau.",
  },
  stays: "Le constat lui-même demeure et porte cette mention.",
  willRecord: (type, object) =>
    `Un enregistrement ${type} sur ${object} sera écrit dans le registre, avec votre nom et ce texte. Il ne pourra plus en être retiré.`,
  note: "Motif, pour ceux qui liront plus tard",
  assignee: "Attribué à",
  recorded: "Enregistré comme",
  notShownYet: "Les réponses le montreront dans quelques instants.",
  gone: "Le constat ne vaut plus ; cette mention reste avec lui dans le journal.",
  group: (title) => `Ce qui peut être dit de « ${title} »`,
};
