import type { Answer, Response } from "../../src/surveys/domain/response";
import { addReleaseCommand } from "../../src/cli/release.command";
import { addTallyCommand } from "../../src/cli/tally.command";
import { newId } from "../../src/shared/new-id";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { answersCounted } from "../support/report-fixture";
import { transaction } from "../support/transaction-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { runCommand } from "../support/test-cli";

let app: TestApp;
let service: ServiceFixture;
beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  service = await givenService(app);
});
afterAll(() => app.close());

const rating = (score: number, more: Partial<Answer> = {}): Answer => ({
  instrumentCode: "CES5_EASE", instrumentVersion: 1, stepCode: null, score, choice: null, choices: null, notChosen: null, skipped: false, notApplicable: false, inclusionProbability: 1, ...more,
});
const choice = (code: string): Answer => rating(0, { instrumentCode: "COMPLETED", score: null, choice: code });

async function answered(day: string, answers: readonly Answer[], more: Partial<Response> = {}): Promise<void> {
  const response: Response = {
    serviceId: service.id, id: newId(), surveyId: newId(), procedureId: service.procedureId, moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", signals: [], day,
    channel: "WEB", touchpointId: null, segment: null, language: "ar", outcome: "GRANTED", jackknifeGroup: 3, answers, ...more,
  };
  await app.house.dataSource.transaction((unit) => answersCounted(app, unit, [{ response, transaction: transaction({ id: response.serviceId, procedureId: response.procedureId }) }]));
}

const PERIOD = { from: "2026-03-01", to: "2026-04-01" };
const seen = (period = PERIOD) => app.house.units.read((unit) => app.house.tallies.lookup.answers(unit, { serviceIds: [service.id], period }));
const chosen = (period = PERIOD) => app.house.units.read((unit) => app.house.tallies.lookup.choices(unit, { serviceIds: [service.id], period }));
const release = () => app.house.tallies.release.release(OPERATOR);

test("nine answers wait and nobody sees more than that; the tenth lets all ten out under their median day", async () => {
  for (let i = 0; i < 9; i += 1) await answered(`2026-03-${String(10 + i)}`, [rating(5), choice("YES")]);
  await release();
  expect(await seen()).toMatchObject([{ instrumentCode: "CES5_EASE", stepCode: null, counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], waiting: true }]);
  expect(await chosen()).toMatchObject([{ instrumentCode: "COMPLETED", counts: new Map(), waiting: true }]);
  await answered("2026-03-25", [rating(1), choice("NO")]);
  expect((await seen())[0]?.counts[5]).toBe(0);
  await release();
  expect(await seen()).toMatchObject([{ counts: [0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0], waiting: false }]);
  expect(await chosen()).toMatchObject([{ counts: new Map([["NO", 1], ["YES", 9]]), waiting: false }]);
  // Fifth of ten, 2026-03-14: a period sees the whole batch or nothing of it.
  expect(await seen({ from: "2026-03-15", to: "2026-04-01" })).toEqual([]);
  expect((await seen({ from: "2026-03-14", to: "2026-03-15" }))[0]?.counts[5]).toBe(9);
  const rows: unknown = await app.house.dataSource.query("SELECT first_day::text, last_day::text FROM answer_tally WHERE service_id = $1", [service.id]);
  expect(rows).toEqual([{ first_day: "2026-03-10", last_day: "2026-03-25" }]);
});

test("whatever is posted grows by whole tens only, and the answer after them waits", async () => {
  for (let i = 0; i < 34; i += 1) {
    await answered("2026-03-02", [rating(1 + (i % 5))]);
    await release();
    const [count] = await seen();
    const total = (count?.counts ?? []).reduce((sum, n) => sum + n, 0);
    expect(total).toBe(Math.floor((i + 1) / 10) * 10);
    expect(count?.waiting).toBe((i + 1) % 10 !== 0);
  }
});

