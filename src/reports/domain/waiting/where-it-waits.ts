import { UNMAPPED } from "../../../catalogue/domain/unmapped-step";
import { Turn } from "../../../catalogue/domain/turn";
import type { Period } from "../../../shared/period";
import { absentEstimate } from "../absent-estimate";
import { type BurdenCounts, promisesKept } from "../burden/service-burden";
import { countEstimate, totalOf } from "../count-estimate";
import type { Estimate } from "../estimate";
import { perEach } from "../ratio-estimate";
import type { ServiceName } from "../service-effort";
import { shareEstimate } from "../share-estimate";
import type { Thresholds } from "../thresholds";
import { daysOf, type Held } from "./held";
import type { WaitingStep } from "./waiting-step";

/** Where transactions wait: whose turn it is, for how many days, and whether promises are kept. */
export interface WhereItWaits {
  readonly period: Period;
  readonly thresholds: Thresholds;
  readonly transactions: Estimate;
  /** One for each who can have the turn. */
  readonly holders: readonly HolderDays[];
  readonly promises: { readonly promised: Estimate; readonly kept: Estimate };
  readonly returned: ReturnedForCompletion;
  /** Where most days went, whoever had the turn: the most first. */
  readonly steps: readonly WaitingStep[];
  /** Services with transactions in flight, that with the oldest first; whatever day they started. */
  readonly oldestOpen: readonly OpenService[];
}

/** Days in which a holder had the turn. For the beneficiary: until they began with a step; what they do in it is work. */
export interface HolderDays {
  readonly holder: Turn;
  readonly clock: Days;
  /** In working days of the service's agency; null where nobody's calendar was known. */
  readonly working: Days;
}

export interface Days {
  readonly total: Estimate;
  /** Of all transactions, also of those that never came to this holder. */
  readonly perTransaction: Estimate;
}

/** How often transactions came back to the beneficiary to be completed. */
export interface ReturnedForCompletion {
  /** Transaction-steps: one that came back to two steps counts twice. */
  readonly times: Estimate;
  readonly perTransaction: Estimate;
  /** Why they were sent back. */
  readonly reasons: Estimate;
  /** The steps that most came back to, the most first. */
  readonly steps: readonly ReturnedStep[];
}

export interface ReturnedStep {
  readonly service: ServiceName;
  readonly step: string;
  readonly times: Estimate;
  /** Of the transactions that reached it. */
  readonly share: Estimate;
}

export interface OpenService {
  readonly service: ServiceName;
  readonly open: Estimate;
  /** Day on which the oldest started; of those of more than thirteen months ago, the first of the month. */
  readonly oldest: string;
  readonly over30Days: Estimate;
  readonly over90Days: Estimate;
}

/** What the report is made of. */
export interface WaitingCounts {
  readonly transactions: BurdenCounts["transactions"];
  readonly held: readonly Held[];
  readonly returns: readonly { readonly serviceId: string; readonly stepCode: string; readonly x: number; readonly n: number }[];
  readonly open: readonly { readonly serviceId: string; readonly n: number; readonly oldest: string; readonly over30Days: number; readonly over90Days: number }[];
}

/** Names of services, and how long an ordinary working day of their agency is; null: its calendar is not known. */
export interface WaitingServices {
  name(serviceId: string): ServiceName | undefined;
  workingDayMs(serviceId: string): number | null;
}

/** The report without its steps, which are read only for those that are shown. */
export function whereItWaits(counts: WaitingCounts, services: WaitingServices, period: Period, first: number, steps: readonly WaitingStep[], thresholds: Thresholds): WhereItWaits {
  const n = counts.transactions.reduce((sum, row) => sum + row.n, 0);
  const promised = counts.transactions.reduce((sum, { withPromise }) => sum + withPromise, 0);
  return {
    period,
    thresholds,
    transactions: countEstimate(n),
    holders: Object.values(Turn).map((holder) => holderDays(holder, counts.held.filter(({ turn }) => turn === holder), services, n, thresholds)),
    promises: { promised: promised === 0 && n > 0 ? absentEstimate("COUNT", "COUNT", "NOT_MEASURED") : countEstimate(promised), kept: promisesKept(counts.transactions, thresholds) },
    returned: returnedOf(counts, services, n, first, thresholds),
    steps,
    oldestOpen: oldestOpen(counts, services, first),
  };
}

function holderDays(holder: Turn, rows: readonly Held[], services: WaitingServices, n: number, thresholds: Thresholds): HolderDays {
  const days = rows.map((row) => daysOf(row, services.workingDayMs(row.serviceId)));
  const sum = (pick: (one: (typeof days)[number]) => number): number => days.reduce((total, one) => total + pick(one), 0);
  const told = (unit: "DAYS" | "WORKING_DAYS", total: number, of: number): Days => {
    const missing = n === 0 ? "NO_DATA" : "NOT_MEASURED";
    // Nobody of this kind had the turn: no days. Somebody had, but by an unknown calendar: not measured.
    if (n === 0 || (of === 0 && unit === "WORKING_DAYS" && sum(({ clockN }) => clockN) > 0)) return { total: absentEstimate(unit, "SUM", missing), perTransaction: absentEstimate(unit, "RATIO", missing) };
    return { total: totalOf(unit, total, of), perTransaction: perEach(unit, total, n, thresholds) };
  };
  return {
    holder,
    clock: told("DAYS", sum(({ clock }) => clock), sum(({ clockN }) => clockN)),
    working: told("WORKING_DAYS", sum(({ working }) => working), sum(({ workingN }) => workingN)),
  };
}

/** No portal says why a transaction was sent back, so its reasons are not measured, which is not none. */
function returnedOf({ returns }: WaitingCounts, services: WaitingServices, n: number, first: number, thresholds: Thresholds): ReturnedForCompletion {
  const times = returns.reduce((sum, { x }) => sum + x, 0);
  const worst = returns.filter(({ x, stepCode }) => x > 0 && stepCode !== UNMAPPED).sort((a, b) => b.x - a.x || (keyOf(a) < keyOf(b) ? -1 : 1));
  return {
    times: n === 0 ? absentEstimate("COUNT", "COUNT", "NO_DATA") : countEstimate(times),
    perTransaction: perEach("RATIO", times, n, thresholds),
    reasons: absentEstimate("COUNT", "COUNT", "NOT_MEASURED"),
    steps: worst.slice(0, first).flatMap(({ serviceId, stepCode, x, n: reached }) => {
      const service = services.name(serviceId);
      return service === undefined ? [] : { service, step: stepCode, times: countEstimate(x), share: shareEstimate(x, reached, "LOG", thresholds) };
    }),
  };
}

function oldestOpen({ open }: WaitingCounts, services: WaitingServices, first: number): readonly OpenService[] {
  const oldest = [...open].filter(({ n }) => n > 0).sort((a, b) => (a.oldest < b.oldest ? -1 : a.oldest > b.oldest ? 1 : b.n - a.n));
  return oldest.slice(0, first).flatMap((row) => {
    const service = services.name(row.serviceId);
    return service === undefined ? [] : { service, open: countEstimate(row.n), oldest: row.oldest, over30Days: countEstimate(row.over30Days), over90Days: countEstimate(row.over90Days) };
  });
}

function keyOf({ serviceId, stepCode }: { readonly serviceId: string; readonly stepCode: string }): string {
  return `${serviceId} ${stepCode}`;
}
