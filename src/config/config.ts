import { getMetadataStorage, IsIn, IsInt, IsNotEmpty, IsOptional, IsUrl, Matches, Max, Min, validateSync } from "class-validator";
import { resolve } from "node:path";
import { LEAST_REQUEST_SECONDS, REQUEST_SECONDS } from "../database/limits";
import { withoutEndSlashes } from "../shared/without-end-slashes";
import { NAMED_SECRET, NAMED_SECRET_MESSAGE, previousProblems } from "./previous-keys";

const POSTGRES_URL = /^postgres(?:ql)?:\/\/\S+$/;
const POSTGRES_MESSAGE = { message: "$property must look like postgres://user:password@host:5432/database" };
/** 32 bytes in base64url, as `openssl rand -base64 32 | tr '+/' '-_' | tr -d =` prints them. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const PROVIDER_URL = { require_tld: false, require_protocol: true, protocols: ["http", "https"] };
const PROVIDER_MESSAGE = { message: "$property must be an https address" };
const SECRET_MESSAGE = { message: "$property must be 32 random bytes in base64url (43 characters)" };
/** The shape; whether the hours make sense is looked at where they are used. */
const SENDING_HOURS = /^[A-Z0-9:; -]+$/;

/**
 * Everything the environment may say; `process.env` is read in this folder alone. An empty value counts as none. Each
 * variable's comment is its documentation: `.env.example` and the README's table are tested against this class.
 */
export class Config {
  /** Any PostgreSQL ≥ 15. Absent: Yusr starts a PostgreSQL of its own under `YUSR_DATA_DIR`. */
  @IsOptional()
  @Matches(POSTGRES_URL, POSTGRES_MESSAGE)
  DATABASE_URL?: string;

  /** The same database, signed in as a user who may create tables. Absent: `DATABASE_URL` serves for both. */
  @IsOptional()
  @Matches(POSTGRES_URL, POSTGRES_MESSAGE)
  DATABASE_MIGRATION_URL?: string;

  /** A streaming replica of `DATABASE_URL` that serves the reports. Absent, away or too far behind: the main database serves them. */
  @IsOptional()
  @Matches(POSTGRES_URL, POSTGRES_MESSAGE)
  DATABASE_READ_URL?: string;

  /** Connections each process keeps to the database, 2–200. */
  @IsInt()
  @Min(2)
  @Max(200)
  YUSR_DATABASE_POOL = 10;

  /** Connections each process keeps to the replica, 1–200. */
  @IsInt()
  @Min(1)
  @Max(200)
  YUSR_READ_POOL = 10;

  /** Seconds by which the replica may be behind and still serve reports, 1–3600. */
  @IsInt()
  @Min(1)
  @Max(3600)
  YUSR_READ_LAG_LIMIT = 60;

  /** `off`: over PgBouncer before 1.21 in transaction mode, which keeps no prepared statements. */
  @IsIn(["on", "off"])
  YUSR_PREPARED_STATEMENTS = "on";

  /** Processes that answer requests, 1–64: as many as there are cores for the highest throughput. */
  @IsInt()
  @Min(1)
  @Max(64)
  YUSR_PROCESSES = 1;

  /** Where the embedded database and the keys made at the first start live. */
  @IsNotEmpty()
  YUSR_DATA_DIR = "./data";

  /** Address to listen on; `0.0.0.0` for every interface. */
  @Matches(/^[A-Za-z0-9.:-]+$/, { message: "$property must be a host name or an IP address" })
  YUSR_HOST = "127.0.0.1";

  /** Port to listen on; 0 for any free one. */
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT = 4000;

  /** Port on the same host for `/live`, `/ready` and `/metrics`, which are not for the public; 0: none. */
  @IsInt()
  @Min(0)
  @Max(65_535)
  YUSR_OPERATIONS_PORT = 0;

  /** Seconds for which a server that was told to stop (SIGTERM) still serves, telling clients to go elsewhere, 0–300. */
  @IsInt()
  @Min(0)
  @Max(300)
  YUSR_DRAIN_SECONDS = 5;

