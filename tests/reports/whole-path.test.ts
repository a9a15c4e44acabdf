import { granted, openSurveyDesk, RESPONSES, SUBMIT, type SurveyDesk } from "../surveys/survey-support";
import { everyField } from "../support/every-field";
import { OPERATOR } from "../support/test-app";

/** From the portal's message through the person's answer to the owner's report: everything over HTTP, nothing put in from behind. */

const REPORT = `query ($filter: ReportFilter!) { effortReport(filter: $filter) ${everyField("EffortReportResult", ["EffortReport.steps", "EffortReport.ranking"])} }`;
const COUNTS = [5, 10, 25, 90, 70];
const INVITED = 210;

let desk: SurveyDesk;
let effort: any;

beforeAll(async () => {
  desk = await openSurveyDesk({ random: () => 0 });
  await desk.publish();
  const transactions = Array.from({ length: INVITED }, () => granted(desk.service));
  const tokens: string[] = (await desk.record(transactions)).map((result: any) => result.invitation.token);
  const scores = COUNTS.flatMap((n, index) => Array.from({ length: n }, () => index + 1));
  for (const [index, score] of scores.entries()) {
    const answers = [{ instrument: "CSAT5", score }, { instrument: "CES5_EASE", score }, ...(index < 19 ? [{ instrument: "STEP_EASE5", step: "FILL", score: 2 }] : [])];
    const { data } = await desk.app.send(undefined, SUBMIT, { token: tokens[index], input: { language: "ar", answers } });
    expect(data.submitResponse.status).toBe("RECORDED");
  }
  const byAgency = transactions.slice(scores.length).map(({ reference }) => ({
    ...{ service: desk.service.name, reference, answeredAt: "2026-03-10T12:30:00+04:00", language: "ar", answers: [{ instrument: "CSAT5", score: 5 }] },
  }));
  const { data } = await desk.app.send(desk.portal, RESPONSES, { input: { items: byAgency } });
  expect(data.recordResponses.results.map((result: any) => result.status)).toEqual(byAgency.map(() => "RECORDED"));
  await desk.app.house.tallies.release.release(OPERATOR);
  effort = await report();
}, 60_000);
afterAll(() => desk.app.close());

async function report(): Promise<any> {
  const { data } = await desk.app.send(desk.owner, REPORT, { filter: { period: { from: "2026-03-01", to: "2026-04-01" }, services: [desk.service.name] } });
  return data.effortReport.services.edges[0].node;
}

test("CSAT counts 5, 10, 25, 90, 70 come out as 80.0 % (73.9–85.0), mean 4.05 (3.918–4.182)", () => {
  expect(effort.csat).toMatchObject([{ instrument: "CSAT5", version: 1, moment: "AFTER_OUTCOME", mode: "WEB", share: { value: 0.8, n: 200, method: "WILSON", quality: "FULL" }, mean: { value: 4.05, method: "T" } }]);
  const [{ share, mean }] = effort.csat;
  expect([share.low, share.high, mean.low, mean.high].map((end: number) => end.toFixed(3))).toEqual(["0.739", "0.850", "3.918", "4.182"]);
  expect(effort.ces).toMatchObject([{ instrument: "CES5_EASE", share: { value: 0.8, n: 200 } }]);
});

test("the agency's own ten perfect answers are counted apart", () => {
  expect(effort.collectedByAgency).toMatchObject([{ instrument: "CSAT5", answers: { value: 10 } }]);
  // All 210 were invited and 210 answered, but ten of them elsewhere.
  expect(effort.responseRate).toMatchObject({ value: 200 / INVITED, n: INVITED });
});

test("of nineteen answers about a step ten are told, and that others wait; a step nobody was asked about says so", () => {
  const ease = (code: string): any => effort.steps.find((step: any) => step.code === code).ease;
  expect(ease("FILL")).toMatchObject([{ instrument: "STEP_EASE5", share: { value: 0, n: 10, reasons: ["ANSWERS_WAITING"] } }]);
  expect(ease("PAY")).toMatchObject([{ version: null, share: { value: null, reasons: ["NO_DATA"] } }]);
});

test("what the portal reported: reached, times, completion, and who was invited", () => {
  expect(effort).toMatchObject({ transactions: { value: INVITED }, completion: { value: 1, n: INVITED }, invited: { value: INVITED } });
  const fill = effort.steps.find((step: any) => step.code === "FILL");
  expect(fill).toMatchObject({ reached: { value: INVITED }, errors: { value: null, reasons: ["NOT_MEASURED"] }, serviceTime: { total: { value: INVITED * 25 * 60 } } });
  expect(Math.abs(fill.serviceTime.median.value / (25 * 60) - 1)).toBeLessThanOrEqual(0.01);
  // Everybody stepped out of REVIEW with the decision; nobody came as far as GET.
  expect(effort.steps.map((step: any) => [step.code, step.reached.value])).toEqual([["SIGN", INVITED], ["FILL", INVITED], ["PAY", INVITED], ["REVIEW", INVITED], ["GET", 0]]);
});

