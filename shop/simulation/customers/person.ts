import { pick, type RandomSource, randomDigits } from "../../random/random-source.ts";
import type { Billing } from "../../storefront/operations.ts";

const FIRST_NAMES = [
  "Adam",
  "Béla",
  "Chloé",
  "Dana",
  "Emil",
  "Farah",
  "Goran",
  "Hana",
  "Ivo",
  "Jana",
];
const LAST_NAMES = [
  "Adler",
  "Bartoš",
  "Costa",
  "Dubois",
  "Eriksen",
  "Fiala",
  "Greco",
  "Horák",
  "Ito",
];
const PLACES = [
  { city: "Brno", country: "cz", postalCode: "60200" },
  { city: "Lyon", country: "fr", postalCode: "69001" },
  { city: "Košice", country: "sk", postalCode: "04001" },
  { city: "Boston", country: "us", postalCode: "02108" },
  { city: "Pune", country: "in", postalCode: "411001" },
] as const;

/** Somebody who buys, or gets a card; made up. */
export interface Person {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
  readonly billing: Billing;
}

/** `name` makes the mail address one of a kind: no letters are ever sent there. */
export function makePerson(random: RandomSource, name: string): Person {
  const firstName = pick(random, FIRST_NAMES);
  const lastName = pick(random, LAST_NAMES);
  const place = pick(random, PLACES);
  return {
    email: `${name.replaceAll(/[^a-z0-9]+/g, "-")}@customers.example`,
    firstName,
    lastName,
    password: `simulated-${randomDigits(random, 10)}`,
    billing: {
      firstName,
      lastName,
      line1: `${random.integer(1, 99)} Market Street`,
      city: place.city,
      postalCode: place.postalCode,
      country: place.country,
    },
  };
}
