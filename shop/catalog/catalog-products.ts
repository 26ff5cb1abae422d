/** A product in the catalog's own words. `prix` is in euros. */
export interface CatalogProduct {
  readonly id: number;
  readonly codeProduit: string;
  readonly descriptionProduit: string;
  readonly familleProduit: string;
  readonly packaging: number;
  readonly prix: number;
  readonly quantiteMin: number;
}

/** A course for which the shop has no production handler: selling it shows what is then recorded. */
export const COURSE_WITHOUT_HANDLER = "COURSETOBUY";

/** What the simulated catalog offers. A license's code ends with its term in months. */
export const CATALOG_PRODUCTS: readonly CatalogProduct[] = [
  product(1, "isc.1.0.0.12m", "Licenses", "Internet security, 1 year", 39.99),
  product(2, "isc.1.0.0.24m", "Licenses", "Internet security, 2 years", 64.5),
  product(3, "avp.2.0.0.12m", "Licenses", "Antivirus plus, 1 year", 24.9),
  product(4, "bck.1.0.0.12m", "Licenses", "Backup, 1 year", 19.99),
  product(5, "GIFT-25", "Gift cards", "Gift card of 25", 25),
  product(6, "GIFT-50", "Gift cards", "Gift card of 50", 50),
  product(7, "GIFT-100", "Gift cards", "Gift card of 100", 100),
  product(8, "COURSE-AUDIT", "Courses", "Reading audit trails", 149),
  product(9, "COURSE-PRIVACY", "Courses", "Privacy for developers", 89.5),
  product(10, COURSE_WITHOUT_HANDLER, "Courses", "Course to buy", 59),
  { ...product(11, "USB-KEY-64", "Hardware", "USB key with 64 GB", 14.95), packaging: 10 },
  { ...product(12, "TOKEN-2F", "Hardware", "Security token", 42.4), quantiteMin: 5 },
  { ...product(13, "BOX-ISC", "Boxes", "Internet security in a box", 44.99), packaging: 6 },
  { ...product(14, "BOOK-LEDGER", "Books", "The ledger, explained", 29), quantiteMin: 2 },
];

function product(
  id: number,
  codeProduit: string,
  familleProduit: string,
  descriptionProduit: string,
  prix: number,
): CatalogProduct {
  return {
    id,
    codeProduit,
    descriptionProduit,
    familleProduit,
    packaging: 1,
    prix,
    quantiteMin: 1,
  };
}
