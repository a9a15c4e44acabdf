import type { Period } from "../../../shared/period";
import { differenceEstimate } from "../difference-estimate";
import type { Estimate } from "../estimate";
import { publishedEstimate } from "../published-estimate";
import type { ServiceName } from "../service-effort";
import type { Thresholds } from "../thresholds";
import type { BurdenLine } from "./burden-line";
import type { ServiceBurden } from "./service-burden";

/** What a service costs people now, beside what it cost them under an earlier version of its procedure. */
export interface SimplificationCard {
  readonly service: ServiceName;
  readonly period: Period;
  readonly thresholds: Thresholds;
  readonly version: number;
  /** Null: there is no earlier version to compare with. */
  readonly comparedWithVersion: number | null;
  readonly lines: readonly CardLine[];
}

/** One line of the card. */
export interface CardLine extends Omit<BurdenLine, "estimate"> {
  readonly now: Estimate;
  /** Null where no version is compared. */
  readonly before: Estimate | null;
  /** Now less before: below zero is simpler, but for promises kept. Difference between periods: what else changed with the version is in it. */
  readonly change: Estimate | null;
}

/** The lines of both versions side by side. Numbers of transactions are no burden and have no change. */
export function cardLines(now: ServiceBurden, before: ServiceBurden | undefined, thresholds: Thresholds): readonly CardLine[] {
  if (before === undefined) return now.lines.map(({ estimate, ...about }) => ({ ...about, now: estimate, before: null, change: null }));
  const earlier = new Map([...before.lines, ...missingFees(before, now)].map((line) => [keyOf(line), line.estimate]));
  return [...now.lines, ...missingFees(now, before)].map(({ estimate, ...about }) => {
    const was = earlier.get(keyOf(about)) ?? null;
    const change = was === null || about.figure === "TRANSACTIONS" ? null : differenceEstimate(estimate, was, thresholds);
    return { ...about, now: estimate, before: was, change };
  });
}

/** Fees in currencies that only the other version has: none here, unless nothing is published here at all. */
function missingFees(here: ServiceBurden, other: ServiceBurden): readonly BurdenLine[] {
  const steps = here.lines.find(({ figure }) => figure === "STEPS")?.estimate;
  if (steps?.value == null) return [];
  const own = new Set(here.lines.map(keyOf));
  const fees = other.lines.filter((line) => line.figure === "FEE" && !own.has(keyOf(line)));
  return fees.map((line) => ({ ...line, estimate: publishedEstimate("MINOR_UNITS", 0, steps.n ?? 0) }));
}

function keyOf({ figure, turn, currency }: Omit<BurdenLine, "estimate">): string {
  return `${figure} ${turn ?? ""} ${currency ?? ""}`;
}
