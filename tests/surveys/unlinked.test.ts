import fc from "fast-check";
import { Refusal } from "../../src/shared/refusal";
import { UnlinkedCodes } from "../../src/surveys/unlinked-codes.service";
import { type GivenAnswer, LAST_COMMENT } from "../../src/surveys/domain/given-answer";
import { givenPortal, givenService, type ServiceFixture } from "../support/fixtures";
import { OPERATOR, TEST_KEYS } from "../support/test-app";
import { NOW, openSurveyDesk, STEPS, type SurveyDesk } from "./survey-support";

const OWNER = (service: ServiceFixture) => ({ kind: "owner", keyId: "00000000-0000-7000-8000-000000000001", agencyId: service.agencyId, serviceIds: undefined }) as const;

let desk: SurveyDesk;
beforeAll(async () => {
  desk = await openSurveyDesk();
});
afterAll(() => desk.app.close());
beforeEach(() => {
  desk.at(NOW);
});

const unlinked = () => desk.app.house.surveys.unlinkedSurvey;

async function newService(publishes: readonly string[] = ["AFTER_OWN_PART", "AFTER_OUTCOME"]): Promise<ServiceFixture> {
  const service = await givenService(desk.app, { agency: { id: desk.service.agencyId, code: desk.service.agencyCode }, steps: STEPS });
  for (const moment of publishes) await desk.publish(service, moment);
  return service;
}

async function counter(service: ServiceFixture, code: string, channel = "SERVICE_CENTRE"): Promise<string> {
  const answer = await desk.app.send(desk.owner, `mutation ($input: CreateTouchpointInput!) { createTouchpoint(input: $input) { ... on Touchpoint { code } ... on Refusal { code } } }`, {
    input: { agency: service.agencyCode, code, channel, names: { ar: "منفذ", en: "Counter" } },
  });
  expect(answer.data.createTouchpoint.code).toBe(code);
  return code;
}

async function codeOf(service: ServiceFixture, touchpoint: string | null = null): Promise<string> {
  const link = fine(await unlinked().link(OPERATOR, service.name, touchpoint));
  return link.url.slice("https://yusr.example/u/".length);
}

function fine<T>(result: T | Refusal): T {
  if (result instanceof Refusal) throw new Error(result.code);
  return result;
}

const no = (result: unknown) => (result instanceof Refusal ? [result.code, ...result.path] : result);
const answer = (instrument: string, more: Partial<GivenAnswer>): GivenAnswer => ({ instrument, step: null, score: null, choice: null, choices: null, skipped: false, notApplicable: false, ...more });
const CONTENT = { answers: [answer("COMPLETED", { choice: "YES" }), answer("CES5_EASE", { score: 4 })], comments: [{ question: LAST_COMMENT, text: "Call me on 99123456" }], language: "ar" };

async function stored(service: ServiceFixture): Promise<any[]> {
  return desk.query(
    `SELECT r.collector, r.mode, r.moment, r.channel, r.outcome, r.segment, r.day::text, t.code AS touchpoint, r.procedure_id = $2 AS published, c.text AS comment,
       (SELECT count(*)::integer FROM response_link l WHERE l.service_id = r.service_id AND l.response_id = r.id) AS links,
       (SELECT json_agg(json_build_object('code', instrument_code, 'score', score, 'choice', choice, 'skipped', skipped) ORDER BY position) FROM answer a WHERE a.service_id = r.service_id AND a.response_id = r.id) AS answers
     FROM response r LEFT JOIN touchpoint t ON t.id = r.touchpoint_id LEFT JOIN comment c ON c.service_id = r.service_id AND c.response_id = r.id WHERE r.service_id = $1`,
    [service.id, service.procedureId],
  );
}

