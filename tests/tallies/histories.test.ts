import fc from "fast-check";
import { addTallyCommand } from "../../src/cli/tally.command";
import { UnitsOfWork } from "../../src/database/unit-of-work";
import { withClient } from "../../src/database/roles";
import { Access } from "../../src/security/access";
import { FoldTalliesService } from "../../src/tallies/fold-tallies.service";
import { FoldRepository } from "../../src/tallies/storage/fold.repository";
import { fromCounts, fromFacts, type Rows } from "./recount";
import { fine, givenPortal, givenService, LONG_AGO, type ServiceFixture, unusedCode } from "../support/fixtures";
import { OPERATOR, type Answer } from "../support/test-app";
import { runCommand } from "../support/test-cli";
import { openSurveyDesk, RECORD, STEPS, SUBMIT, type SurveyDesk } from "../surveys/survey-support";
import { CORRECT } from "../transactions/intake-support";

let desk: SurveyDesk;
let portal: string;
let key: string;
beforeAll(async () => {
  desk = await openSurveyDesk();
  const { id: portalId, code } = await givenPortal(desk.app);
  [portal, key] = [code, await desk.app.key({ role: "portal", portalId })];
  await withClient({ url: desk.app.database.url }, (client) =>
    client.query("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$").then(() => undefined));
});
afterAll(() => desk.app.close());

/** Tables in the middle of whose writing a backend dies. */
const DEADLY = ["passage", "transaction_delta", "duration_delta", "survey_decision", "invitation", "invitation_delta", "response", "answer_delta", "audit_entry"] as const;

const which = fc.integer({ min: 0, max: 7 });
const pieces = fc.subarray([0, 1, 2, 3, 4], { minLength: 1 });
const STEP = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("send" as const), of: which, pieces }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("status" as const), of: which, status: fc.constantFrom("new", "paid", "done"), day: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("map" as const), status: fc.constantFrom("new", "paid", "done"), step: fc.constantFrom("FILL", "PAY", "REVIEW", null) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("correct" as const), of: which, pieces, action: fc.constantFrom("REPLACE", "WITHDRAW") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("answer" as const), of: which }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom("fold", "dying fold", "release", "abandon", "prune", "refile", "publish") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("crash" as const), table: fc.constantFrom(...DEADLY), of: which, pieces }) },
);
type Step = typeof STEP extends fc.Arbitrary<infer S> ? S : never;

/** One service, and what happens to it. */
class History {
  private readonly references = Array.from({ length: 8 }, () => unusedCode("REF"));
  private readonly tokens = new Map<number, string>();

  constructor(private readonly service: ServiceFixture) {}

  async take(step: Step): Promise<void> {
    const { house } = desk.app;
    const chunked = (folds: FoldRepository) => new FoldTalliesService(new UnitsOfWork(house.dataSource), new Access(), folds, 7);
    switch (step.do) {
      case "send":
        return this.send(step.of, step.pieces);
      case "correct":
        return this.correct(step);
      case "answer":
        return this.answer(step.of);
      case "crash":
        return dying(step.table, async () => {
          await this.send(step.of, step.pieces);
          await this.answer(step.of);
          await this.correct({ of: step.of, pieces: step.pieces, action: step.pieces.length > 2 ? "REPLACE" : "WITHDRAW" });
        });
      case "status": {
        const at = `2026-02-${String(step.day).padStart(2, "0")}T09:00:00Z`;
        await house.transactions.recordStatusChanges.record(OPERATOR, [{ service: this.service.name, reference: `S${String(step.of)}-${this.references[0] ?? ""}`, status: step.status, at }]);
        return;
      }
      case "map":
        await house.catalogue.mapStatuses.map(OPERATOR, this.service.name, [{ status: step.status, stepCode: step.step, turn: null, outcome: step.step === null ? "GRANTED" : null, mark: "ENTERED" }]);
        return;
      case "fold":
        await chunked(new FoldRepository()).fold(OPERATOR);
        return;
      case "dying fold":
        await chunked(new DyingFold()).fold(OPERATOR).catch(() => undefined);
        return;
      case "release":
        await house.tallies.release.release(OPERATOR);
        return;
      case "abandon":
        await house.transactions.inferAbandonment.infer(OPERATOR);
        return;
      case "prune":
        await house.tallies.prune.prune(OPERATOR);
        return;
      case "refile":
        fine(await house.transactions.refileUnmapped.refile(OPERATOR, this.service.name));
        return;
      default:
        await desk.publish(this.service);
    }
  }

  private async send(of: number, some: readonly number[]): Promise<void> {
    const { data } = await this.call(key, RECORD, { input: { items: [this.message(of, some)] } });
    const token: unknown = data?.recordTransactions?.results?.[0]?.invitation?.token;
    if (typeof token === "string") this.tokens.set(of, token);
  }

  private async correct({ of, pieces: some, action }: { of: number; pieces: readonly number[]; action: string }): Promise<void> {
    const item = { service: this.service.name, reference: this.references[of], action, ...(action === "REPLACE" ? { transaction: this.message(of, some) } : {}) };
    await this.call(key, CORRECT, { input: { items: [item] } });
  }

