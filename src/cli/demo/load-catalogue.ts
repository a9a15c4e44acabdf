import { COUNTRY, nameOf, type Place, SERVICES, TIME_ZONE } from "./country";
import type { DemoAgency, DemoStep } from "./country/demo-agency";
import { ApiRefused, type GraphqlClient } from "./graphql-client";
import { dayOf, type NinetyDays, ninetyDaysFrom, startOf } from "./ninety-days";
import { PLANTED } from "./planted-truths";
import { OPEN, WORKING_WEEKDAYS } from "./working-hours";

/** A call of the catalogue: one mutation and, as its refusals, those that only say that an earlier run has done it. */
interface Call {
  readonly mutation: string;
  readonly arguments: string;
  readonly doneBefore?: readonly string[];
}

const CALLS = {
  createAgency: { mutation: "createAgency(input: $input)", arguments: "$input: CreateAgencyInput!", doneBefore: ["CODE_TAKEN"] },
  createTouchpoint: { mutation: "createTouchpoint(input: $input)", arguments: "$input: CreateTouchpointInput!", doneBefore: ["CODE_TAKEN"] },
  createService: { mutation: "createService(input: $input)", arguments: "$input: CreateServiceInput!", doneBefore: ["CODE_TAKEN"] },
  createPortal: { mutation: "createPortal(input: $input)", arguments: "$input: CreatePortalInput!", doneBefore: ["CODE_TAKEN"] },
  grantPortal: { mutation: "grantPortal(input: $input)", arguments: "$input: GrantPortalInput!", doneBefore: ["GRANT_OVERLAPS"] },
  declareSignals: { mutation: "declareSignals(input: $input)", arguments: "$input: DeclareSignalsInput!", doneBefore: ["SIGNAL_OVERLAPS"] },
  definePeriod: { mutation: "definePeriod(code: $code, names: $names, from: $from, to: $to)", arguments: "$code: String!, $names: Texts!, $from: Date!, $to: Date!" },
  setCalendar: { mutation: "setCalendar(agency: $agency, validFrom: $validFrom, hours: $hours)", arguments: "$agency: String!, $validFrom: Date!, $hours: [OpeningHoursInput!]!" },
  defineSegments: { mutation: "defineSegments(service: $service, segments: $segments)", arguments: "$service: String!, $segments: [SegmentInput!]!" },
  definePersonas: { mutation: "definePersonas(service: $service, personas: $personas)", arguments: "$service: String!, $personas: [PersonaInput!]!" },
  draftProcedure: { mutation: "draftProcedure(input: $input)", arguments: "$input: DraftProcedureInput!" },
  publishProcedure: { mutation: "publishProcedure(service: $service, version: $version, publishedAt: $publishedAt)", arguments: "$service: String!, $version: Int!, $publishedAt: DateTime!" },
} as const satisfies Record<string, Call>;

const VERSIONS = "query DemonstrationVersions($code: String!) { service(code: $code) { procedures { version standard state publishedAt } } }";

interface Versions {
  readonly service: { readonly procedures: readonly { readonly version: number; readonly standard: boolean; readonly state: string; readonly publishedAt: string | null }[] } | null;
}

/** The days an earlier run began to load; undefined where none has come as far as a procedure. What is sent later must be about the same days. */
export async function daysOfEarlierRun(admin: GraphqlClient): Promise<NinetyDays | undefined> {
  for (const place of SERVICES) {
    const [first] = await modelled(admin, place);
    if (first?.publishedAt != null) return ninetyDaysFrom(dayOf(Date.parse(first.publishedAt)));
  }
  return undefined;
}

/** Enters the imaginary country into the catalogue, through the same mutations as any other; what is there already stays. */
export async function loadCatalogue(admin: GraphqlClient, days: NinetyDays): Promise<void> {
  const names = { ar: "رمضان بتقويم العرض التجريبي", en: "Ramadan by the demonstration's calendar" };
  await call(admin, "definePeriod", { code: PLANTED.ramadan.period, names, ...days.ramadan });
  // A service may name an agency that comes later: first all of them.
  for (const agency of COUNTRY) await loadAgency(admin, agency, days);
  for (const place of SERVICES) await loadService(admin, place, days);
}