test("whoever reads a code is asked what needs no transaction, and answers once", async () => {
  const service = await newService();
  const code = await codeOf(service, await counter(service, "HALL-1"));
  const { form, survey } = fine(await unlinked().read(code));
  expect(survey.moment).toBe("AFTER_OWN_PART");
  expect(survey.questions.map(({ instrument }) => instrument.code)).toEqual(["COMPLETED", "CES5_EASE", "ROLE"]);
  expect(fine(await unlinked().submit(code, form, CONTENT))).toEqual({ status: "RECORDED" });
  expect(fine(await unlinked().submit(code, form, CONTENT))).toEqual({ status: "DUPLICATE" });
  expect(no(await unlinked().submit(code, form, { ...CONTENT, comments: [] }))).toEqual(["ALREADY_ANSWERED", "form"]);
  expect(await stored(service)).toEqual([
    {
      collector: "UNLINKED", mode: "WEB", moment: "AFTER_OWN_PART", channel: "SERVICE_CENTRE", outcome: null, segment: null, day: "2026-03-10", touchpoint: "HALL-1", published: true, links: 0,
      comment: expect.not.stringContaining("99123456"),
      answers: [{ code: "COMPLETED", score: null, choice: "YES", skipped: false }, { code: "CES5_EASE", score: 4, choice: null, skipped: false }, { code: "ROLE", score: null, choice: null, skipped: true }],
    },
  ]);
});

test("of any number who send one form at the same time one is stored; a page shown anew is a form of its own", async () => {
  const service = await newService(["AFTER_OUTCOME"]);
  const code = await codeOf(service);
  const [one, two] = [fine(await unlinked().read(code)), fine(await unlinked().read(code))];
  expect(one.survey.questions.map(({ instrument }) => instrument.code)).toEqual(["COMPLETED", "CES5_EASE", "CSAT5", "ROLE"]);
  const answers = await Promise.all(Array.from({ length: 12 }, () => unlinked().submit(code, one.form, CONTENT)));
  expect(answers.map((result) => fine(result).status).sort()).toEqual([...Array.from({ length: 11 }, () => "DUPLICATE"), "RECORDED"]);
  expect(fine(await unlinked().submit(code, two.form, CONTENT))).toEqual({ status: "RECORDED" });
  expect(await stored(service)).toHaveLength(2);
});

test("a kiosk is a kiosk; what was not answered is a skip", async () => {
  const service = await newService();
  const code = await codeOf(service, await counter(service, "KIOSK-1", "KIOSK"));
  const { form } = fine(await unlinked().read(code));
  fine(await unlinked().submit(code, form, { answers: [], comments: [], language: "en" }));
  expect(await stored(service)).toMatchObject([{ mode: "KIOSK", channel: "KIOSK", answers: [{ code: "COMPLETED", skipped: true }, { code: "CES5_EASE", skipped: true }, { code: "ROLE", skipped: true }] }]);
});

test("answers are counted in a state of their own, and the recount finds the same", async () => {
  const service = await newService();
  const code = await codeOf(service);
  for (let i = 0; i < 3; i++) fine(await unlinked().submit(code, fine(await unlinked().read(code)).form, CONTENT));
  const cells = await desk.query("SELECT state, outcome, channel, sum(n)::integer AS n FROM invitation_delta WHERE service_id = $1 GROUP BY 1, 2, 3", [service.id]);
  expect(cells).toEqual([{ state: "ANSWERED_UNLINKED", outcome: "", channel: "", n: 3 }]);
  const waiting = await desk.query("SELECT DISTINCT collector, outcome, channel, drivers FROM answer_delta WHERE service_id = $1", [service.id]);
  expect(waiting).toEqual([{ collector: "UNLINKED", outcome: "", channel: "", drivers: null }]);
  expect(fine(await desk.app.house.tallyChecks.verify.verify(OPERATOR, [service.name]))).toMatchObject({ differences: {} });
});

test("a form is remembered for as long as it can be sent, and not longer", async () => {
  const service = await newService();
  const code = await codeOf(service);
  const { form } = fine(await unlinked().read(code));
  const other = fine(await unlinked().read(code));
  fine(await unlinked().submit(code, form, CONTENT));
  const kept = () => desk.query("SELECT 1 FROM unlinked_form WHERE service_id = $1", [service.id]);
  await desk.app.house.surveys.cutLinks.cut(OPERATOR);
  expect(await kept()).toHaveLength(1);
  desk.at(new Date(NOW.getTime() + 24 * 3_600_000));
  expect(no(await unlinked().submit(code, other.form, CONTENT))).toEqual(["INVITATION_EXPIRED", "form"]);
  await desk.app.house.surveys.cutLinks.cut(OPERATOR);
  expect(await kept()).toEqual([]);
  expect(no(await unlinked().submit(code, form, CONTENT))).toEqual(["INVITATION_EXPIRED", "form"]);
  expect(await stored(service)).toHaveLength(1);
});

