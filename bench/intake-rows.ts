import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import type { ServiceFacts } from "../src/catalogue/domain/service-facts";
import type { CatalogueLookup } from "../src/catalogue/catalogue.lookup";
import { DEFAULT_HOURS } from "../src/catalogue/domain/check-hours";
import type { UnitOfWork } from "../src/database/unit-of-work";
import { columnNames, type UnnestColumn, unnestOf, unnestParameters } from "../src/database/unnest";
import { localDay } from "../src/shared/local-day";
import { newId } from "../src/shared/new-id";
import { cellOf, type DecisionCell } from "../src/surveys/domain/decision";
import { lastHeard } from "../src/surveys/domain/last-heard";
import { DECISION_COLUMNS } from "../src/surveys/storage/decision-columns";
import { CountingBases } from "../src/tallies/counting-bases";
import { DriverPlans } from "../src/tallies/driver-plans.service";
import { RecordDeltasService } from "../src/tallies/record-deltas.service";
import { ReturnChangesService } from "../src/tallies/return-changes.service";
import { DeltaRepository } from "../src/tallies/storage/delta.repository";
import { ReturnSubjectRepository } from "../src/tallies/storage/return-subject.repository";
import { DriverPlanRepository } from "../src/tallies/storage/driver-plan.repository";
import { WaitingAnswerRepository } from "../src/tallies/storage/waiting-answer.repository";
import type { KnownTransaction } from "../src/transactions/domain/known-transaction";
import { PASSAGE_COLUMNS } from "../src/transactions/storage/passage-columns";
import { TRANSACTION_COLUMNS } from "../src/transactions/storage/transaction-columns";
import type { TransactionsLookup } from "../src/transactions/transactions.lookup";
import type { MeasuredService } from "./measured-service";

export const PASSAGES = 6;

/** Transactions as the database would hold them; two thirds ended, one third under way, with times of the last weeks. */
export function transactionsOf({ facts }: MeasuredService, count: number, passages = PASSAGES): KnownTransaction[] {
  const procedure = facts.procedures[0];
  if (procedure === undefined) throw new Error("a new service has a procedure");
  return Array.from({ length: count }, (_, index): KnownTransaction => {
    const startedAt = new Date(Date.now() - (index % 30) * 86_400_000 - 40_000_000);
    const at = (minutes: number): Date => new Date(startedAt.getTime() + minutes * 60_000);
    const ended = index % 3 !== 0;
    return {
      serviceId: facts.id,
      id: newId(),
      reference: randomBytes(32).toString("hex"),
      procedureId: procedure.id,
      startedAt,
      endedAt: ended ? at(100) : null,
      outcome: ended ? "GRANTED" : "IN_FLIGHT",
      outcomeSource: ended ? "PORTAL" : null,
      channel: index % 2 === 0 ? "WEB" : "MOBILE_APP",
      touchpointId: null,
      beneficiary: "CITIZEN",
      actedBy: "SELF",
      firstTime: index % 4 === 0,
      language: index % 2 === 0 ? "ar" : "en",
      segment: null,
      jackknifeGroup: index % 32,
      promisedBy: null,
      withdrawn: false,
      calendarRevision: 1,
      subjectKey: `v1:${randomBytes(16).toString("base64url")}`,
      operatorKey: null,
      batchReference: null,
      follows: null,
      portalId: null,
      passages: Array.from({ length: passages }, (__, ordinal) => {
        const step = procedure.steps[ordinal % procedure.steps.length]?.code ?? "";
        return {
          ordinal,
          step,
          sourceCode: step,
          enteredAt: at(ordinal * 10),
          leftAt: at(ordinal * 10 + 7),
          turn: null,
          errors: ordinal % 3,
          retries: 0,
          helpRequests: null,
          channelSwitched: null,
        };
      }),
    };
  });
}

export const RECORD = `mutation ($input: RecordTransactionsInput!) {
  recordTransactions(input: $input) {
    ... on TransactionResults { results { status receipt code message path invitation { token url expiresAt } notAskedReason } }
    ... on Refusal { code message }
  }
}`;

/** The call by which a portal would tell of the same transactions. */
export function recordCall(service: string, transactions: readonly KnownTransaction[]): string {
  return JSON.stringify({ query: RECORD, variables: { input: { items: transactions.map((transaction) => toItem(service, transaction)) } } });
}

