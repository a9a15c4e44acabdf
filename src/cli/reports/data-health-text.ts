import type { DataHealth, LinkHealth, PortalHealth, ServiceHealth } from "../../reports/domain/data-health/data-health";
import type { Fresh } from "../../shared/freshness";
import { estimateCells, freshnessText, fullName, inWords, KEY, table } from "../report-text";

/** Data health for people at a terminal. */
export function healthText(health: Fresh<DataHealth>): string {
  const head = `${health.period.from} up to ${health.period.to} · links handed over ${health.moment}\n${freshnessText(health.freshness)}`;
  if (health.services.length === 0) return `${head}\n\nNo services.`;
  const portals = health.portals.length === 0 ? "No portal may report any of them." : ["Portals", ...table(health.portals.map(portalCells))].join("\n");
  return [head, portals, ...health.services.map(serviceText), KEY].join("\n\n");
}

function portalCells({ code, names, services, sharedServices, lastEvent, silentDays }: PortalHealth): string[] {
  const shared = sharedServices === 0 ? "" : `, ${String(sharedServices)} of them with another portal`;
  return [code, inWords(names), `services ${String(services)}${shared}`, silence(lastEvent, silentDays)];
}

function silence(lastEvent: string | null, silentDays: number | null): string {
  return lastEvent === null ? "nothing in the period" : `last event ${lastEvent}, days since ${String(silentDays)}`;
}

function serviceText(row: ServiceHealth): string {
  const signals = row.undeclaredSignals.length === 0 ? "none" : row.undeclaredSignals.join(", ");
  return [
    `${fullName(row.service)} · ${silence(row.lastEvent, row.silentDays)}`,
    ...table([
      ["recorded", ...estimateCells(row.recorded)],
      ["declared by registers", ...estimateCells(row.declared)],
      ["recorded ÷ declared", ...estimateCells(row.coverage)],
      ["passages through unmapped steps", ...estimateCells(row.unmapped)],
      ["signals nobody declared", signals],
      ...linkRows("", row.links),
      ...row.linksByOutcome.flatMap((links) => linkRows(`${links.outcome}: `, links)),
      ["answered on the agency's form", ...estimateCells(row.ownForm)],
    ]),
  ].join("\n");
}

function linkRows(name: string, links: LinkHealth): string[][] {
  return (["invited", "delivered", "opened", "answered"] as const).map((figure) => [`${name}${figure}`, ...estimateCells(links[figure])]);
}
