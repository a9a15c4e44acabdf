import type { Logger } from "pino";
import { withClient } from "../../src/database/roles";
import { newId } from "../../src/shared/new-id";
import { fine, givenPortal, givenService, type ServiceFixture, type StepFixture } from "../support/fixtures";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { granted, NOW, RECORD } from "../surveys/survey-support";

/** Which of the surveys of the site: between them they put every type of question. */
export type SiteSurvey = "five" | "seven" | "discreet";

/** A server with surveys that put every type of question, and people to answer them. */
export interface SurveySite {
  readonly app: TestApp;
  /** Tokens of people who were invited just now; at most 500 at once. */
  invite(survey: SiteSurvey, language: string, n?: number): Promise<string[]>;
  query(sql: string, parameters?: unknown[]): Promise<any[]>;
  /** Moves the clock. */
  at(instant: Date): void;
  /** Takes away what every page needs to read, as a fault of the database would. */
  fail(): Promise<void>;
  mend(): Promise<void>;
}

const STEPS: readonly StepFixture[] = [
  { code: "SIGN", kind: "SIGN_IN" },
  { code: "FILL", kind: "FILL_IN" },
  { code: "PAY", kind: "PAY" },
  { code: "REVIEW", kind: "REVIEW" },
  { code: "GET", kind: "RECEIVE" },
];

const AGENCY = { ar: "وزارة النقل والاتصالات وتقنية المعلومات", en: "Ministry of Transport, Communications and Information Technology" };
const SERVICES: Readonly<Record<SiteSurvey, { readonly ar: string; readonly en: string }>> = {
  five: { ar: "تجديد رخصة القيادة للمواطنين والمقيمين", en: "Driving licence renewal for citizens and residents" },
  seven: { ar: "نقل ملكية مركبة", en: "Transfer of vehicle ownership" },
  discreet: { ar: "تسجيل وفاة", en: "Registration of a death" },
};

/** Two instruments the bank has none of: any options of a list, and a number too large for a list. */
const OWN = [
  {
    code: "DOCUMENTS", kind: "MULTIPLE", direction: "NONE", order: "AS_LISTED", notApplicable: { ar: "لم يُطلب مني أي مستند", en: "I was not asked for any document" },
    wording: { ar: "أي المستندات طُلب منكم إحضارها؟", en: "Which documents were you asked to bring?" },
    points: [
      { value: "ID", label: { ar: "البطاقة الشخصية أو بطاقة الإقامة", en: "Identity or residence card" } },
      { value: "MEDICAL", label: { ar: "شهادة فحص طبي", en: "Medical certificate" } },
      { value: "PHOTO", label: { ar: "صورة شخصية", en: "Photograph" } },
    ],
  },
  {
    code: "DAYS_WAITED", kind: "COUNT", direction: "LOW_IS_EASY", order: "LOW_TO_HIGH", notApplicable: { ar: "لم أنتظر", en: "I did not have to wait" },
    wording: { ar: "كم يومًا انتظرتم حتى وصلكم الرد؟", en: "How many days did you wait for an answer?" },
    points: Array.from({ length: 100 }, (_, value) => ({ value, label: { ar: String(value), en: String(value) } })),
  },
] as const;

const ask = (...codes: readonly string[]): object[] => codes.map((code) => ({ instrument: code.startsWith("/") ? OWN_PREFIX + code : code, version: 1, showIf: null }));
const OWN_PREFIX = "ROADS";
const COMMENTS = [
  { text: "comment.notDone", after: "COMPLETED", showIf: { instrument: "COMPLETED", anyOf: ["NO", "PARTLY"] } },
  { text: "comment.done", after: null, showIf: null },
];
const ASKED: Readonly<Record<SiteSurvey, readonly object[]>> = {
  five: ask("COMPLETED", "CES5_EASE", "NPS11", "VISITS", "/DAYS_WAITED", "ASKED_TWICE", "/DOCUMENTS", "HARDEST_STEP", "STEP_EASE5"),
  seven: ask("COMPLETED", "CES7", "STEP_EASE7"),
  discreet: ask("COMPLETED", "CES5_EASE"),
};

/** Opens the site on a port of its own, over a database of its own. */
export async function openSurveySite(log?: Logger): Promise<SurveySite> {
  let now = NOW;
  const app = await startTestApp({ clock: () => now, random: () => 0, ...(log === undefined ? {} : { log }) });
  const { house } = app;
  const query: SurveySite["query"] = (sql, parameters = []) => house.dataSource.query(sql, parameters);
  const agency = { code: OWN_PREFIX, id: fine(await house.catalogue.createAgency.create(OPERATOR, { code: OWN_PREFIX, names: AGENCY })).id };
  for (const { code, kind, direction, order, wording, points, notApplicable } of OWN) {
    await query(
      `INSERT INTO instrument (code, version, agency_id, kind, direction, scale_order, wording, points, not_applicable, validation, test_mark, source)
       VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, '{"ar": "DRAFT", "en": "DRAFT"}', 'T1', 'tests')`,
      [`${OWN_PREFIX}/${code}`, agency.id, kind, direction, order, JSON.stringify(wording), JSON.stringify(points), JSON.stringify(notApplicable)],
    );
  }
  const services = {} as Record<SiteSurvey, ServiceFixture>;
  for (const [survey, names] of Object.entries(SERVICES) as [SiteSurvey, (typeof SERVICES)[SiteSurvey]][]) {
    const service = await givenService(app, { agency, names, steps: STEPS });
    await query(
      `INSERT INTO survey (id, service_id, agency_id, code, moment, version, state, questions, comments, approval, created_at, published_at, retired_at)
       VALUES ($1, $2, NULL, 'ALL', 'AFTER_OUTCOME', 1, 'PUBLISHED', $3, $4, NULL, $5, $5, NULL)`,
      [newId(), service.id, JSON.stringify(ASKED[survey]), JSON.stringify(COMMENTS), NOW],
    );
    services[survey] = service;
  }
  fine(await house.catalogue.setSurveyPolicy.set(OPERATOR, services.discreet.name, "DISCREET"));
  const { id: portalId } = await givenPortal(app, { agency, services: Object.values(services) });
  const portal = await app.key({ role: "portal", portalId });
  return {
    app,
    query,
    invite: async (survey, language, n = 1) => {
      const items = Array.from({ length: n }, () => granted(services[survey], { language }));
      const { data, errors } = await app.send(portal, RECORD, { input: { items } });
      return (data?.recordTransactions.results ?? [{ errors }]).map((result: any) => result.invitation?.token ?? raise(JSON.stringify(result)));
    },
    at: (instant) => {
      now = instant;
    },
    fail: () => asOwner(app, "ALTER TABLE invitation RENAME TO invitation_away"),
    mend: () => asOwner(app, "ALTER TABLE IF EXISTS invitation_away RENAME TO invitation"),
  };
}

async function asOwner({ database }: TestApp, sql: string): Promise<void> {
  await withClient({ url: database.url }, (client) => client.query(sql));
}

function raise(message: string): never {
  throw new Error(message);
}
