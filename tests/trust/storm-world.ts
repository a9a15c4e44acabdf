import { appendFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { SECRET_VARIABLES } from "../../src/config/config";
import { migrate } from "../../src/database/migrate";
import { givenAgency, givenPortal, givenService } from "../support/fixtures";
import { send, startTestApp, TEST_KEYS } from "../support/test-app";
import { PUBLISH, STEPS } from "../surveys/survey-support";
import type { Orders } from "./journal-orders";
import type { StormCluster } from "./storm-cluster";

const DAY_MS = 86_400_000;
const MUSCAT_MS = 4 * 3_600_000;

/** Who takes part: two agencies of two services, each with its portal; everybody is asked. */
export interface StormWorld {
  readonly portals: Orders["portals"];
  readonly foreign: string;
  readonly agencies: readonly string[];
  readonly office: string;
}

/** Of whom the servers of a storm have the keys. */
export const SECRETS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SECRET_VARIABLES).map(([purpose, variable]) => {
    const key = TEST_KEYS[purpose as keyof typeof TEST_KEYS];
    return [variable, (Buffer.isBuffer(key) ? key : key.key).toString("base64url")];
  }),
);

export async function settle({ url, connections }: Pick<StormCluster, "url" | "connections">): Promise<StormWorld> {
  await migrate(connections.owner);
  const app = await startTestApp({ database: { url, connections, drop: () => Promise.resolve() } });
  try {
    const foreign = await givenService(app, { steps: STEPS });
    const portals: { key: string; services: string[] }[] = [];
    const agencies: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const agency = await givenAgency(app, { timeZone: "Asia/Muscat" });
      const services = [await givenService(app, { agency, steps: STEPS }), await givenService(app, { agency, steps: STEPS })];
      const portal = await givenPortal(app, { agency, services });
      const owner = await app.key({ role: "owner", agencyId: agency.id, serviceIds: undefined });
      const office = await app.key({ role: "office" });
      for (const { name } of services) {
        // Everybody is asked: the usual quota would be full after two thousand.
        await app.send(office, "mutation ($service: String!) { setSurveyQuota(service: $service, invitations: 1000000) { __typename } }", { service: name });
        const { data } = await app.send(owner, PUBLISH, { input: { service: name, moment: "AFTER_OUTCOME" } });
        if (data.publishSurvey.state !== "PUBLISHED") throw new Error(JSON.stringify(data));
      }
      agencies.push(agency.code);
      portals.push({ key: await app.key({ role: "portal", portalId: portal.id }), services: services.map(({ name }) => name) });
    }
    return { portals, agencies, foreign: foreign.name, office: await app.key({ role: "office" }) };
  } finally {
    await app.close();
  }
}

/** Midnight of today in Muscat. */
export function midnightOf(now: number): number {
  return Math.floor((now + MUSCAT_MS) / DAY_MS) * DAY_MS - MUSCAT_MS;
}

const FIGURES = `query ($filter: ReportFilter!) {
  effortReport(filter: $filter, first: 10) {
    ... on EffortReport { services { edges { node {
      service { code agencyCode } transactions { value }
      steps { code passages { value } serviceTime { total { value } } }
      ces { instrument share { n } mean { value } }
    } } } }
    ... on Refusal { code message path }
  }
}`;

type Line = (line: object) => void;

/**
 * All that the check compares with the journal: rows as they are, and figures as the reports show them.
 *
 * @param beside a service whose transactions came by another way than the journal's
 */
export async function writeFacts(file: string, cluster: Pick<StormCluster, "query">, address: string, world: StormWorld, orders: Pick<Orders, "midnight" | "days">, beside: string | null = null): Promise<void> {
  const line: Line = (what) => {
    appendFileSync(file, `${JSON.stringify(what)}\n`);
  };
  await writeRows(cluster, line, beside);
  const figures = reader(address, world.office, line);
  const day = (n: number): string => new Date(orders.midnight + MUSCAT_MS - n * DAY_MS).toISOString().slice(0, 10);
  for (let n = orders.days; n >= 1; n -= 1) {
    const period = { from: day(n), to: day(n - 1) };
    const label = String((orders.midnight + MUSCAT_MS) / DAY_MS - n);
    for (const channel of ["WEB", "KIOSK", "MOBILE_APP"]) await figures({ period, channels: [channel] }, channel, label);
    await figures({ period }, "", label);
  }
  const whole = { from: day(orders.days), to: day(0) };
  await figures({ period: whole }, "", "MONTH");
  const ever = { from: day(orders.days), to: day(-2) };
  await figures({ period: ever }, "", "");
  const sums = new Map<string, number>();
  for (const agency of world.agencies) await figures({ period: whole, agencies: [agency] }, "", "MONTH", (key, value) => sums.set(key, (sums.get(key) ?? 0) + value));
  for (const [key, value] of sums) {
    const [what, of, agency] = key.split(" ");
    line({ t: "C", what, of, agency, service: "", channel: "", day: "MONTH", value });
  }
  const nation = new Map<string, number>();
  await figures({ period: whole }, "", "MONTH", (key, value) => {
    const [what, of] = key.split(" ");
    nation.set(`${what ?? ""} ${of ?? ""}`, (nation.get(`${what ?? ""} ${of ?? ""}`) ?? 0) + value);
  });
  for (const [key, value] of nation) {
    const [what, of] = key.split(" ");
    line({ t: "C", what, of, agency: "", service: "", channel: "", day: "MONTH", value });
  }
}

