import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { Snapshots } from "../database/snapshots";
import { sideBySide, type UnitOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { Clock } from "../shared/clock";
import type { Fresh } from "../shared/freshness";
import { isDay, localDay } from "../shared/local-day";
import type { Period } from "../shared/period";
import { Refusal } from "../shared/refusal";
import type { FlaggedAnswers } from "../tallies/domain/flagged-answers";
import type { TalliesLookup } from "../tallies/tallies.lookup";
import { shareDifference } from "./domain/difference-estimate";
import { groupedBy } from "./domain/grouped-by";
import { checkKept } from "./domain/kept-period";
import { readingOf } from "./domain/measure";
import { checkEffortFilter, type ReportFilter } from "./domain/report-filter";
import { serviceName } from "./domain/service-effort";
import type { Thresholds } from "./domain/thresholds";
import { differenceOf } from "./domain/trends/line-change";
import { type MixShift, mixShifts } from "./domain/trends/mix-shift";
import { periodBefore } from "./domain/trends/period-before";
import { type Candidate, changedBeyondChance, FALSE_DISCOVERY_RATE, MOST_LINES, type WhatChanged } from "./domain/trends/what-changed";
import type { ReportScope } from "./report-scope";

const DAY_MS = 86_400_000;
/** A year and the year before it. */
const LONGEST_DAYS = 366;
/** Of the calendar that PostgreSQL and JavaScript share. */
const FIRST_DAY = "0001-01-01";
const NOBODY = { before: { invited: 0, answered: 0 }, after: { invited: 0, answered: 0 } };
/** What the log says of steps: errors of those whose portal measures them, returns of all. */
const LOGGED = { withError: ["withError"], errorKnown: ["errorKnown"], returned: ["returnedForCompletion"], reached: ["reached"] } as const;
const MEASURES: readonly string[] = ["CES", "CSAT", "STEP_EASE"];
const UNAVAILABLE = ["channels", "segments", "stepKinds", "automation", "moments"] as const;

/** What changed beyond chance since the period before. Reads counts and released answers only. */
export class WhatChangedService {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly scope: ReportScope,
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly access: Access,
    private readonly thresholds: Thresholds,
    private readonly clock: Clock,
  ) {}

  /**
   * The period of the filter against as many days before it, or months where it is whole months. Refusals: those of `checkEffortFilter`,
   * `PERIOD_TOO_FINE`, `PERIOD_TOO_LONG`, `FILTER_NOT_AVAILABLE` for anything but agencies, services and flagged, `NOT_FOUND`, `AMBIGUOUS_SERVICE`; with the path inside the filter.
   * @throws AccessDenied
   */
  async read(actor: Actor, filter: ReportFilter): Promise<Fresh<WhatChanged> | Refusal> {
    this.access.require(actor, "reports.read");
    const checked = checkEffortFilter(filter);
    if (checked instanceof Refusal) return checked.under("filter");
    const other = UNAVAILABLE.find((name) => (filter[name] ?? null) !== null);
    if (other !== undefined) return new Refusal("FILTER_NOT_AVAILABLE", `What changed cannot be narrowed down by ${other}.`, ["filter", other]);
    const after = checked.period;
    const days = Math.round((Date.parse(after.to) - Date.parse(after.from)) / DAY_MS);
    const before = periodBefore(after);
    if (days > LONGEST_DAYS || !isDay(before.from) || before.from < FIRST_DAY) {
      return new Refusal("PERIOD_TOO_LONG", `A period is compared with as many days before it: at most ${String(LONGEST_DAYS)}, all of them in the calendar.`, ["filter", "period"]);
    }
    const wrong = checkKept(after, localDay(this.clock(), "UTC")) ?? checkKept(before, localDay(this.clock(), "UTC"));
    if (wrong !== undefined) return wrong.under("filter");
    return this.snapshots.read(async (unit, freshness) => {
      const serviceIds = await this.scope.services(unit, actor, checked);
      if (serviceIds instanceof Refusal) return serviceIds.under("filter");
      const { looked, found } = changedBeyondChance(serviceIds.length === 0 ? [] : await this.candidates(unit, serviceIds, before, after, checked.flagged), this.thresholds);
      const told = found.slice(0, MOST_LINES);
      const services = told.length === 0 ? undefined : await this.catalogue.services(unit, [...new Set(told.map(({ serviceId }) => serviceId))]);
      const lines = told.flatMap(({ serviceId, goodIs: _, ...line }) => {
        const own = services?.get(serviceId);
        // The newest version of the procedure that has the step says what it is called.
        const stepNames = own?.procedures.flatMap(({ steps }) => steps).findLast(({ code }) => code === line.step)?.names ?? null;
        return own === undefined ? [] : [{ ...line, service: serviceName(own), stepNames }];
      });
      const namedPeriods = (await this.catalogue.namedPeriods(unit, { from: before.from, to: after.to })).map(({ code, names: words, from, to }) => ({ code, names: words, from, to }));
      return { freshness, before, after, flagged: checked.flagged, looked, found: found.length, falseDiscoveryRate: FALSE_DISCOVERY_RATE, namedPeriods, thresholds: this.thresholds, lines };
    });
  }

  private async candidates(unit: UnitOfWork, serviceIds: readonly string[], before: Period, after: Period, flagged: FlaggedAnswers): Promise<readonly Candidate[]> {
    // Asked at once: PostgreSQL counts the next while what it counted before is read.
    const [channels, then, now, past, present] = await sideBySide(
      this.tallies.channelMix(unit, { serviceIds, period: { from: before.from, to: after.to } }, after.from),
      this.tallies.answers(unit, { serviceIds, period: before, flagged }),
      this.tallies.answers(unit, { serviceIds, period: after, flagged }),
      this.tallies.stepSums(unit, { serviceIds, period: before }, LOGGED),
      this.tallies.stepSums(unit, { serviceIds, period: after }, LOGGED),
    );
    const mix = groupedBy(channels, ({ serviceId }) => serviceId);
    const shifts = new Map<string, readonly MixShift[]>();
    const shiftsOf = (serviceId: string): readonly MixShift[] => {
      const known = shifts.get(serviceId) ?? mixShifts(mix.get(serviceId) ?? [], NOBODY);
      shifts.set(serviceId, known);
      return known;
    };
    const key = (row: { serviceId: string; instrumentCode: string; instrumentVersion: number; mode: string; stepCode: string | null; moment: string; collector: string }): string =>
      [row.serviceId, row.instrumentCode, row.instrumentVersion, row.mode, row.stepCode ?? "", row.moment, row.collector].join(" ");
    const earlier = new Map(then.map((row) => [key(row), row.counts]));
    const answers = now.flatMap((row): Candidate[] => {
      const [reading, counts] = [readingOf(row.instrumentCode), earlier.get(key(row))];
      if (reading === undefined || counts === undefined || !MEASURES.includes(reading.measure) || row.moment !== "AFTER_OUTCOME" || row.collector !== "YUSR") return [];
      const share = reading.measure === "CSAT";
      const about = { serviceId: row.serviceId, step: row.stepCode, measure: reading.measure as Candidate["measure"], instrument: row.instrumentCode, version: row.instrumentVersion, mode: row.mode };
      return [{ ...about, difference: differenceOf(share ? "SHARE" : "MEAN", reading, row.counts, counts, this.thresholds), goodIs: !share && reading.direction === "LOW_IS_EASY" ? -1 : 1, shifts: shiftsOf(row.serviceId) }];
    });
    const earlierSums = new Map(past.map((row) => [`${row.serviceId} ${row.stepCode}`, row]));
    const log = (measure: Candidate["measure"], x: keyof typeof LOGGED, n: keyof typeof LOGGED): readonly Candidate[] =>
      present.flatMap((own): Candidate[] => {
        const { serviceId, stepCode } = own;
        const earlier = earlierSums.get(`${serviceId} ${stepCode}`);
        // Most steps of a country have too little on one side to be looked at: no interval is worked out for them.
        if (earlier === undefined || Math.min(own[n], earlier[n]) < this.thresholds.moderateFrom) return [];
        const difference = shareDifference({ x: own[x], n: own[n] }, { x: earlier[x], n: earlier[n] }, "LOG", this.thresholds);
        return [{ serviceId, step: stepCode, measure, instrument: null, version: null, mode: null, difference, goodIs: -1, shifts: shiftsOf(serviceId) }];
      });
    return [...answers, ...log("ERRORS", "withError", "errorKnown"), ...log("RETURNED", "returned", "reached")];
  }
}
