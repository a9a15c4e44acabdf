import { createHash } from "node:crypto";
import { type Logger, pino } from "pino";
import { type App, createApp } from "../../src/app";
import { SECRET_VARIABLES } from "../../src/config/config";
import type { ReaderSettings } from "../../src/database/reader";
import type { Actor } from "../../src/security/actor";
import type { KeyGrant } from "../../src/security/keys.service";
import type { OidcSettings } from "../../src/security/oidc-settings";
import type { SecretStore } from "../../src/security/secret-store";
import type { SecretKeys } from "../../src/security/secret-keys";
import type { Clock } from "../../src/shared/clock";
import type { Random } from "../../src/shared/random";
import type { Patience } from "../../src/web/http-edge";
import type { Metrics } from "../../src/web/metrics";
import { recordStatements } from "./recorded-statements";
import { createTestDatabase, type TestDatabase } from "./test-database";

export const OPERATOR: Actor = { kind: "operator", user: "test" };

const key = (name: string): Buffer => createHash("sha256").update(name).digest();
export const TEST_KEYS: SecretKeys = {
  reference: key("reference"),
  subject: { id: "v1", key: key("subject") },
  operator: { id: "v1", key: key("operator") },
  contact: { id: "v1", key: key("contact") },
  token: { id: "v1", key: key("token") },
};

/** The same for a server in a process of its own. */
export const TEST_KEY_VARIABLES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SECRET_VARIABLES).map(([purpose, variable]) => {
    const secret = TEST_KEYS[purpose as keyof SecretKeys];
    return [variable, ("key" in secret ? secret.key : secret).toString("base64url")];
  }),
);

export interface Answer {
  readonly status: number;
  readonly body: any;
  readonly data: any;
  readonly errors: any;
}

export interface TestApp extends App {
  readonly database: TestDatabase;
  /** Makes a key and answers it in full. */
  key(grant: KeyGrant): Promise<string>;
  /** Sends a GraphQL document over real HTTP; without a key as nobody. */
  send(key: string | undefined, query: string, variables?: object): Promise<Answer>;
}

/** The whole server on a port of its own, over a database of its own. */
export async function startTestApp(options: { clock?: Clock; database?: TestDatabase; minimumCell?: number; surveyApproval?: "optional" | "required"; jobs?: boolean; costLimit?: number; log?: Logger; random?: Random; reader?: ReaderSettings; poolSize?: number; oidc?: OidcSettings; development?: boolean; rateLimit?: number; places?: number; trustedProxy?: string; requestSeconds?: number; patience?: Patience; guessLimit?: number; metrics?: Metrics; secretKeys?: SecretKeys; secretStore?: SecretStore } = {}): Promise<TestApp> {
  const database = options.database ?? (await createTestDatabase());
  const app = await createApp({
    connections: database.connections,
    secretKeys: options.secretKeys ?? TEST_KEYS,
    ...(options.secretStore === undefined ? {} : { secretStore: options.secretStore }),
    log: options.log ?? pino({ level: process.env["YUSR_TEST_LOG"] ?? "silent" }),
    publicUrl: "https://yusr.example",
    minimumCell: options.minimumCell ?? 10,
    surveyApproval: options.surveyApproval ?? "optional",
    poolSize: options.poolSize ?? 5,
    reader: options.reader,
    oidc: options.oidc,
    trustedProxy: options.trustedProxy,
    host: "127.0.0.1",
    port: 0,
    development: options.development ?? true,
    jobs: options.jobs ?? false,
    // A machine that runs all tests at once is slow; what a deadline does is tested where one is given.
    requestSeconds: options.requestSeconds ?? 30,
    ...(options.rateLimit === undefined ? {} : { rateLimit: options.rateLimit }),
    ...(options.guessLimit === undefined ? {} : { guessLimit: options.guessLimit }),
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
    ...(options.places === undefined ? {} : { places: options.places }),
    ...(options.costLimit === undefined ? {} : { costLimit: options.costLimit }),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.random === undefined ? {} : { random: options.random }),
  });
  const keepStatements = recordStatements(app.house.dataSource);
  return {
    ...app,
    database,
    key: async (grant) => (await app.house.security.keys.create(OPERATOR, grant, "test")).key,
    send: (apiKey, query, variables = {}) => send(app.address, apiKey, query, variables),
    close: async () => {
      keepStatements();
      await app.close();
      if (options.database === undefined) await database.drop();
    },
  };
}

export async function send(address: string, apiKey: string | undefined, query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`${address}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const body: any = await response.json();
  return { status: response.status, body, data: body.data, errors: body.errors };
}