  /** Address under which people reach Yusr, for survey links. Absent: the address it listens on. */
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ["http", "https"] }, { message: "$property must be an http or https address" })
  YUSR_PUBLIC_URL?: string;

  /** When portals may send messages with links, such as `09:00-20:00; FRI 14:00-20:00; RAMADAN 10:00-16:00 20:30-22:00`: the first for every day. Absent: hours fit for Oman, no nights, not around the Friday prayer. */
  @IsOptional()
  @Matches(SENDING_HOURS, { message: "$property must look like 09:00-20:00; FRI 14:00-20:00" })
  YUSR_SENDING_HOURS?: string;

  /** `on`: the very first start of an empty embedded database loads the demonstration. `off`: it stays empty. */
  @IsIn(["on", "off"])
  YUSR_DEMO = "on";

  /** `on`: this process also runs the background jobs. Of several processes on one database one is enough. */
  @IsIn(["on", "off"])
  YUSR_JOBS = "on";

  /** Cells with fewer answers than this are never shown, 5–100. */
  @IsInt()
  @Min(5)
  @Max(100)
  YUSR_MINIMUM_CELL = 10;

  /** Proxies whose word is taken for where a request came from: addresses or networks with commas between. Absent: no header is believed. */
  @IsOptional()
  @Matches(/^[0-9A-Fa-f.:/]+(?:, ?[0-9A-Fa-f.:/]+)*$/u, { message: "$property must be IP addresses or networks with commas between" })
  YUSR_TRUSTED_PROXY?: string;

  /** Seconds for each question answered, 1–60; a response that took less is flagged `TOO_FAST`. */
  @IsInt()
  @Min(1)
  @Max(60)
  YUSR_SIGNAL_SECONDS = 1;

  /** Equal ratings, given in less than twice those seconds, from which on a response is flagged `STRAIGHT_LINED`, 3–10. */
  @IsInt()
  @Min(3)
  @Max(10)
  YUSR_SIGNAL_EQUAL_RATINGS = 4;

  /** Minutes within which answers from one place are counted, 1–60. */
  @IsInt()
  @Min(1)
  @Max(60)
  YUSR_SIGNAL_MINUTES = 10;

  /** Answers within them through one clerk, device or counter from which on the next are flagged `BURST`, 2–1000. */
  @IsInt()
  @Min(2)
  @Max(1_000)
  YUSR_SIGNAL_BURST = 10;

  /** Answers within them from one address from which on the next are flagged `SAME_ADDRESS`, 2–10000. Carriers and offices share addresses. */
  @IsInt()
  @Min(2)
  @Max(10_000)
  YUSR_SIGNAL_SAME_ADDRESS = 20;

  /** Hurried top ratings of one day through one clerk or device from which on the next are flagged `ONE_OPERATOR`, 2–1000. */
  @IsInt()
  @Min(2)
  @Max(1_000)
  YUSR_SIGNAL_ONE_OPERATOR = 5;

  /** Days for which a transaction says, under a pseudonym, whom it was for and who handled it, 35–36500; returns are known so long. */
  @IsInt()
  @Min(35)
  @Max(36_500)
  YUSR_KEEP_PSEUDONYMS = 1_100;

  /** Days for which comments are kept after the answer, 1–36500. */
  @IsInt()
  @Min(1)
  @Max(36_500)
  YUSR_KEEP_COMMENTS = 730;

  /** Days for which a survey link is known after it was made, 31–400; it works for 30 and says then that it has expired. */
  @IsInt()
  @Min(31)
  @Max(400)
  YUSR_KEEP_TOKENS = 35;

  /** `required`: people are asked only with a survey that an authority has approved, up to the day its approval ends. */
  @IsIn(["optional", "required"])
  YUSR_SURVEY_APPROVAL: "optional" | "required" = "optional";

  /** Who asks, as the survey page's notice says it in Arabic. */
  @IsNotEmpty()
  YUSR_OFFICE_NAME_AR = "مكتب التحول الرقمي";

  /** The same in English. */
  @IsNotEmpty()
  YUSR_OFFICE_NAME_EN = "The digital-transformation office";

  /** Where people read what has changed, for the survey's thanks. Absent: the sentence is left out. */
  @IsOptional()
  @IsUrl(PROVIDER_URL, { message: "$property must be an http or https address" })
  YUSR_CHANGES_URL?: string;

  /** What one request may cost, in microseconds of one processor; dearer ones are refused before they run. */
  @IsInt()
  @Min(10_000)
  @Max(100_000_000)
  YUSR_QUERY_COST = 1_500_000;

  /** Seconds after which whoever sent a request is told that no answer came in time, 3–300. */
  @IsInt()
  @Min(LEAST_REQUEST_SECONDS)
  @Max(300)
  YUSR_REQUEST_SECONDS = REQUEST_SECONDS;

  /** Requests to `/graphql` a minute of one key, or of one address without a key, in each process; 0: any number. */
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  YUSR_RATE_LIMIT = 6_000;

  /** Links that are none which one address may try a minute, in each process; then only genuine ones are looked up. 0: any number. */
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  YUSR_GUESS_LIMIT = 100;

  /** Requests to `/graphql` worked on at once in each process, a large body counting as several; further ones are told to come again. 0: any number. */
  @IsInt()
  @Min(0)
  @Max(10_000)
  YUSR_PLACES = 256;

  /** `development` opens the explorer and shows the schema to everybody; `production` shows neither. */
  @IsIn(["development", "production", "test"])
  NODE_ENV = "development";

  /** How much is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`. */
  @IsIn(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
  YUSR_LOG_LEVEL = "info";

  /** Collector of traces (OpenTelemetry, OTLP over HTTP), such as `http://localhost:4318`. Absent: nothing is traced. */
  @IsOptional()
  @IsUrl(PROVIDER_URL, { message: "$property must be an http or https address" })
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** Secret behind the digests of portals' references. Never replace it: a reference is an idempotency key for ever. */
  @IsOptional()
  @Matches(SECRET, SECRET_MESSAGE)
  YUSR_KEY_REFERENCE?: string;

  /** Secret behind the pseudonyms of the people whom services are for; `v2:…` once it was replaced. */
  @IsOptional()
  @Matches(NAMED_SECRET, NAMED_SECRET_MESSAGE)
  YUSR_KEY_SUBJECT?: string;

  /** The one before `YUSR_KEY_SUBJECT`, as long as people are to be known under it. */
  @IsOptional()
  @Matches(NAMED_SECRET, NAMED_SECRET_MESSAGE)
  YUSR_KEY_SUBJECT_PREVIOUS?: string;

  /** Secret behind the pseudonyms of clerks and devices; `v2:…` once it was replaced. */
  @IsOptional()
  @Matches(NAMED_SECRET, NAMED_SECRET_MESSAGE)
  YUSR_KEY_OPERATOR?: string;

  /** The one before `YUSR_KEY_OPERATOR`, as long as clerks and devices are to be known under it. */
  @IsOptional()
  @Matches(NAMED_SECRET, NAMED_SECRET_MESSAGE)
  YUSR_KEY_OPERATOR_PREVIOUS?: string;

  /** Secret behind the record of who was asked lately, over all agencies; `v2:…` once it was replaced. Without the one before, everybody counts as not asked yet. */
  @IsOptional()
  @Matches(NAMED_SECRET, NAMED_SECRET_MESSAGE)
  YUSR_KEY_CONTACT?: string;

  /** The one before `YUSR_KEY_CONTACT`, as long as anybody is left in peace because of what it made: at most a year. */
  @IsOptional()
  @Matches(NAMED_SECRET, NAMED_SECRET_MESSAGE)
  YUSR_KEY_CONTACT_PREVIOUS?: string;

  /** Secret behind survey tokens. */
  @IsOptional()
  @Matches(SECRET, SECRET_MESSAGE)
  YUSR_KEY_TOKEN?: string;

  /** Provider of identities (OpenID Connect) whose access tokens people come with, as `iss` says it. Absent: API keys alone. */
  @IsOptional()
  @IsUrl(PROVIDER_URL, PROVIDER_MESSAGE)
  YUSR_OIDC_ISSUER?: string;

  /** What the provider calls this server: a token's `aud` must hold it. Never the id of a client, which ID tokens carry too. */
  @IsOptional()
  @Matches(/^\S+$/)
  YUSR_OIDC_AUDIENCE?: string;

  /** Where the provider's keys are. Absent: where its discovery document says. */
  @IsOptional()
  @IsUrl(PROVIDER_URL, PROVIDER_MESSAGE)
  YUSR_OIDC_JWKS_URL?: string;

  /** Claim that holds a person's role; with dots for one inside others, such as `realm_access.roles`. */
  @Matches(/^\S+$/)
  YUSR_OIDC_ROLE_CLAIM = "roles";

  /** Which role a value of that claim means: `owner`, `office` or `admin`. Other values mean nothing. */
  @Matches(/^(?:owner|office|admin)=[^\s,=]+(?:,(?:owner|office|admin)=[^\s,=]+)*$/, { message: "$property must look like owner=yusr-owner,office=yusr-office,admin=yusr-admin" })
  YUSR_OIDC_ROLES = "owner=owner,office=office,admin=admin";

  /** Claim that holds the code of an owner's agency. */
  @Matches(/^\S+$/)
  YUSR_OIDC_AGENCY_CLAIM = "agency";

  /** Claim that lists the codes of an owner's services, or `*` for all. Absent: all services of the agency. */
  @IsOptional()
  @Matches(/^\S+$/)
  YUSR_OIDC_SERVICES_CLAIM?: string;

  /** Address under which people reach Yusr, without a slash at the end. */
  get publicUrl(): string {
    return withoutEndSlashes(this.YUSR_PUBLIC_URL ?? `http://${this.YUSR_HOST}:${String(this.PORT)}`);
  }

  /** `YUSR_DATA_DIR` as an absolute path. */
  get dataDir(): string {
    return resolve(this.YUSR_DATA_DIR);
  }
}