  private async answer(of: number): Promise<void> {
    const token = this.tokens.get(of);
    if (token !== undefined) await this.call(undefined, SUBMIT, { token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score: 1 + (of % 5) }] } });
  }

  private async call(as: string | undefined, query: string, variables: object): Promise<Pick<Answer, "data">> {
    return desk.app.send(as, query, variables);
  }

  /** What the portal knows of a transaction, or a part of it: 0–3 its passages, 4 its end. Two of them are old. */
  private message(of: number, some: readonly number[]): object {
    const start = Date.parse(of < 2 ? "2024-11-30T20:30:00Z" : "2026-02-27T19:30:00Z") + of * 3_600_000;
    const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();
    const passages = [
      { ordinal: 1, step: "SIGN", enteredAt: at(0), leftAt: at(of) },
      { ordinal: 2, step: of % 3 === 0 ? "elsewhere" : "FILL", enteredAt: at(10), ...(of % 2 === 0 ? { leftAt: at(20 + of) } : {}) },
      { ordinal: 3, step: "REVIEW", enteredAt: at(100), leftAt: at(2_000) },
      { ordinal: 4, step: "FILL", enteredAt: at(2_100) },
    ];
    return {
      service: this.service.name, reference: this.references[of], startedAt: at(0), channel: ["WEB", "KIOSK"][of % 2],
      passages: passages.filter((_, i) => some.includes(i)),
      ...(some.includes(4) ? { endedAt: at(3_000), outcome: of % 4 === 0 ? "ABANDONED" : "GRANTED" } : {}),
    };
  }
}

/** Lets every backend die that writes to a table meanwhile. */
async function dying(table: string, work: () => Promise<void>): Promise<void> {
  const asSuperuser = (sql: string): Promise<void> => withClient({ url: desk.app.database.url }, async (client) => {
    await client.query(sql);
  });
  await asSuperuser(`CREATE TRIGGER die AFTER INSERT ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION die()`);
  await work().finally(() => asSuperuser(`DROP TRIGGER die ON ${table}`));
}

class DyingFold extends FoldRepository {
  override async move(...args: Parameters<FoldRepository["move"]>): Promise<number> {
    await super.move(...args);
    await args[0].query("SELECT pg_terminate_backend(pg_backend_pid())");
    return 0;
  }
}

/** Who was asked and who answered, counted here from what surveys stored, and as it was counted: by month, since old days are pruned. */
async function invitations(serviceId: string): Promise<readonly unknown[]> {
  const facts = `
    SELECT d.state, count(*)::integer AS n FROM survey_decision d JOIN transaction t ON t.id = d.transaction_id WHERE d.service_id = $1 AND d.state <> 'INVITED' AND NOT t.withdrawn GROUP BY d.state
    UNION ALL SELECT 'INVITED', count(*)::integer FROM invitation i JOIN transaction t ON t.id = i.transaction_id WHERE i.service_id = $1 AND (NOT t.withdrawn OR i.state = 'ANSWERED') HAVING count(*) > 0
    UNION ALL SELECT 'OPENED', count(*)::integer FROM invitation i JOIN transaction t ON t.id = i.transaction_id WHERE i.service_id = $1 AND i.opened AND (NOT t.withdrawn OR i.state = 'ANSWERED') HAVING count(*) > 0
    UNION ALL SELECT 'ANSWERED', count(*)::integer FROM response WHERE service_id = $1 HAVING count(*) > 0`;
  const counts = "SELECT state, sum(n)::integer AS n FROM (SELECT * FROM invitation_month_tally UNION ALL SELECT service_id, day, survey_id, moment, channel, segment, language, outcome, state, n FROM invitation_delta) AS c WHERE service_id = $1 GROUP BY state HAVING sum(n) <> 0";
  return Promise.all([facts, counts].map((sql) => desk.query(`SELECT * FROM (${sql}) AS s ORDER BY state`, [serviceId])));
}

/** Without the days that are pruned: 2024. */
function kept(counted: Rows): Rows {
  return Object.fromEntries(Object.entries(counted).filter(([name]) => !name.includes(" 2024-")));
}

test("whatever happens in whatever order, and wherever it is cut off, the counts are what the facts add up to", async () => {
  let services = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { minLength: 25, maxLength: 45, size: "max" }), async (steps) => {
      const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
      services += 1;
      fine(await desk.app.house.catalogue.grantPortal.grant(OPERATOR, { portal, service: service.name, from: LONG_AGO }));
      if (services % 2 === 0) await desk.publish(service);
      const history = new History(service);
      for (const step of steps) await history.take(step);
      expect(kept(await fromCounts(desk.app.house, service.id))).toEqual(kept(await fromFacts(desk.app.house, service.id)));
      const [facts, counts] = await invitations(service.id);
      expect(counts).toEqual(facts);
      const { out, failed } = await runCommand(desk.app.house, [addTallyCommand], "tally", "verify", "--service", service.name);
      expect([out.split("\n").slice(0, -1), failed]).toEqual([[], undefined]);
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 120_000);
