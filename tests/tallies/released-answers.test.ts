import type { Answer, Response } from "../../src/surveys/domain/response";
import { newId } from "../../src/shared/new-id";
import type { Dimension } from "../../src/tallies/domain/publishable-cells";
import type { AnswerMonthsQuery, RakingColumn } from "../../src/tallies/released-answers.lookup";
import { givenProcedure, givenService, type ServiceFixture } from "../support/fixtures";
import { answersCounted } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { at, passage, transaction } from "../support/transaction-fixture";

let app: TestApp;
let service: ServiceFixture;
let now = new Date("2026-05-01T09:00:00Z");
beforeAll(async () => {
  app = await startTestApp({ clock: () => now });
});
beforeEach(async () => {
  now = new Date("2026-05-01T09:00:00Z");
  service = await givenService(app, { steps: [{ code: "FILL", kind: "FILL_IN" }, { code: "PAY", kind: "PAY" }] });
});
afterAll(() => app.close());

const rating = (score: number, more: Partial<Answer> = {}): Answer => ({
  instrumentCode: "CES5_EASE", instrumentVersion: 1, stepCode: null, score, choice: null, choices: null, notChosen: null, skipped: false, notApplicable: false, inclusionProbability: 1, ...more,
});

/** `n` responses of one kind, by default on 10 March with the score 4; `errors` people had at `FILL`. */
async function answered(n: number, { errors = 0, answers = [rating(4)], ...more }: Partial<Response> & { errors?: number } = {}): Promise<void> {
  const pairs = Array.from({ length: n }, () => {
    const response: Response = {
      serviceId: service.id, id: newId(), surveyId: newId(), procedureId: service.procedureId, moment: "AFTER_OUTCOME", mode: "WEB", collector: "YUSR", signals: [], day: "2026-03-10",
      channel: "WEB", touchpointId: null, segment: null, language: "ar", outcome: "GRANTED", jackknifeGroup: 3, answers, ...more,
    };
    return { response, transaction: transaction({ id: service.id, procedureId: response.procedureId }, { passages: [passage("FILL", at(0), at(1), { errors })] }) };
  });
  await app.house.dataSource.transaction((unit) => answersCounted(app, unit, pairs));
}

const release = () => app.house.tallies.release.release(OPERATOR);
const MARCH = { from: "2026-03-01", to: "2026-04-01" };
const inMarch = (): AnswerMonthsQuery => ({ serviceIds: [service.id], months: MARCH });
const breakdown = (dimension: Dimension, more: Partial<AnswerMonthsQuery> = {}) => app.house.units.read((unit) => app.house.tallies.lookup.breakdowns(unit, { ...inMarch(), ...more, dimensions: [dimension] }));
const groups = (...by: RakingColumn[]) => app.house.units.read((unit) => app.house.tallies.lookup.groups(unit, { ...inMarch(), by }));
const drivers = () => app.house.units.read((unit) => app.house.tallies.lookup.drivers(unit, inMarch()));
const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);
/** `[left out, [value, n] of each cell]` of the only question. */
async function shown(dimension: Dimension): Promise<unknown> {
  const [found, ...more] = await breakdown(dimension);
  expect(more).toEqual([]);
  return found === undefined ? undefined : [found.leftOut, found.cells.map(({ value, counts }) => [value, total(counts)])];
}