test("answers of another moment, mode, collector, version or step, or with a quality signal, fill no batch together; a skip is no answer", async () => {
  for (let i = 0; i < 5; i += 1) {
    await answered("2026-03-02", [rating(4)]);
    await answered("2026-03-02", [rating(4)], { moment: "AFTER_OWN_PART" });
    await answered("2026-03-02", [rating(4)], { mode: "KIOSK" });
    await answered("2026-03-02", [rating(4)], { collector: "AGENCY" });
    await answered("2026-03-02", [rating(4)], { signals: ["TOO_FAST"] });
    await answered("2026-03-02", [rating(4, { instrumentVersion: 2 }), rating(4, { stepCode: "PAY" })]);
    await answered("2026-03-02", [rating(0, { score: null, skipped: true }), rating(0, { score: null, notApplicable: true })]);
  }
  expect(await release()).toEqual({ services: 0, answers: 0 });
  expect((await seen()).map(({ waiting, counts }) => [waiting, counts[4]])).toEqual(Array.from({ length: 6 }, () => [true, 0]));
});

test("weights of chance are kept: Σ 1/π and Σ 1/π², in millionths", async () => {
  for (let i = 0; i < 10; i += 1) await answered("2026-03-02", [rating(i < 4 ? 2 : 3, { inclusionProbability: i < 4 ? 0.5 : 1 })]);
  await release();
  const rows: unknown = await app.house.dataSource.query("SELECT n2, w2, n3, w3, weight_squares FROM answer_tally WHERE service_id = $1", [service.id]);
  expect(rows).toEqual([{ n2: "4", w2: "8000000", n3: "6", w3: "6000000", weight_squares: "22000000" }]);
});

test("releases at once, beside new answers, let nothing out twice and lose nothing", async () => {
  const answering = Array.from({ length: 3 }, async (_, w) => {
    for (let i = 0; i < 35; i += 1) await answered(`2026-03-${String(10 + ((i * 7 + w) % 15))}`, [rating(1 + (i % 5)), choice("YES")]);
  });
  const releasing = Array.from({ length: 3 }, async () => {
    for (let i = 0; i < 8; i += 1) await release();
  });
  await Promise.all([...answering, ...releasing]);
  await release();
  const counts = (await seen())[0]?.counts ?? [];
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(100);
  expect((await chosen())[0]?.counts).toEqual(new Map([["YES", 100]]));
  const left: unknown = await app.house.dataSource.query("SELECT count(*)::integer AS n FROM answer_delta WHERE service_id = $1", [service.id]);
  expect(left).toEqual([{ n: 10 }]);
});

test("what waits keeps neither the time of the answer nor a way to who gave it", async () => {
  await answered("2026-03-02", [rating(4)]);
  const rows: Record<string, unknown>[] = await app.house.dataSource.query("SELECT * FROM answer_delta WHERE service_id = $1", [service.id]);
  expect(Object.keys(rows[0] ?? {}).sort()).toEqual([
    "channel", "choice", "collector", "day", "drivers", "flagged", "id", "instrument_code", "instrument_version", "jackknife_group", "language", "mode", "moment", "outcome", "procedure_id", "score", "segment", "service_id", "step_code", "touchpoint", "weight",
  ]);
  // Version 4: random; version 7 would carry the millisecond.
  expect(String(rows[0]?.["id"])).toMatch(/^.{14}4/u);
});

test("`yusr release` and `yusr tally fold` do it from the command line, in words and in JSON", async () => {
  for (let i = 0; i < 10; i += 1) await answered("2026-03-02", [rating(4)]);
  const run = (...args: string[]) => runCommand(app.house, [addReleaseCommand, addTallyCommand], ...args);
  expect(JSON.parse((await run("release", "--json")).out)).toEqual({ services: 1, answers: 10 });
  expect((await run("release")).out).toContain("Released 0 answers of 0 services");
  expect((JSON.parse((await run("tally", "fold", "--json")).out) as { tally: string }[]).map(({ tally }) => tally)).toContain("duration");
  expect((await run("tally", "fold")).out).toContain("transaction 0");
  const entries: unknown = await app.house.dataSource.query("SELECT actor FROM audit_entry WHERE action = 'releaseAnswers' AND target ->> 'serviceId' = $1", [service.id]);
  expect(entries).toEqual([{ actor: "operator:test" }]);
});
