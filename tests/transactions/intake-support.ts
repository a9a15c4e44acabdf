import { randomBytes } from "node:crypto";
import { type AgencyFixture, givenAgency, givenPortal, givenService, type PortalFixture, type ServiceFixture } from "../support/fixtures";
import { type Answer, startTestApp, type TestApp } from "../support/test-app";

/** The present in these tests. */
export const NOW = new Date("2026-03-10T08:00:00Z");

export const RECORD = `mutation ($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) {
    __typename
    ... on TransactionResults { results { status receipt code message path warnings { code path } invitation { token } notAskedReason } }
    ... on Refusal { code path }
  }
}`;

export const CORRECT = `mutation ($input: CorrectTransactionsInput!) {
  correctTransactions(input: $input) {
    __typename
    ... on CorrectionResults { results { status receipt code path } }
    ... on Refusal { code path }
  }
}`;

export interface Desk {
  readonly app: TestApp;
  readonly agency: AgencyFixture;
  readonly service: ServiceFixture;
  /** A service of the same agency for which the portal holds no grant. */
  readonly foreign: ServiceFixture;
  readonly portal: PortalFixture;
  readonly key: string;
  /** A transaction of the service under a reference of its own. */
  item(more?: object): any;
  /** Sends items, answers the results; `errors` and refusals of the call fail the test. */
  record(items: readonly object[], options?: { key?: string; atomic?: boolean }): Promise<any[]>;
  correct(items: readonly object[]): Promise<any[]>;
  send(query: string, input: object, key?: string): Promise<Answer>;
  query<T = any>(sql: string, parameters?: unknown[]): Promise<T[]>;
}

/** A server with a service of four steps and a portal that measures errors. */
export async function openDesk(): Promise<Desk> {
  const app = await startTestApp({ clock: () => NOW });
  const agency = await givenAgency(app, { timeZone: "Asia/Muscat" });
  const steps = [
    { code: "FILL", kind: "FILL_IN" },
    { code: "PAY", kind: "PAY" },
    { code: "REVIEW", kind: "REVIEW" },
    { code: "RECEIVE", kind: "RECEIVE" },
  ] as const;
  const service = await givenService(app, { agency, steps });
  const foreign = await givenService(app, { agency, steps });
  const portal = await givenPortal(app, { agency, services: [service], signals: ["ERROR"] });
  const key = await app.key({ role: "portal", portalId: portal.id });
  const call = async (query: string, input: object, apiKey: string): Promise<any[]> => {
    const answer = await app.send(apiKey, query, { input });
    const results: unknown = Object.values<any>(answer.data ?? {})[0]?.results;
    if (!Array.isArray(results)) throw new Error(JSON.stringify(answer.body));
    return results;
  };
  return {
    app,
    agency,
    service,
    foreign,
    portal,
    key,
    item: (more = {}) => ({ service: service.code, reference: unusedReference(), startedAt: T("09:00"), ...more }),
    record: (items, { key: apiKey = key, atomic = false } = {}) => call(RECORD, { items, atomic }, apiKey),
    correct: (items) => call(CORRECT, { items }, key),
    send: (query, input, apiKey = key) => app.send(apiKey, query, { input }),
    query: (sql, parameters) => app.house.dataSource.query(sql, parameters),
  };
}

/** A time of the day on which these transactions are. */
export const T = (time: string): string => `2026-03-01T${time}:00+04:00`;
export const passage = (more: object = {}): object => ({ ordinal: 1, step: "FILL", enteredAt: T("09:00"), ...more });
export const unusedReference = (): string => randomBytes(8).toString("hex");
export const status = (results: readonly any[]): unknown[] => results.map((result) => result.code ?? result.status);
