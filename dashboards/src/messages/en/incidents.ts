export const incidents = {
  pin: "Pin…",
};
