import { everyField } from "../support/every-field";
import { OPERATOR } from "../support/test-app";
import { givenService, type ServiceFixture } from "../support/fixtures";
import { granted, openSurveyDesk, STEPS, SUBMIT, type SurveyDesk } from "../surveys/survey-support";

const PERIOD = { from: "2026-03-01", to: "2026-04-01" };
const WHO = `query ($service: String!, $period: PeriodInput!) { whoAnswered(service: $service, period: $period) ${everyField("WhoAnsweredResult")} }`;
const HEALTH = `query ($filter: ReportFilter!) { dataHealth(filter: $filter, first: 50) ${everyField("DataHealthResult")} }`;
const REPORT = `mutation ($input: ReportDeliveryInput!) { reportDelivery(input: $input) { ... on DeliveryResults { results { status } } } }`;

let desk: SurveyDesk;
let office: string;
beforeAll(async () => {
  desk = await openSurveyDesk();
  office = await desk.app.key({ role: "office" });
});
afterAll(() => desk.app.close());

/** A service with a hundred people asked after a yes and as many after a no, of whom the portal says that it reached some. */
async function asked(reached: (outcome: string) => boolean): Promise<ServiceFixture> {
  const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
  await desk.query("INSERT INTO portal_grant (portal_id, service_id, valid_from) SELECT portal_id, $1, '2000-01-01' FROM portal_grant LIMIT 1", [service.id]);
  await desk.publish(service);
  for (const outcome of ["GRANTED", "REFUSED"]) {
    const links = (await desk.record(Array.from({ length: 100 }, () => granted(service, { outcome })))).map(({ invitation }) => invitation);
    if (reached(outcome)) await desk.app.send(desk.portal, REPORT, { input: { items: links.map(({ url }) => ({ link: url, state: "DELIVERED" })) } });
    for (const { token } of links.slice(0, reached(outcome) ? 12 : 0)) await desk.app.send(undefined, SUBMIT, { token, input: { language: "ar", answers: [{ instrument: "CES5_EASE", score: 4 }] } });
  }
  return service;
}

const who = async ({ name }: ServiceFixture): Promise<any> => (await desk.app.send(office, WHO, { service: name, period: PERIOD })).data.whoAnswered;
const signal = (answer: any): any => answer.signals.find((one: any) => one.signal === "LINKS_AFTER_YES");

test("an agency that hands over links only after a yes is seen, by the office and in the data's health", async () => {
  const service = await asked((outcome) => outcome === "GRANTED");
  const answer = await who(service);
  expect(answer.linksByOutcome).toMatchObject([
    { outcome: "GRANTED", invited: { value: 100 }, delivered: { value: 1 }, opened: { value: 0.12 }, answered: { value: 0.12 } },
    { outcome: "REFUSED", invited: { value: 100 }, delivered: { value: 0 }, opened: { value: 0 }, answered: { value: 0 } },
  ]);
  expect(signal(answer)).toMatchObject({ status: "OBSERVED", figure: { value: 1, method: "NEWCOMBE" } });
  expect(answer.asked).toMatchObject({ invited: { value: 200 }, delivered: { value: 0.5 }, opened: { value: 0.06 }, answered: { value: 0.06 }, cooperation: { value: 1, n: 12 } });
  const { services } = (await desk.app.send(office, HEALTH, { filter: { period: PERIOD, services: [service.name] } })).data.dataHealth;
  expect(services[0].linksByOutcome).toMatchObject([{ outcome: "GRANTED", delivered: { value: 1 } }, { outcome: "REFUSED", delivered: { value: 0 } }]);
}, 60_000);

test("one that reaches both is not", async () => {
  expect(signal(await who(await asked(() => true)))).toMatchObject({ status: "NOT_OBSERVED", figure: { value: 0 } });
}, 60_000);

test("where nobody reports what arrived, it is not measured, and not zero", async () => {
  const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
  await desk.query("INSERT INTO portal_grant (portal_id, service_id, valid_from) SELECT portal_id, $1, '2000-01-01' FROM portal_grant LIMIT 1", [service.id]);
  await desk.publish(service);
  await desk.record(Array.from({ length: 20 }, () => granted(service)));
  expect((await who(service)).asked).toMatchObject({ invited: { value: 20 }, delivered: { value: null, reasons: ["NOT_MEASURED"] }, opened: { value: null, reasons: ["NOT_MEASURED"] } });
});

test("what is counted is what the facts add up to", async () => {
  const found: unknown[] = [];
  await desk.app.house.tallyChecks.verify.verify(OPERATOR, undefined, (difference) => found.push(difference));
  expect(found).toEqual([]);
});