async function loadAgency(admin: GraphqlClient, { code, names, portal, touchpoints }: DemoAgency, days: NinetyDays): Promise<void> {
  await call(admin, "createAgency", { input: { code, names, timeZone: TIME_ZONE } });
  await call(admin, "createPortal", { input: { code: portal.code, names: portal.names, agency: code } });
  await call(admin, "setCalendar", { agency: code, validFrom: days.period.from, hours: openingHours() });
  for (const touchpoint of touchpoints) await call(admin, "createTouchpoint", { input: { agency: code, ...touchpoint } });
}

async function loadService(admin: GraphqlClient, place: Place, days: NinetyDays): Promise<void> {
  const { agency, service } = place;
  const name = nameOf(place);
  const from = days.period.from;
  await call(admin, "createService", { input: { agency: agency.code, code: service.code, names: service.names } });
  await call(admin, "defineSegments", { service: name, segments: service.segments });
  await call(admin, "definePersonas", { service: name, personas: service.personas ?? [] });
  await loadProcedures(admin, place, days);
  await call(admin, "grantPortal", { input: { portal: agency.portal.code, service: name, from } });
  const { signals } = agency.portal;
  if (signals.length > 0) await call(admin, "declareSignals", { input: { portal: agency.portal.code, service: name, signals, from } });
}

/** One version for the ninety days, and a second where a step was improved half-way. */
async function loadProcedures(admin: GraphqlClient, place: Place, days: NinetyDays): Promise<void> {
  const improved = place.service.code === PLANTED.improvedStep.service;
  const starts = improved ? [days.period.from, days.improvedFrom] : [days.period.from];
  const published = (await modelled(admin, place)).filter(({ state }) => state !== "DRAFT").length;
  for (const [i, start] of starts.entries()) {
    if (i < published) continue;
    await call(admin, "draftProcedure", { input: { service: nameOf(place), ...procedureOf(place, i > 0) } });
    const draft = (await modelled(admin, place)).find(({ state }) => state === "DRAFT");
    await call(admin, "publishProcedure", { service: nameOf(place), version: draft?.version, publishedAt: new Date(startOf(start)).toISOString() });
  }
}

async function modelled(admin: GraphqlClient, place: Place): Promise<NonNullable<Versions["service"]>["procedures"]> {
  const { service } = await admin.send<Versions>(VERSIONS, { code: nameOf(place) });
  return (service?.procedures ?? []).filter(({ standard }) => !standard);
}

function procedureOf({ service }: Place, improved: boolean): object {
  return { stages: service.stages, steps: service.steps.map((step) => stepOf(step, improved && step.code === PLANTED.improvedStep.step)) };
}

function stepOf(step: DemoStep, improved: boolean): object {
  return {
    code: step.code,
    stage: step.stage,
    names: step.names,
    kind: step.kind,
    ...(step.askAs === undefined ? {} : { askAs: step.askAs }),
    automation: improved ? "AUTOMATED" : step.automation,
    ...(step.party === undefined ? {} : { responsibleParty: step.party }),
    ...(step.heldBy === undefined ? {} : { responsibleAgency: step.heldBy }),
    inPerson: step.inPerson ?? false,
    documents: step.documents ?? [],
    ...(step.fee === undefined ? {} : { fee: { amount: step.fee, currency: "OMR" } }),
    ...(step.publishedSeconds === undefined ? {} : { expectedTime: { seconds: step.publishedSeconds, source: "PUBLISHED" } }),
  };
}

/** By their ISO numbers, less one. */
const WEEKDAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

function openingHours(): readonly object[] {
  const time = (hours: number): string => `${String(Math.floor(hours)).padStart(2, "0")}:${hours % 1 === 0 ? "00" : "30"}`;
  return ([[OPEN.ordinary, null], [OPEN.ramadan, PLANTED.ramadan.period]] as const).flatMap(([{ opens, closes }, period]) =>
    WORKING_WEEKDAYS.map((weekday) => ({ weekday: WEEKDAYS[weekday - 1], opens: time(opens), closes: time(closes), ...(period === null ? {} : { period }) })),
  );
}

/** @throws ApiRefused for refusals other than that it was done before */
async function call(admin: GraphqlClient, name: keyof typeof CALLS, variables: object): Promise<void> {
  const { mutation, arguments: parameters, doneBefore = [] }: Call = CALLS[name];
  const document = `mutation Demonstration(${parameters}) { done: ${mutation} { ... on Refusal { code message } } }`;
  const { done } = await admin.send<{ readonly done: { readonly code?: string; readonly message?: string } }>(document, variables);
  if (done.code !== undefined && !doneBefore.includes(done.code)) throw new ApiRefused(done.code, `${name}: ${done.message ?? ""}`);
}