test("what cannot be asked is refused: no survey, never to be asked about, no such code, no such form, no such answer", async () => {
  const silent = await newService([]);
  expect(no(await unlinked().read(await codeOf(silent)))).toEqual(["SURVEY_CLOSED", "code"]);
  const gaveUp = await newService(["AFTER_GIVING_UP"]);
  expect(no(await unlinked().read(await codeOf(gaveUp)))).toEqual(["SURVEY_CLOSED", "code"]);
  const service = await newService();
  const code = await codeOf(service);
  const { form } = fine(await unlinked().read(code));
  expect(no(await unlinked().submit(code, form, { ...CONTENT, answers: [answer("CES5_EASE", { score: 9 })] }))).toEqual(["SCORE_OFF_SCALE", "answers", 0, "score"]);
  expect(no(await unlinked().submit(code, form, { ...CONTENT, answers: [answer("HARDEST_STEP", { choice: "NONE" })] }))).toEqual(["INSTRUMENT_NOT_IN_SURVEY", "answers", 0, "instrument"]);
  expect(no(await unlinked().submit(code, form, { ...CONTENT, comments: [{ question: LAST_COMMENT, text: "x".repeat(1_251) }] }))).toEqual(["TEXT_TOO_LONG", "comment"]);
  for (const other of ["", "x", "A".repeat(43), form]) {
    expect(no(await unlinked().read(other))).toEqual(["NOT_FOUND", "code"]);
    expect(no(await unlinked().submit(code, other === form ? code : other, CONTENT))).toEqual(["INVITATION_EXPIRED", "form"]);
  }
  const elsewhere = await codeOf(service, await counter(service, "HALL-2"));
  expect(no(await unlinked().submit(elsewhere, form, CONTENT))).toEqual(["INVITATION_EXPIRED", "form"]);
  await desk.query("UPDATE service SET survey_policy = 'NEVER' WHERE id = $1", [service.id]);
  expect(no(await unlinked().submit(code, form, CONTENT))).toEqual(["SURVEY_CLOSED", "code"]);
  expect(no(await unlinked().link(OPERATOR, service.name, null))).toEqual(["SERVICE_EXCLUDED", "service"]);
  expect(await stored(service)).toEqual([]);
});

test("the link is the owner's, the same each time, and others' look like none", async () => {
  const service = await newService();
  await counter(service, "HALL-3");
  const mine = OWNER(service);
  expect(fine(await unlinked().link(mine, service.name, "HALL-3"))).toEqual(fine(await unlinked().link(OPERATOR, service.name, "HALL-3")));
  expect(no(await unlinked().link(mine, service.name, "NONE"))).toEqual(["NOT_FOUND", "touchpoint"]);
  const other = await givenService(desk.app);
  expect(no(await unlinked().link(OWNER(other), service.name, null))).toEqual(no(await unlinked().link(OWNER(other), "NO-SUCH", null)));
  const { id: portalId } = await givenPortal(desk.app);
  for (const actor of [{ kind: "anonymous" } as const, { kind: "portal", keyId: "00000000-0000-7000-8000-000000000002", portalId } as const]) {
    await expect(unlinked().link(actor, service.name, null)).rejects.toThrow();
  }
});

test("no changed code or form is believed", () => {
  const codes = new UnlinkedCodes(TEST_KEYS.token);
  const place = { serviceNumber: 7, touchpointId: "019a0000-0000-7000-8000-000000000001" };
  const code = codes.codeOf(place);
  expect(codes.read(code)).toEqual(place);
  expect(codes.read(codes.codeOf({ ...place, touchpointId: null }))).toEqual({ ...place, touchpointId: null });
  const form = codes.formOf(code, Buffer.alloc(16, 1), NOW);
  expect(codes.handedOut(code, form)).toEqual(NOW);
  fc.assert(
    fc.property(fc.nat(31), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = (text: string): string => {
        const bytes = Buffer.from(text, "base64url");
        bytes[at] = (bytes[at] ?? 0) ^ by;
        return bytes.toString("base64url");
      };
      return codes.read(changed(code)) === undefined && codes.handedOut(code, changed(form)) === undefined;
    }),
  );
});