/** The secrets, by the purpose they serve. Required with `DATABASE_URL`; else made at the first start. */
export const SECRET_VARIABLES = {
  reference: "YUSR_KEY_REFERENCE",
  subject: "YUSR_KEY_SUBJECT",
  operator: "YUSR_KEY_OPERATOR",
  contact: "YUSR_KEY_CONTACT",
  token: "YUSR_KEY_TOKEN",
} as const satisfies Record<string, keyof Config>;

/** The replica that the configuration names, as the house takes it. */
export function readerOf(config: Config): { readonly url: string; readonly poolSize: number; readonly lagLimit: number } | undefined {
  return config.DATABASE_READ_URL === undefined ? undefined : { url: config.DATABASE_READ_URL, poolSize: config.YUSR_READ_POOL, lagLimit: config.YUSR_READ_LAG_LIMIT };
}

/** Every variable, in the order of the class. */
export const VARIABLES: readonly string[] = [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(Config, "", false, false)
      .map((rule) => rule.propertyName),
  ),
];

/** Variables of tests and benches, which are not the product's. */
const ELSEWHERE: readonly string[] = ["YUSR_SHARED", "YUSR_TEST_LOG"];

/** Thrown before anything starts: every problem at once, one a line. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}\n.env.example names every variable.`);
  }
}

/** Where traces go. Known before anything else, because what is loaded earlier is not traced. */
export function tracesUrl(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const url = env["OTEL_EXPORTER_OTLP_ENDPOINT" satisfies keyof Config]?.trim() ?? "";
  return URL.canParse(url) ? url : undefined;
}