function toItem(service: string, { reference, startedAt, endedAt, outcome, channel, beneficiary, actedBy, firstTime, language, subjectKey, passages }: KnownTransaction): object {
  return {
    service,
    reference,
    startedAt,
    ...(endedAt === null ? {} : { endedAt, outcome }),
    channel,
    beneficiary,
    actedBy,
    firstTime,
    language,
    subject: { scheme: "CIVIL_NUMBER", value: subjectKey },
    passages: passages.map(({ ordinal, step, enteredAt, leftAt, errors, retries }) => ({ ordinal, step, enteredAt, leftAt, errors, retries })),
  };
}

/** A statement ready to be sent: prepared under its name by each connection. */
export interface ReadyStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The same rows as recording these transactions leaves behind – facts, decisions whom to ask, deltas of every count – as
 * plain insertions. What the counts are is asked of the product's own code, which thinks it writes them.
 */
export async function insertionsOf(transactions: readonly KnownTransaction[], facts: ServiceFacts): Promise<readonly ReadyStatement[]> {
  const now = new Date();
  const cells = transactions.map((transaction): DecisionCell => cellOf(transaction, { state: "NO_SURVEY", survey: null }, localDay(lastHeard(transaction), facts.timeZone)));
  const counted: ReadyStatement[] = [];
  const returns = new ReturnChangesService(NOBODY_ELSE, new ReturnSubjectRepository());
  const deltas = new RecordDeltasService(new CountingBases(catalogueOf(facts)), returns, new DeltaRepository(), new WaitingAnswerRepository(), new DriverPlans(new DriverPlanRepository()));
  const unit = listening(counted);
  await deltas.transactionsChanged(unit, transactions.map((after) => ({ before: null, after })));
  await deltas.invitationsCounted(unit, cells.map((cell) => ({ ...cell, n: 1 })));
  return [
    insertion("transaction", TRANSACTION_COLUMNS, transactions.map((transaction) => ({ transaction, now }))),
    insertion(
      "passage",
      PASSAGE_COLUMNS,
      transactions.flatMap(({ serviceId, id, passages }) => passages.map((passage) => ({ serviceId, transactionId: id, passage }))),
    ),
    insertion("survey_decision", DECISION_COLUMNS, cells),
    ...counted,
  ];
}

function insertion<R>(table: string, columns: readonly UnnestColumn<R>[], rows: readonly R[]): ReadyStatement {
  const text = `INSERT INTO ${table} (${columnNames(columns)}) SELECT * FROM ${unnestOf(columns)}`;
  return { name: `insert-${table}`, text, values: unnestParameters(columns, rows) };
}

/** A unit of work that keeps what it is told to write and finds nothing. */
function listening(kept: ReadyStatement[]): UnitOfWork {
  const unit: Pick<UnitOfWork, "query"> = {
    query: <T>(text: string, values: unknown[] = []): Promise<T> => {
      if (/^\s*(\/\*.*?\*\/)?\s*INSERT/u.test(text)) kept.push({ name: /\/\* (\S+) \*\//u.exec(text)?.[1] ?? text.slice(0, 60), text, values });
      return Promise.resolve([] as T);
    },
  };
  return unit as UnitOfWork;
}

/** Each transaction is of a person whom nobody knew. */
const NOBODY_ELSE: Pick<TransactionsLookup, "byId" | "ofSubjects"> = {
  byId: () => Promise.resolve(new Map()),
  ofSubjects: () => Promise.resolve(new Map()),
};

/** The service, and the calendar of an agency that has not said anything. */
function catalogueOf(facts: ServiceFacts): Pick<CatalogueLookup, "services" | "calendars"> {
  const calendar = { timeZone: facts.timeZone, weeks: [{ validFrom: null, hours: DEFAULT_HOURS }], periods: [], holidays: [] };
  return { services: () => Promise.resolve(new Map([[facts.id, facts]])), calendars: (_, revisions) => Promise.resolve(revisions.map(() => calendar)) };
}

/** All in one unit of work. */
export async function insertDirectly(pool: Pool, statements: readonly ReadyStatement[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const statement of statements) await client.query(statement);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}
