import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SecretKeys } from "../security/secret-keys";
import { type Config, SECRET_VARIABLES } from "./config";

type Secrets = Readonly<Record<keyof typeof SECRET_VARIABLES, string>>;

/**
 * The secret keys: from the environment, else from `secrets.json` in the data directory, which the first start makes
 * (readable by this user alone). Losing it breaks idempotency and survey links, and no backup of the database holds it.
 */
export function secretKeys(config: Config, dataDir: string): SecretKeys {
  const stored = config.DATABASE_URL === undefined ? storedSecrets(join(dataDir, "secrets.json")) : undefined;
  const key = (purpose: keyof Secrets): Buffer => {
    const text = config[SECRET_VARIABLES[purpose]] ?? stored?.[purpose];
    if (text === undefined) throw new Error(`${SECRET_VARIABLES[purpose]} is missing.`);
    return Buffer.from(text, "base64url");
  };
  return {
    reference: key("reference"),
    subject: { id: "v1", key: key("subject") },
    operator: { id: "v1", key: key("operator") },
    contact: { id: "v1", key: key("contact") },
    token: { id: "v1", key: key("token") },
  };
}

/** A secret that is missing is made: at the first start all of them, after an upgrade those that are new. */
function storedSecrets(file: string): Secrets {
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Secrets>) : {};
  const purposes = Object.keys(SECRET_VARIABLES) as (keyof Secrets)[];
  if (purposes.every((purpose) => stored[purpose] !== undefined)) return stored as Secrets;
  const secrets = Object.fromEntries(purposes.map((purpose) => [purpose, stored[purpose] ?? randomBytes(32).toString("base64url")])) as unknown as Secrets;
  mkdirSync(join(file, ".."), { recursive: true });
  // Written beside its place and moved in whole: a death half-way leaves no half a key.
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}