/** @throws ConfigError naming every bad variable. Values are not repeated: they may be secrets. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const config = new Config();
  for (const name of VARIABLES) {
    const value = env[name]?.trim() ?? "";
    if (value === "") continue;
    const wantsNumber = typeof config[name as keyof Config] === "number";
    Object.assign(config, { [name]: wantsNumber && /^-?\d+$/.test(value) ? Number(value) : value });
  }
  const problems = [
    ...validateSync(config, { forbidUnknownValues: false }).flatMap((problem) => Object.values(problem.constraints ?? {})),
    ...Object.keys(env)
      .filter((name) => name.startsWith("YUSR_") && !VARIABLES.includes(name) && !ELSEWHERE.includes(name))
      .map((name) => `${name} is not a variable of Yusr`),
    ...databaseProblems(config),
    ...oidcProblems(config),
    ...previousProblems(config),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function databaseProblems(config: Config): string[] {
  if (config.DATABASE_URL === undefined) {
    return (["DATABASE_MIGRATION_URL", "DATABASE_READ_URL"] as const).filter((name) => config[name] !== undefined).map((name) => `${name} means nothing without DATABASE_URL`);
  }
  return Object.values(SECRET_VARIABLES)
    .filter((name) => config[name] === undefined)
    .map((name) => `${name} is required with DATABASE_URL: what it made must outlive this machine`);
}

/** Keys that came over an open line are anybody's: `http` only within this machine. */
const SAFE_PROVIDER = /^https:|^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/iu;

function oidcProblems(config: Config): string[] {
  if (config.YUSR_OIDC_ISSUER === undefined) {
    return (["YUSR_OIDC_AUDIENCE", "YUSR_OIDC_JWKS_URL", "YUSR_OIDC_SERVICES_CLAIM"] as const).filter((name) => config[name] !== undefined).map((name) => `${name} means nothing without YUSR_OIDC_ISSUER`);
  }
  return [
    ...(config.YUSR_OIDC_AUDIENCE === undefined ? ["YUSR_OIDC_AUDIENCE is required with YUSR_OIDC_ISSUER: tokens for others must not open this server"] : []),
    ...(["YUSR_OIDC_ISSUER", "YUSR_OIDC_JWKS_URL"] as const).filter((name) => !SAFE_PROVIDER.test(config[name] ?? "https:")).map((name) => `${name} must be an https address`),
  ];
}
