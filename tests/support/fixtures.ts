import { randomBytes } from "node:crypto";
import type { House } from "../../src/app";
import { ABANDON_AFTER_DAYS, OVER_TIME_TOLERANCE, type ProcedureOutline } from "../../src/catalogue/domain/procedure-outline";
import type { Signal } from "../../src/catalogue/domain/signal";
import { AFTER_APPLYING, BEFORE_APPLYING } from "../../src/catalogue/domain/standing-stages";
import type { StepKind } from "../../src/catalogue/domain/step-kind";
import { defaultAskAs, defaultAutomation, defaultParty, defaultSeenBy } from "../../src/catalogue/domain/step-kind-defaults";
import type { WrittenProcedure, WrittenStep } from "../../src/catalogue/domain/written-procedure";
import { Refusal } from "../../src/shared/refusal";
import { OPERATOR } from "./test-app";

/** Whatever holds a house: a test app, or `{ house }` made without doors. */
interface WithHouse {
  readonly house: House;
}

/** Since when fixtures hold: before anything a test sends. */
export const LONG_AGO = "2000-01-01";

export interface AgencyFixture {
  readonly id: string;
  readonly code: string;
}

/** An agency; its code is made up where none is given. */
export async function givenAgency({ house }: WithHouse, agency: { code?: string; timeZone?: string } = {}): Promise<AgencyFixture> {
  const code = agency.code ?? unusedCode("AG");
  const { id } = fine(await house.catalogue.createAgency.create(OPERATOR, { ...agency, code, names: { ar: `جهة ${code}`, en: `Agency ${code}` } }));
  return { id, code };
}

/** A step of a procedure in tests: a code and a kind, the rest as the kind suggests. */
export interface StepFixture extends Partial<Omit<WrittenStep, "code" | "kind">> {
  readonly code: string;
  readonly kind: StepKind;
}

export interface ServiceFixture {
  readonly id: string;
  readonly code: string;
  readonly agencyId: string;
  readonly agencyCode: string;
  /** `AGENCY/CODE`. */
  readonly name: string;
  /** The version in force. */
  readonly procedureId: string;
  readonly version: number;
}

/**
 * A service, of a new agency where none is given. Without steps it is on its standard procedure; with
 * steps a second version has been in force since `since`.
 */
export async function givenService(
  app: WithHouse,
  service: { code?: string; agency?: AgencyFixture; names?: Readonly<Record<string, string>>; steps?: readonly StepFixture[]; since?: string } & Partial<Pick<ProcedureOutline, "abandonAfterDays" | "overTimeTolerance">> = {},
): Promise<ServiceFixture> {
  const { house } = app;
  const agency = service.agency ?? (await givenAgency(app));
  const code = service.code ?? unusedCode("SV");
  const names = service.names ?? { ar: `خدمة ${code}`, en: `Service ${code}` };
  const { id } = fine(await house.catalogue.createService.create(OPERATOR, { agency: agency.code, code, names }));
  const [standard] = await house.dataSource.query<{ id: string }[]>("SELECT id FROM procedure WHERE service_id = $1", [id]);
  const made = { id, code, agencyId: agency.id, agencyCode: agency.code, name: `${agency.code}/${code}`, procedureId: standard?.id ?? "", version: 1 };
  return service.steps === undefined ? made : { ...made, ...(await givenProcedure(app, made, { ...service, steps: service.steps })) };
}

/** A further version in the place of the one in force, since a day (by default long ago). */
export async function givenProcedure(
  { house }: WithHouse,
  service: Pick<ServiceFixture, "name">,
  procedure: { steps: readonly StepFixture[]; since?: string } & Partial<Pick<ProcedureOutline, "abandonAfterDays" | "overTimeTolerance">>,
): Promise<{ procedureId: string; version: number }> {
  const { draftProcedure, publishProcedure } = house.catalogue;
  const { version } = fine(await draftProcedure.draft(OPERATOR, { service: service.name, version: null, procedure: written(procedure) }));
  const published = fine(await publishProcedure.publish(OPERATOR, service.name, version, new Date(`${procedure.since ?? LONG_AGO}T00:00:00+04:00`)));
  return { procedureId: published.id, version };
}

function written(procedure: { steps: readonly StepFixture[]; abandonAfterDays?: number; overTimeTolerance?: number }): WrittenProcedure {
  const own = [...new Set(procedure.steps.map((step) => step.stageCode ?? "MAIN"))].filter((code) => code !== BEFORE_APPLYING.code && code !== AFTER_APPLYING.code);
  return {
    abandonAfterDays: procedure.abandonAfterDays ?? ABANDON_AFTER_DAYS,
    overTimeTolerance: procedure.overTimeTolerance ?? OVER_TIME_TOLERANCE,
    stages: own.map((code) => ({ code, names: { ar: `مرحلة ${code}`, en: `Stage ${code}` } })),
    steps: procedure.steps.map((step) => ({
      stageCode: "MAIN",
      names: { ar: `خطوة ${step.code}`, en: `Step ${step.code}` },
      seenBy: defaultSeenBy(step.kind),
      askAs: defaultAskAs(step.kind),
      automation: defaultAutomation(step.kind),
      responsibleAgency: null,
      responsibleParty: defaultParty(step.kind),
      documents: [],
      inPerson: step.kind === "VISIT",
      fee: null,
      optional: false,
      expectedTime: null,
      ...step,
    })),
  };
}

export interface PortalFixture {
  readonly id: string;
  readonly code: string;
}

/** A portal with grants for services and, for each of them, declared signals; both since `since`. */
export async function givenPortal(
  app: WithHouse,
  portal: { code?: string; agency?: AgencyFixture; services?: readonly Pick<ServiceFixture, "name">[]; signals?: readonly Signal[]; since?: string } = {},
): Promise<PortalFixture> {
  const { catalogue } = app.house;
  const agency = portal.agency ?? (await givenAgency(app));
  const code = portal.code ?? unusedCode("PT");
  const from = portal.since ?? LONG_AGO;
  const { id } = fine(await catalogue.createPortal.create(OPERATOR, { code, agency: agency.code, names: { ar: `بوابة ${code}`, en: `Portal ${code}` } }));
  for (const { name: service } of portal.services ?? []) {
    fine(await catalogue.grantPortal.grant(OPERATOR, { portal: code, service, from }));
    if ((portal.signals ?? []).length > 0) fine(await catalogue.declareSignals.declare(OPERATOR, { portal: code, service, signals: portal.signals ?? [], from }));
  }
  return { id, code };
}

/** What a use case answered, where it was no refusal. */
export function fine<T>(result: T | Refusal): T {
  if (result instanceof Refusal) throw new Error(`${result.code} at ${result.path.join(".")}: ${result.message}`);
  return result;
}

/** A code nobody else uses. */
export function unusedCode(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString("hex")}`;
}
