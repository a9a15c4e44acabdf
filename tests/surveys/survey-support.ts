import { withClient } from "../../src/database/roles";
import type { SecretStore } from "../../src/security/secret-store";
import type { SecretKeys } from "../../src/security/secret-keys";
import type { Clock } from "../../src/shared/clock";
import type { Logger } from "pino";
import type { Random } from "../../src/shared/random";
import type { Metrics } from "../../src/web/metrics";
import { givenPortal, givenService, type ServiceFixture, type StepFixture, unusedCode } from "../support/fixtures";
import { startTestApp, type TestApp } from "../support/test-app";
import type { TestDatabase } from "../support/test-database";

/** When the tests take place. */
export const NOW = new Date("2026-03-10T09:00:00Z");

/** Three steps that people see, one that they wait for, and one after the outcome. */
export const STEPS: readonly StepFixture[] = [
  { code: "SIGN", kind: "SIGN_IN" },
  { code: "FILL", kind: "FILL_IN" },
  { code: "PAY", kind: "PAY" },
  { code: "REVIEW", kind: "REVIEW" },
  { code: "GET", kind: "RECEIVE" },
];

export interface SurveyDesk {
  readonly app: TestApp;
  readonly service: ServiceFixture;
  readonly portal: string;
  readonly owner: string;
  /** Moves the clock. */
  at(instant: Date): void;
  query(sql: string, parameters?: unknown[]): Promise<any[]>;
  /** As whoever keeps the database sees it: the application may not read every table. */
  behind(sql: string, parameters: unknown[]): Promise<any[]>;
  record(items: readonly object[]): Promise<any[]>;
  publish(service?: ServiceFixture, moment?: string, version?: number): Promise<any>;
}

/** A service with its portal and its owner; nothing is published yet. */
export async function openSurveyDesk(options: { random?: Random; log?: Logger; surveyApproval?: "optional" | "required"; trustedProxy?: string; database?: TestDatabase; development?: boolean; metrics?: Metrics; guessLimit?: number; secretKeys?: SecretKeys; secretStore?: SecretStore; requestSeconds?: number } = {}): Promise<SurveyDesk> {
  let now = NOW;
  const clock: Clock = () => now;
  const app = await startTestApp({ clock, ...options });
  const service = await givenService(app, { steps: STEPS });
  const { id: portalId } = await givenPortal(app, { services: [service] });
  const portal = await app.key({ role: "portal", portalId });
  const owner = await app.key({ role: "owner", agencyId: service.agencyId, serviceIds: undefined });
  return {
    app,
    service,
    portal,
    owner,
    at: (instant) => {
      now = instant;
    },
    query: (sql, parameters = []) => app.house.dataSource.query(sql, parameters),
    behind: (sql, parameters) => withClient({ url: app.database.url }, async (client) => (await client.query(sql, parameters)).rows),
    record: async (items) => (await app.send(portal, RECORD, { input: { items } })).data.recordTransactions.results,
    publish: async (of = service, moment = "AFTER_OUTCOME", version) => (await app.send(owner, PUBLISH, { input: { service: of.name, moment, version } })).data.publishSurvey,
  };
}

const T = (time: string): string => `2026-03-10T${time}:00+04:00`;

/** A transaction that went through every step and was granted this morning. */
export function granted(service: Pick<ServiceFixture, "name">, more: object = {}): any {
  return {
    service: service.name,
    reference: unusedCode("REF"),
    startedAt: T("08:00"),
    endedAt: T("12:00"),
    outcome: "GRANTED",
    channel: "WEB",
    actedBy: "SELF",
    language: "ar",
    passages: [
      { ordinal: 1, step: "SIGN", enteredAt: T("08:00"), leftAt: T("08:05") },
      { ordinal: 2, step: "FILL", enteredAt: T("08:05"), leftAt: T("08:30") },
      { ordinal: 3, step: "PAY", enteredAt: T("08:30"), leftAt: T("08:35") },
      { ordinal: 4, step: "REVIEW", enteredAt: T("08:35"), leftAt: T("12:00") },
    ],
    ...more,
  };
}

export const RECORD = `mutation ($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) {
    ... on TransactionResults { results { status receipt code path notAskedReason invitation { token url expiresAt } } }
    ... on Refusal { code }
  }
}`;

export const PUBLISH = `mutation ($input: PublishSurveyInput!) {
  publishSurvey(input: $input) {
    ... on Survey { service code moment version state questions { instrument version } }
    ... on Refusal { code message path }
  }
}`;

export const SURVEY = `query ($token: String!) {
  survey(token: $token) {
    ... on SurveyForm {
      agency service moment discreet language expiresAt
      questions {
        instrument { code version wording validation { language validation } }
        step heading options { score choice step label }
      }
      comments { key text after showIf { instrument anyOf and { instrument anyOf } } }
      texts { key text } plurals { noun few }
      draft { answers { instrument step score choice choices skipped } comment comments { question text } language }
    }
    ... on SurveyClosed { reason text expiresAt }
    ... on Refusal { code message path }
  }
}`;

export const SAVE = `mutation ($token: String!, $input: SurveyAnswersInput!) {
  saveAnswers(token: $token, input: $input) { ... on AnswersSaved { expiresAt } ... on Refusal { code message path minimum maximum } }
}`;

export const SUBMIT = `mutation ($token: String!, $input: SurveyAnswersInput!) {
  submitResponse(token: $token, input: $input) { ... on ResponseReceipt { status receipt } ... on Refusal { code message path minimum maximum } }
}`;

export const RESPONSES = `mutation ($input: RecordResponsesInput!) {
  recordResponses(input: $input) {
    ... on ResponseResults { results { status receipt code message path minimum maximum } }
    ... on Refusal { code path }
  }
}`;
