import type { CatalogueLookup } from "../catalogue/catalogue.lookup";
import type { UnitOfWork } from "../database/unit-of-work";
import type { Period } from "../shared/period";
import type { FlaggedAnswers } from "../tallies/domain/flagged-answers";
import type { ChannelMixCount, LinkMonthCount, TalliesLookup } from "../tallies/tallies.lookup";
import { groupedBy } from "./domain/grouped-by";
import { type Interval, isWhole } from "./domain/interval";
import type { ChannelCounts, LineComparison } from "./domain/satisfaction-series";
import type { Thresholds } from "./domain/thresholds";
import { toldLinks } from "./domain/told-links";
import type { NamedDays } from "./domain/trends/line-change";
import { type Asked, mixShifts } from "./domain/trends/mix-shift";

/** The last two periods of a line that can be compared. */
export interface Windows {
  readonly before: Period;
  readonly after: Period;
}

/** What a comparison of two periods knows of the people behind the answers, for one service or several together. */
export interface ComparisonMaterial {
  /** @param names of the services, where several are added up */
  of(serviceIds: readonly string[], names?: ReadonlyMap<string, string>): LineComparison;
}

/** More services than one page of them: their answers by channel would be as many rows as all the rest together. */
const FEW = 500;

/** Reads who stands behind the last two comparable periods: by which channels, who answered, and what days had a name. */
export class SeriesComparisons {
  constructor(
    private readonly catalogue: CatalogueLookup,
    private readonly tallies: TalliesLookup,
    private readonly thresholds: Thresholds,
  ) {}

  /** The last two whole pieces that are over; undefined where there are not two. */
  windows(parts: readonly Period[], interval: Interval, today: string): Windows | undefined {
    const [before, after] = parts.filter((part) => isWhole(part, interval) && part.to <= today).slice(-2);
    return before === undefined || after === undefined ? undefined : { before, after };
  }

  /** `byMonth`: whether the windows are months; only of those is told who answered, and by which channel. */
  async read(unit: UnitOfWork, serviceIds: readonly string[], { before, after }: Windows, { byMonth, flagged }: { readonly byMonth: boolean; readonly flagged: FlaggedAnswers }): Promise<ComparisonMaterial> {
    const mix = groupedBy(await this.tallies.channelMix(unit, { serviceIds, period: { from: before.from, to: after.to } }, after.from), byService);
    // How many answered is told of whole months only, one moment at a time.
    const links = groupedBy(byMonth ? await this.tallies.linkMonths(unit, { serviceIds, months: { from: before.from, to: after.to }, moment: "AFTER_OUTCOME" }) : [], byService);
    const namedPeriods = (await this.catalogue.namedPeriods(unit, { from: before.from, to: after.to })).map(({ code, names, from, to }): NamedDays => ({ code, names, from, to }));
    const told = { before: byMonth && serviceIds.length <= FEW ? await this.byChannel(unit, serviceIds, before, flagged) : undefined, after: byMonth && serviceIds.length <= FEW ? await this.byChannel(unit, serviceIds, after, flagged) : undefined };
    return {
      of: (ids, names) => {
        const own = <R>(rows: ReadonlyMap<string, readonly R[]> | undefined): readonly R[] => ids.flatMap((id) => rows?.get(id) ?? []);
        const shifts = mixShifts(own<ChannelMixCount>(mix), { before: this.asked(ids, links, before), after: this.asked(ids, links, after) }, names);
        return { before, after, shifts, namedPeriods, byChannel: { before: own(told.before), after: own(told.after) } };
      },
    };
  }

  /** Of the services whose month may be told; each is cut by itself. */
  private asked(ids: readonly string[], links: ReadonlyMap<string, readonly LinkMonthCount[]>, month: Period): Asked {
    const told = ids.map((id) => toldLinks((links.get(id) ?? []).filter((row) => row.month === month.from), this.thresholds));
    return { invited: told.reduce((sum, { outOf }) => sum + outOf, 0), answered: told.reduce((sum, { answered }) => sum + answered, 0) };
  }

  private async byChannel(unit: UnitOfWork, serviceIds: readonly string[], months: Period, flagged: FlaggedAnswers): Promise<ReadonlyMap<string, readonly ChannelCounts[]>> {
    return groupedBy(await this.tallies.breakdowns(unit, { serviceIds, months, dimensions: ["CHANNEL"], flagged }), byService);
  }
}

const byService = ({ serviceId }: { readonly serviceId: string }): string => serviceId;
