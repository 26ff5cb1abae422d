/** A customer in the CRM's own words. */
export interface CrmCustomer {
  readonly firstName: string;
  readonly lastName: string;
  readonly fidelityPoint: number;
  /** 1: has paid something. */
  readonly payment: number;
  readonly account: string;
}

/** Names that no two neighbors share, from the languages of the shop's customers. */
const NAMES = [
  "Anaïs Lefèvre",
  "Jiří Dvořák",
  "Aarav Sharma",
  "Wei Zhang",
  "Zuzana Kováčová",
  "Léo Marchand",
  "Priya Nair",
  "Tomáš Horák",
  "Camille Rousseau",
  "Ľubica Šimková",
  "Hao Chen",
  "Noémie Girard",
  "Rohan Gupta",
  "Eliška Nováková",
  "Mathis Fontaine",
  "Xin Liu",
  "Ananya Iyer",
  "Marek Baláž",
  "Inès Moreau",
  "Petr Černý",
  "Mei Wang",
  "Vikram Singh",
  "Manon Dubois",
  "Katarína Vargová",
];

/** What the simulated CRM holds. */
export const CRM_CUSTOMERS: readonly CrmCustomer[] = NAMES.map((name, index) => {
  const [firstName = "", lastName = ""] = name.split(" ");
  return {
    firstName,
    lastName,
    fidelityPoint: (index * 70) % 480,
    payment: index % 3 === 0 ? 0 : 1,
    account: `A-${String(index + 1).padStart(6, "0")}`,
  };
});