describe("breakdowns", () => {
  test("nothing is shown before the month is over; then cells of ten, and what is left out is told", async () => {
    await answered(20);
    await answered(6, { channel: "KIOSK", segment: "COMPANY" });
    await answered(4, { channel: null, segment: "COMPANY" });
    now = new Date("2026-04-07T23:00:00Z");
    await release();
    expect(await shown("CHANNEL")).toEqual([30, []]);
    now = new Date("2026-04-08T01:00:00Z");
    await release();
    expect(await shown("CHANNEL")).toEqual([10, [["WEB", 20]]]);
    expect(await shown("SEGMENT")).toEqual([0, [["COMPANY", 10], [null, 20]]]);
    expect(await shown("LANGUAGE")).toEqual([0, [["ar", 30]]]);
    expect(await breakdown("CHANNEL", { months: { from: "2026-02-01", to: "2026-03-01" } })).toEqual([]);
  });

  test("a small cell is never left alone, what is hidden stays hidden, and later answers are closed by themselves", async () => {
    await answered(12);
    await answered(8, { channel: "KIOSK" });
    await release();
    // KIOSK would be the total less WEB.
    expect(await shown("CHANNEL")).toEqual([20, []]);
    await answered(7, { channel: "POST" });
    await answered(3, { channel: "SMS" });
    await release();
    expect(await shown("CHANNEL")).toEqual([18, [["WEB", 12]]]);
    await answered(10, { channel: "KIOSK" });
    await release();
    expect(await shown("CHANNEL")).toEqual([18, [["KIOSK", 10], ["WEB", 12]]]);
  });

  test("touchpoints are shown within the part of their channel that is shown", async () => {
    const [centre, other, third] = [newId(), newId(), newId()];
    await answered(10, { channel: "SERVICE_CENTRE", touchpointId: centre });
    await answered(4, { channel: "SERVICE_CENTRE", touchpointId: other });
    await answered(6, { channel: "SERVICE_CENTRE", touchpointId: third });
    await answered(5, { channel: "KIOSK", touchpointId: other });
    await answered(5, { channel: "POST" });
    await release();
    expect(await shown("CHANNEL")).toEqual([10, [["SERVICE_CENTRE", 20]]]);
    expect(await shown("TOUCHPOINT")).toEqual([20, [[centre, 10]]]);
    const states = await app.house.dataSource.query(`SELECT within, state, sum(n4)::integer AS n FROM answer_breakdown_delta WHERE service_id = $1 AND dimension = 'TOUCHPOINT' GROUP BY 1, 2 ORDER BY 1`, [service.id]);
    expect(states).toEqual([{ within: "KIOSK", state: "SEALED", n: 5 }, { within: "POST", state: "SEALED", n: 5 }, { within: "SERVICE_CENTRE", state: "SEALED", n: 10 }]);
  });

  test("cells of steps and of several versions add up, each with its weights", async () => {
    const second = await givenProcedure(app, service, { steps: [{ code: "FILL", kind: "FILL_IN" }], since: "2026-03-05" });
    const step = [rating(2, { instrumentCode: "STEP_EASE5", stepCode: "FILL", inclusionProbability: 0.5 })];
    await answered(10, { answers: step });
    await answered(10, { answers: step, procedureId: second.procedureId });
    await release();
    expect(await breakdown("LANGUAGE")).toMatchObject([{ instrumentCode: "STEP_EASE5", stepCode: "FILL", cells: [{ value: "ar", counts: [0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0], weightSquares: 80_000_000 }] }]);
    expect((await breakdown("LANGUAGE"))[0]?.cells[0]?.weights[2]).toBe(40_000_000);
    expect((await breakdown("LANGUAGE", { byProcedure: true })).map(({ procedureId, cells }) => [procedureId, total(cells[0]?.counts ?? [])]).toSorted()).toEqual([[service.procedureId, 10], [second.procedureId, 10]].toSorted());
    expect(await breakdown("LANGUAGE", { procedureIds: [second.procedureId] })).toMatchObject([{ cells: [{ value: "ar" }] }]);
    expect(await breakdown("LANGUAGE", { procedureIds: [] })).toEqual([]);
  });
});

test("versions fill no batch together, and are told apart where asked", async () => {
  const second = await givenProcedure(app, service, { steps: [{ code: "FILL", kind: "FILL_IN" }], since: "2026-03-05" });
  await answered(9);
  await answered(9, { procedureId: second.procedureId });
  expect((await release()).answers).toBe(0);
  await answered(1);
  await answered(1, { procedureId: second.procedureId, answers: [rating(1)] });
  await release();
  const answers = (more: object = {}) => app.house.units.read((unit) => app.house.tallies.lookup.answers(unit, { serviceIds: [service.id], period: MARCH, ...more }));
  expect((await answers()).map(({ counts, procedureId }) => [counts[4], counts[1], procedureId])).toEqual([[19, 1, undefined]]);
  expect((await answers({ procedureIds: [second.procedureId] })).map(({ counts }) => counts[4])).toEqual([9]);
  expect((await answers({ byProcedure: true })).map(({ counts, procedureId }) => [procedureId, counts[4]]).toSorted()).toEqual([[service.procedureId, 10], [second.procedureId, 9]].toSorted());
});

