import type { House } from "../src/app";
import type { ServiceFacts } from "../src/catalogue/domain/service-facts";
import { fine, OPERATOR } from "./bench-database";

/** A service on the standard procedure, and the key of a portal that may report about it and measures everything. */
export interface MeasuredService {
  readonly key: string;
  /** `AGENCY/CODE`. */
  readonly name: string;
  readonly facts: ServiceFacts;
}

/** @param surveyed whether everybody is asked, after the outcome, what the national survey asks */
export async function createMeasuredService({ catalogue, security, surveys, units }: House, surveyed = false): Promise<MeasuredService> {
  const names = { ar: "قياس", en: "Measuring" };
  fine(await catalogue.createAgency.create(OPERATOR, { code: "BENCH", names }));
  const { id } = fine(await catalogue.createService.create(OPERATOR, { agency: "BENCH", code: "SERVICE", names }));
  const portal = fine(await catalogue.createPortal.create(OPERATOR, { code: "PORTAL", agency: "BENCH", names }));
  const scope = { portal: "PORTAL", service: "BENCH/SERVICE", from: "2000-01-01" };
  fine(await catalogue.grantPortal.grant(OPERATOR, scope));
  fine(await catalogue.declareSignals.declare(OPERATOR, { ...scope, signals: ["ERROR", "RETRY", "HELP", "CHANNEL_SWITCH"] }));
  if (surveyed) fine(await surveys.defineSurvey.publish(OPERATOR, { scope: "SERVICE", agency: null, service: "BENCH/SERVICE", moment: "AFTER_OUTCOME", version: null }));
  // Beyond the usual quota of a month the asking stops, and a round of the bench is a month.
  if (surveyed) fine(await surveys.setSurveyQuota.set(OPERATOR, "BENCH/SERVICE", 1_000_000));
  const facts = (await units.read((unit) => catalogue.lookup.services(unit, [id]))).get(id);
  if (facts === undefined) throw new Error("a new service is in the catalogue");
  const { key } = await security.keys.create(OPERATOR, { role: "portal", portalId: portal.id }, "bench");
  return { key, name: "BENCH/SERVICE", facts };
}
