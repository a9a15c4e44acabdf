import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptKey, SecretStore } from "../security/secret-store";
import { type NamedKey, ROTATED, type RotatedPurpose, type SecretKeys } from "../security/secret-keys";
import { Refusal } from "../shared/refusal";
import { type Config, SECRET_VARIABLES } from "./config";
import { nameOfKey, PREVIOUS_VARIABLES } from "./previous-keys";

type Purpose = keyof typeof SECRET_VARIABLES;
type Secrets = Readonly<Record<Purpose, string>> & Readonly<Partial<Record<`${RotatedPurpose}Previous`, string>>>;

/** For how long a process believes what it has read of the file. */
const BELIEVED_MS = 500;

/**
 * The secret keys: from the environment, else from `secrets.json` in the data directory, which the first start makes
 * (readable by this user alone). Losing it breaks idempotency and survey links, and no backup of the database holds it. Keys in
 * the file may be replaced while Yusr runs: every process looks again.
 */
export function secretKeys(config: Config, dataDir: string): SecretKeys {
  return config.DATABASE_URL === undefined ? new FileKeys(config, secretsFile(dataDir)) : namedKeys(config, {});
}

/** Where keys are listed, replaced and destroyed. */
export function secretStore(config: Config, dataDir: string): SecretStore {
  return new ConfiguredSecrets(config, secretsFile(dataDir));
}

function secretsFile(dataDir: string): string {
  return join(dataDir, "secrets.json");
}

/** What the environment says goes before what is stored. */
function namedKeys(config: Config, stored: Partial<Secrets>): SecretKeys {
  const text = (purpose: Purpose): string => {
    const found = config[SECRET_VARIABLES[purpose]] ?? stored[purpose];
    if (found === undefined) throw new Error(`${SECRET_VARIABLES[purpose]} is missing.`);
    return found;
  };
  const rotated = (purpose: RotatedPurpose): NamedKey => {
    const previous = config[SECRET_VARIABLES[purpose]] === undefined ? stored[`${purpose}Previous`] : config[PREVIOUS_VARIABLES[purpose]];
    return { ...namedKey(text(purpose)), previous: previous === undefined ? undefined : namedKey(previous) };
  };
  return { reference: namedKey(text("reference")).key, subject: rotated("subject"), operator: rotated("operator"), contact: rotated("contact"), token: namedKey(text("token")) };
}

function namedKey(text: string): NamedKey {
  return { id: nameOfKey(text), key: Buffer.from(text.replace(/^v\d+:/u, ""), "base64url") };
}

/** The keys of a file, as it is now. */
class FileKeys implements SecretKeys {
  readonly reference: Buffer;
  readonly token: NamedKey;
  private keys: SecretKeys;
  private version: string;
  private lookedAt = Date.now();

  constructor(
    private readonly config: Config,
    private readonly file: string,
  ) {
    this.keys = namedKeys(config, storedSecrets(file));
    this.version = versionOf(file);
    // These are never another.
    ({ reference: this.reference, token: this.token } = this.keys);
  }

  get subject(): NamedKey {
    return this.current().subject;
  }

  get operator(): NamedKey {
    return this.current().operator;
  }

  get contact(): NamedKey {
    return this.current().contact;
  }

  private current(): SecretKeys {
    const now = Date.now();
    if (now - this.lookedAt < BELIEVED_MS && now >= this.lookedAt) return this.keys;
    this.lookedAt = now;
    const version = versionOf(this.file);
    if (version === this.version) return this.keys;
    this.keys = namedKeys(this.config, storedSecrets(this.file));
    this.version = version;
    return this.keys;
  }
}

/** Each replacement is another file under the same name. */
function versionOf(file: string): string {
  const { ino, mtimeMs } = statSync(file);
  return `${String(ino)} ${String(mtimeMs)}`;
}

class ConfiguredSecrets implements SecretStore {
  constructor(
    private readonly config: Config,
    private readonly file: string,
  ) {}

  list(): readonly KeptKey[] {
    const keys = namedKeys(this.config, this.config.DATABASE_URL === undefined ? storedSecrets(this.file) : {});
    return ROTATED.flatMap((purpose): KeptKey[] => {
      const { id, previous } = keys[purpose];
      return [{ purpose, keyId: id, state: "CURRENT" }, ...(previous === undefined ? [] : [{ purpose, keyId: previous.id, state: "PREVIOUS" } as const])];
    });
  }

  rotate(purpose: RotatedPurpose): readonly KeptKey[] | Refusal {
    if (this.inEnvironment(purpose)) return inEnvironment(purpose);
    const stored = storedSecrets(this.file);
    if (stored[`${purpose}Previous`] !== undefined) return new Refusal("PREVIOUS_KEY_KEPT", "The key before is still kept; destroy it first.", ["purpose"]);
    const { id } = namedKey(stored[purpose]);
    write(this.file, { ...stored, [purpose]: `v${String(Number(id.slice(1)) + 1)}:${randomBytes(32).toString("base64url")}`, [`${purpose}Previous`]: `${id}:${stored[purpose].replace(/^v\d+:/u, "")}` });
    return this.list().filter((key) => key.purpose === purpose);
  }

  destroy(purpose: RotatedPurpose, keyId: string): Refusal | undefined {
    if (this.inEnvironment(purpose)) return inEnvironment(purpose);
    const { [`${purpose}Previous` as const]: previous, ...rest } = storedSecrets(this.file);
    if (previous === undefined || namedKey(previous).id !== keyId) return new Refusal("NO_PREVIOUS_KEY", "Only the key before the current one can be destroyed.", ["key"]);
    write(this.file, rest);
    return undefined;
  }

  private inEnvironment(purpose: RotatedPurpose): boolean {
    return this.config.DATABASE_URL !== undefined || this.config[SECRET_VARIABLES[purpose]] !== undefined;
  }
}

function inEnvironment(purpose: RotatedPurpose): Refusal {
  return new Refusal("KEYS_IN_ENVIRONMENT", `The key comes from ${SECRET_VARIABLES[purpose]}: put it into ${PREVIOUS_VARIABLES[purpose]}, a new one with the next name (v2:…) in its place, and restart; take the former away when it is to be forgotten.`, ["purpose"]);
}

/** A secret that is missing is made: at the first start all of them, after an upgrade those that are new. */
function storedSecrets(file: string): Secrets {
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Secrets>) : {};
  const purposes = Object.keys(SECRET_VARIABLES) as Purpose[];
  if (purposes.every((purpose) => stored[purpose] !== undefined)) return stored as Secrets;
  const made = Object.fromEntries(purposes.map((purpose) => [purpose, stored[purpose] ?? randomBytes(32).toString("base64url")]));
  const secrets = { ...stored, ...made } as Secrets;
  mkdirSync(join(file, ".."), { recursive: true });
  write(file, secrets);
  return secrets;
}

/** Written beside its place and moved in whole: a death half-way leaves no half a key. */
function write(file: string, secrets: Secrets): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