test("a period reads whole months by month and its edges by day, and says the same", async () => {
  const choice = rating(0, { instrumentCode: "COMPLETED", score: null, choice: "YES" });
  for (const day of ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01", "2026-03-15"]) {
    await answered(10, { day, answers: [rating(4), choice] });
    await release();
  }
  const counted = (from: string, to: string) => app.house.units.read(async (unit) => [
    (await app.house.tallies.lookup.answers(unit, { serviceIds: [service.id], period: { from, to } }))[0]?.counts[4] ?? 0,
    (await app.house.tallies.lookup.choices(unit, { serviceIds: [service.id], period: { from, to } }))[0]?.counts.get("YES") ?? 0,
  ]);
  expect(await counted("2026-01-01", "2026-04-01")).toEqual([50, 50]);
  expect(await counted("2026-01-31", "2026-03-15")).toEqual([40, 40]);
  expect(await counted("2026-02-02", "2026-03-02")).toEqual([20, 20]);
  expect(await counted("2026-02-01", "2026-03-01")).toEqual([20, 20]);
  await app.house.dataSource.query("DELETE FROM answer_tally WHERE service_id = $1", [service.id]);
  // Only edges are read by day.
  expect(await counted("2026-01-31", "2026-03-15")).toEqual([20, 40]);
});

test("groups: ratings of the whole by jackknife group, and by what they are to be raked by", async () => {
  const both = [rating(4), rating(2, { instrumentCode: "STEP_EASE5", stepCode: "FILL" })];
  await answered(6, { answers: both, jackknifeGroup: 0 });
  await answered(3, { answers: both, jackknifeGroup: 31, channel: "KIOSK", segment: "COMPANY" });
  await answered(1, { answers: both, jackknifeGroup: 31 });
  await release();
  expect((await groups()).map(({ instrumentCode, group, counts, weights, weightSquares, by }) => [instrumentCode, group, counts[4], weights[4], weightSquares, by])).toEqual([
    ["CES5_EASE", 0, 6, 6_000_000, 6_000_000, {}], ["CES5_EASE", 31, 4, 4_000_000, 4_000_000, {}],
  ]);
  expect((await groups("channel", "segment")).map(({ group, counts, by }) => [group, counts[4], by])).toEqual([
    [0, 6, { channel: "WEB", segment: "" }], [31, 3, { channel: "KIOSK", segment: "COMPANY" }], [31, 1, { channel: "WEB", segment: "" }],
  ]);
});

test("drivers: cross-products of each version's plan by group, released with the ratings they explain", async () => {
  const easy = [rating(5), rating(5, { instrumentCode: "STEP_EASE5", stepCode: "FILL" })];
  await answered(6, { answers: easy, jackknifeGroup: 1 });
  await answered(3, { answers: [rating(2)], errors: 2, jackknifeGroup: 1 });
  await release();
  expect(await drivers()).toEqual([]);
  await answered(1, { answers: [rating(2)], errors: 2, jackknifeGroup: 7 });
  await release();
  const [found] = await drivers();
  expect(found).toMatchObject({ instrumentCode: "CES5_EASE", procedureId: service.procedureId, columns: ["EASE", "EASE_MISSING", "STEP:FILL", "STEP:PAY"] });
  // Z = [1, ease, missing, errors at FILL, at PAY, score]: six of [1, 100, 0, 0, 0, 5] and three of [1, 0, 1, 1, 0, 2].
  expect(found?.groups).toEqual([
    { group: 1, n: 9, products: [9, 600, 3, 3, 0, 36, 60_000, 0, 0, 0, 3000, 3, 3, 0, 6, 3, 0, 6, 0, 0, 162] },
    { group: 7, n: 1, products: [1, 0, 1, 1, 0, 2, 0, 0, 0, 0, 0, 1, 1, 0, 2, 1, 0, 2, 0, 0, 4] },
  ]);
  await answered(10, { answers: easy, jackknifeGroup: 1 });
  await release();
  expect((await drivers())[0]?.groups[0]).toMatchObject({ n: 19, products: expect.arrayContaining([19, 1600, 160_000]) });
});

test("a plan once kept is followed, whatever this program would choose today", async () => {
  await app.house.dataSource.query("INSERT INTO driver_plan (service_id, procedure_id, columns) VALUES ($1, $2, '{STEP:PAY,EASE}')", [service.id, service.procedureId]);
  await answered(10);
  await release();
  expect((await drivers())[0]).toMatchObject({ columns: ["STEP:PAY", "EASE"], groups: [{ n: 10, products: [10, 0, 0, 40, 0, 0, 0, 0, 0, 160] }] });
});

test("a page that ends inside a batch loses nothing and releases nothing twice", async () => {
  await answered(10_003);
  await answered(10_004, { answers: [rating(3, { instrumentCode: "CSAT5" })] });
  expect((await release()).answers).toBe(20_000);
  const left = await app.house.dataSource.query("SELECT instrument_code, count(*)::integer AS n FROM answer_delta WHERE service_id = $1 GROUP BY 1 ORDER BY 1", [service.id]);
  expect(left).toEqual([{ instrument_code: "CES5_EASE", n: 3 }, { instrument_code: "CSAT5", n: 4 }]);
});
