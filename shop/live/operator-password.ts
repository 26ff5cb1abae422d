import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ShopError } from "../errors.ts";

export const OPERATOR = "operator";
const PASSWORD_BYTES = 24;
const FILE_MODE = 0o600;

/** Where the operator's password stands; made at the first start. */
export function operatorPasswordFile(directory: string): string {
  return join(directory, "operator-password");
}

/** The password in the shop's directory. Throws `internal` when the file is there and empty. */
export function ensureOperatorPassword(directory: string): string {
  const file = operatorPasswordFile(directory);
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(PASSWORD_BYTES).toString("base64url")}\n`, {
      mode: FILE_MODE,
      flag: "wx",
    });
  }
  const password = readFileSync(file, "utf8").trim();
  if (password === "") {
    throw new ShopError("internal", `${file} is empty; remove it, and a new one is made.`);
  }
  return password;
}