/** Asks a server for a report and writes down each figure, or hands it to `take`. */
function reader(address: string, office: string, line: Line): (filter: object, channel: string, day: string, take?: (key: string, value: number) => void) => Promise<void> {
  return async (filter, channel, day, take) => {
    const answer = await send(address, office, FIGURES, { filter });
    const edges: readonly any[] | undefined = answer.data?.effortReport?.services?.edges;
    if (edges === undefined) throw new Error(JSON.stringify(answer.body));
    for (const { node } of edges) {
      const agency: string = node.service.agencyCode;
      const service = `${agency}/${String(node.service.code)}`;
      const told = (what: string, of: string, value: number): void => {
        // Of ratings also that none is shown yet: all of them wait, and are added to it.
        if (value === 0 && day !== "") return;
        if (take === undefined) line({ t: "C", what, of, agency, service, channel, day, value });
        else take(`${what} ${of} ${agency}`, value);
      };
      if (day === "") {
        // Ratings are shown in tens, whole days and channels together: as many as are shown, and their sum.
        const shown = node.ces.filter(({ instrument, share }: any) => instrument === "CES5_EASE" && share.n !== null);
        told("ANSWERS", "", shown.reduce((sum: number, { share }: any) => sum + Number(share.n), 0));
        told("RATINGS", "", shown.reduce((sum: number, { share, mean }: any) => sum + Math.round(share.n * mean.value), 0));
        continue;
      }
      told("TRANSACTIONS", "", node.transactions.value ?? 0);
      for (const { code, passages, serviceTime } of node.steps) {
        told("PASSAGES", code, passages.value ?? 0);
        told("SECONDS", code, serviceTime.total.value ?? 0);
      }
    }
  };
}

async function writeRows(cluster: Pick<StormCluster, "query">, line: Line, beside: string | null): Promise<void> {
  const key = TEST_KEYS.reference.toString("hex");
  for (const row of await cluster.query("SELECT s.id, a.code || '/' || s.code AS name FROM service s JOIN agency a ON a.id = s.agency_id")) line({ t: "V", ...row, key });
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const rows = await cluster.query(
      `SELECT t.id, t.service_id AS service, encode(t.reference, 'hex') AS reference,
         json_build_object('startedAt', floor(extract(epoch FROM started_at) * 1000), 'endedAt', floor(extract(epoch FROM ended_at) * 1000), 'outcome', outcome, 'channel', channel,
           'passages', (SELECT coalesce(json_agg(json_build_array(ordinal, source_code, floor(extract(epoch FROM entered_at) * 1000), floor(extract(epoch FROM left_at) * 1000)) ORDER BY ordinal), '[]') FROM passage p WHERE p.service_id = t.service_id AND p.transaction_id = t.id)) AS item
       FROM transaction t WHERE id > $1 AND service_id IS DISTINCT FROM $2 ORDER BY id LIMIT 5000`,
      [after, beside],
    );
    for (const row of rows) line({ t: "T", ...row });
    if (rows.length === 0) break;
    after = rows.at(-1).id;
  }
  const answers = await cluster.query(
    `SELECT i.service_id AS service, i.transaction_id AS transaction, i.receipt, a.score
     FROM response_link l
     JOIN answer a ON a.service_id = l.service_id AND a.response_id = l.response_id AND a.instrument_code = 'CES5_EASE'
     LEFT JOIN invitation i ON i.service_id = l.service_id AND i.transaction_id = l.transaction_id`,
  );
  for (const row of answers) line({ t: "A", ...row });
  for (const row of await cluster.query("SELECT count(*)::integer AS n FROM invitation")) line({ t: "I", ...row });
  // A response without its link, or an invitation that was answered without a response, would be neither found nor missed above.
  const [counts] = await cluster.query("SELECT (SELECT count(*) FROM response)::integer AS responses, (SELECT count(*) FROM invitation WHERE receipt IS NOT NULL)::integer AS answered");
  for (const n of [counts.responses, counts.answered]) {
    for (let i = answers.length; i < n; i += 1) line({ t: "A", service: "", transaction: randomUUID(), receipt: null, score: null });
  }
  const waiting = await cluster.query(
    `SELECT a.code || '/' || s.code AS service, count(*)::integer AS n, sum(score)::integer AS sum
     FROM answer_delta d JOIN service s ON s.id = d.service_id JOIN agency a ON a.id = s.agency_id
     WHERE instrument_code = 'CES5_EASE' AND score IS NOT NULL GROUP BY 1`,
  );
  for (const row of waiting) line({ t: "W", ...row });
}
