import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Known } from "../support/example-arguments";
import { fine, givenAgency, givenPortal, givenService, type PortalFixture, type ServiceFixture } from "../support/fixtures";
import { knownNames } from "../support/known-names";
import { counted } from "../support/report-fixture";
import { OPERATOR, startTestApp, type TestApp } from "../support/test-app";
import { at, passage, transaction } from "../support/transaction-fixture";
import type { Call } from "./matrix-calls";

/**
 * What is asked about. `own`: A/1, of agency A. `sibling`: A/2, of the same agency. `other`: B/1, of agency B. `none`: there
 * is no such agency, nor anything of it. `nothing`: agency A has no such service.
 */
export type Target = "own" | "sibling" | "other" | "none" | "nothing";

/** Who asks. `portal` reports A/1, `portal-b` reports B/1; `owner` owns A/1 alone, `agency` all of agency A. */
export type Caller = "anonymous" | "revoked" | "expired" | "portal" | "portal-b" | "owner" | "agency" | "office" | "admin";

export interface World {
  readonly app: TestApp;
  readonly keys: Readonly<Record<Caller, string | undefined>>;
  readonly known: Readonly<Record<Target, Known>>;
  /** Codes that only an answer about something holds. */
  readonly marks: Readonly<Record<"own" | "sibling" | "other", readonly string[]>>;
  /** What was answered, as one text. */
  ask(caller: Caller, call: Pick<Call, "document" | "values">, target: Target, more?: Known): Promise<{ readonly status: number; readonly text: string }>;
}

const NOW = new Date("2026-03-10T08:00:00Z");

export async function openWorld(): Promise<World> {
  let now = NOW;
  const app = await startTestApp({ clock: () => now, costLimit: 1e12, poolSize: 5 });
  const [a, b] = [await givenAgency(app, { code: "MATRIX-A" }), await givenAgency(app, { code: "MATRIX-B" })];
  const steps = [{ code: "FILL", kind: "FILL_IN" }] as const;
  const services = {
    own: await givenService(app, { agency: a, code: "OWN-SERVICE", steps }),
    sibling: await givenService(app, { agency: a, code: "SIBLING-SERVICE", steps }),
    other: await givenService(app, { agency: b, code: "OTHER-SERVICE", steps }),
  };
  for (const [agency, code] of [[a, "OWN-UNTRANSLATED"], [b, "OTHER-UNTRANSLATED"]] as const) await givenService(app, { agency, code, names: { en: "Untranslated" } });
  fine(await app.house.catalogue.calendars.definePeriod(OPERATOR, { code: "RAMADAN", names: { en: "Ramadan" }, from: "2026-02-18", to: "2026-03-20" }));
  const portalA = await givenPortal(app, { agency: a, code: "PORTAL-A", services: [services.own] });
  const portals: Readonly<Record<keyof typeof services, PortalFixture>> = { own: portalA, sibling: await givenPortal(app, { agency: a, code: "PORTAL-S", services: [services.sibling] }), other: await givenPortal(app, { agency: b, code: "PORTAL-B", services: [services.other] }) };
  const many = (service: ServiceFixture) => Array.from({ length: 20 }, () => transaction(service, { outcome: "GRANTED", endedAt: at(30), passages: [passage("FILL", at(0), at(30))] }));
  await counted(app, { transactions: Object.values(services).flatMap(many) });
  await app.house.tallies.fold.fold({ kind: "system", job: "fold-tallies" });
  const changes: Partial<Record<string, string>> = {};
  for (const [target, service] of Object.entries(services)) changes[target] = fine(await app.house.improvement.register.record(OPERATOR, { service: service.name, step: null, day: "2026-02-01", what: "Fewer fields" })).id;
  const { keys } = app.house.security;
  const owner = { role: "owner", agencyId: a.id, serviceIds: [services.own.id] } as const;
  const revoked = await keys.create(OPERATOR, owner, "revoked");
  const expired = await keys.create(OPERATOR, owner, "expired", new Date(NOW.getTime() + 1));
  await keys.revoke(OPERATOR, revoked.keyId);
  now = new Date(NOW.getTime() + 2);
  await sleep(1);
  const named = (target: keyof typeof services): Known => ({
    ...knownNames({ service: services[target].name, agency: services[target].agencyCode, portal: portals[target].code }), ...ALWAYS,
    change: changes[target] ?? "", reference: `REFERENCE-${target}`, batchReference: `BATCH-${target}`,
  });
  const known = {
    own: named("own"), sibling: named("sibling"), other: named("other"),
    nothing: { ...knownNames({ service: "MATRIX-A/NOTHING", agency: a.code, portal: portalA.code }), ...ALWAYS, change: randomUUID(), reference: "REFERENCE-nothing", batchReference: "BATCH-nothing" },
    none: { ...knownNames({ service: "NOWHERE/NOTHING", agency: "NOWHERE", portal: "NOBODY" }), ...ALWAYS, change: randomUUID(), reference: "REFERENCE-none", batchReference: "BATCH-none" },
  };
  const keyOf: World["keys"] = {
    anonymous: undefined, revoked: revoked.key, expired: expired.key,
    portal: await app.key({ role: "portal", portalId: portalA.id }), "portal-b": await app.key({ role: "portal", portalId: portals.other.id }),
    owner: await app.key(owner), agency: await app.key({ ...owner, serviceIds: undefined }), office: await app.key({ role: "office" }), admin: await app.key({ role: "admin" }),
  };
  for (const { name } of Object.values(services)) {
    const { body } = await app.send(keyOf.admin, `mutation { publishSurvey(input: { service: "${name}", moment: AFTER_OUTCOME }) { __typename ... on Refusal { code message path } } }`);
    if (body.data?.publishSurvey.__typename === "Refusal") throw new Error(JSON.stringify(body));
  }
  const RECORD = `mutation ($items: [TransactionInput!]!) { recordTransactions(input: { items: $items }) { __typename } }`;
  await app.send(keyOf["portal-b"], RECORD, { items: [{ service: services.other.name, reference: "REFERENCE-other", channel: "WEB", startedAt: "2026-03-01T08:00:00Z" }] });
  return {
    app,
    keys: keyOf,
    known,
    marks: { own: ["OWN-SERVICE", "OWN-UNTRANSLATED", "PORTAL-A", "MATRIX-A"], sibling: ["SIBLING-SERVICE"], other: ["OTHER-SERVICE", "OTHER-UNTRANSLATED", "PORTAL-B", "MATRIX-B"] },
    ask: async (caller, call, target, more = {}) => {
      const answer = await app.send(keyOf[caller], call.document, call.values({ ...known[target], ...more }));
      return { status: answer.status, text: JSON.stringify(answer.body) };
    },
  };
}

/** Whole lists from their beginning; nothing that needs a further thing to be there. */
const ALWAYS: Known = { collector: "AGENCY", first: 100, after: null, before: null, last: null, comparison: null, comparisonStep: null };
