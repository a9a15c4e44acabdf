import { Signal } from "../../../catalogue/domain/signal";
import type { ServiceFacts } from "../../../catalogue/domain/service-facts";
import { UNMAPPED } from "../../../catalogue/domain/unmapped-step";
import { addDays } from "../../../shared/local-day";
import type { Period } from "../../../shared/period";
import { Outcome } from "../../../transactions/domain/outcome";
import { absentEstimate } from "../absent-estimate";
import { countEstimate, expectedCount } from "../count-estimate";
import { coverageEstimate, declaredIn, type DeclaredYear } from "../coverage-estimate";
import { serviceName } from "../service-effort";
import { shareEstimate } from "../share-estimate";
import type { Thresholds } from "../thresholds";
import { answeredEstimate, hasPartialMonths, type LinkCount, openedEstimate, ownFormEstimate, type ToldLinks, toldLinks } from "../told-links";
import type { LinkHealth, PortalHealth, ServiceHealth } from "./data-health";

/** Everything known of one service's reporting. */
export interface ReportingFacts {
  readonly lastEvent: string | null;
  readonly portals: readonly string[];
  readonly signals: readonly Signal[];
  readonly declared: readonly DeclaredYear[];
  readonly transactions: readonly { readonly n: number }[];
  readonly steps: readonly { readonly stepCode: string; readonly x: number }[];
  /** By outcome. */
  readonly links: readonly LinkCount[];
}

/** The last day that the report can know anything of. */
export interface LastDay {
  readonly period: Period;
  readonly today: string;
}

/** What one service reports, and what it does not. */
export function serviceHealth(service: ServiceFacts, facts: ReportingFacts, when: LastDay, thresholds: Thresholds): ServiceHealth {
  const recorded = facts.transactions.reduce((sum, { n }) => sum + n, 0);
  const passages = facts.steps.reduce((sum, { x }) => sum + x, 0);
  const unmapped = facts.steps.reduce((sum, { stepCode, x }) => sum + (stepCode === UNMAPPED ? x : 0), 0);
  const declared = declaredIn(when.period, facts.declared);
  const partial = hasPartialMonths(when.period);
  const told = toldLinks(facts.links, thresholds);
  const health = (links: ToldLinks): LinkHealth => linkHealth(links, told, partial, thresholds);
  return {
    service: serviceName(service),
    lastEvent: facts.lastEvent,
    silentDays: silentDays(facts.lastEvent, when),
    portals: new Set(facts.portals).size,
    recorded: countEstimate(recorded),
    declared: expectedCount(declared),
    coverage: coverageEstimate(recorded, declared),
    passages: countEstimate(passages),
    unmapped: shareEstimate(unmapped, passages, "LOG", thresholds),
    undeclaredSignals: Object.values(Signal).filter((signal) => !facts.signals.includes(signal)),
    links: health(told),
    linksByOutcome: Object.values(Outcome).flatMap((outcome) => {
      const links = told.by.get(outcome);
      return links === undefined ? [] : [{ outcome, ...health(links) }];
    }),
    ownForm: ownFormEstimate(facts.links, partial, thresholds),
  };
}

/** Where nothing of the service was ever reported as delivered, nobody looked: that is not none. */
function linkHealth(links: ToldLinks, all: ToldLinks, partial: boolean, thresholds: Thresholds): LinkHealth {
  const delivered = links.invited > 0 && all.delivered === 0 ? absentEstimate("SHARE", "WILSON", "NOT_MEASURED") : shareEstimate(links.delivered, links.invited, "LOG", thresholds, { ifNone: "NOT_ASKED" });
  return { invited: countEstimate(links.invited), delivered, opened: openedEstimate(links, all, partial, thresholds), answered: answeredEstimate(links, partial, thresholds) };
}

/** Portals in the order of their codes, with when anything happened last in what they may report. */
export function portalHealth(
  grants: readonly { readonly code: string; readonly names: PortalHealth["names"]; readonly serviceId: string }[],
  lastEvents: ReadonlyMap<string, string>,
  when: LastDay,
): readonly PortalHealth[] {
  const reporters = new Map<string, number>();
  for (const { serviceId } of grants) reporters.set(serviceId, (reporters.get(serviceId) ?? 0) + 1);
  const portals = new Map<string, { names: PortalHealth["names"]; services: string[] }>();
  for (const { code, names, serviceId } of grants) portals.set(code, { names, services: [...(portals.get(code)?.services ?? []), serviceId] });
  return [...portals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, { names, services }]) => {
    const lastEvent = services.reduce<string | null>((latest, id) => later(latest, lastEvents.get(id) ?? null), null);
    return { code, names, services: services.length, sharedServices: services.filter((id) => (reporters.get(id) ?? 0) > 1).length, lastEvent, silentDays: silentDays(lastEvent, when) };
  });
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** From the last event to the last day of the period, or to today where it is still running. */
function silentDays(lastEvent: string | null, { period, today }: LastDay): number | null {
  if (lastEvent === null) return null;
  const end = addDays(period.to, -1);
  const until = end < today ? end : today;
  return Math.max(0, (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${lastEvent}T00:00:00Z`)) / 86_400_000);
}
