import type { ChainLink } from "../../transactions/domain/transaction";
import { effortBand } from "./effort-band";
import type { History } from "./history";
import { returnsOf } from "./return-chain";
import { type Contribution, RETURN_TALLY } from "./tally";

/**
 * How long after a transaction (its end; in flight, its start) the subject's next one started, in days of 24 hours, up to
 * and without: 7, 30, 90, 400, or longer. 7 and 30 are the windows of repeat contact; 400 keeps yearly renewals, which come
 * a little before or after the day, in one bucket. One that started before the former had ended is of the first.
 */
export const ReturnGap = { D7: "D7", D30: "D30", D90: "D90", D400: "D400", LONGER: "LONGER" } as const;
export type ReturnGap = keyof typeof ReturnGap;

const DAY_MS = 86_400_000;
const GAPS: readonly (readonly [days: number, gap: ReturnGap])[] = [[7, "D7"], [30, "D30"], [90, "D90"], [400, "D400"]];

/** What the whole chain of one subject in one service contributes, given in any order; what was withdrawn has no part in it. */
export function returnContributions(chain: readonly History[]): readonly Contribution<typeof RETURN_TALLY>[] {
  const links = chain.filter(({ transaction }) => !transaction.withdrawn).map((history) => ({ ...history.transaction, history }));
  return returnsOf(links).map((one) => returnContribution({ ...one, earlier: one.earlier.history }));
}

/** What a return needs to be counted. */
export interface CountedReturn {
  readonly opportunity: number;
  readonly first: ChainLink;
  readonly earlier: History;
  readonly later: ChainLink;
}

/** One return, on the local day the later transaction started, under the procedure version of the later one. */
export function returnContribution({ opportunity, first, earlier, later }: CountedReturn): Contribution<typeof RETURN_TALLY> {
  const { transaction } = earlier;
  return {
    tally: RETURN_TALLY,
    key: {
      serviceId: transaction.serviceId,
      day: earlier.dayOf(later.startedAt),
      procedureId: later.procedureId,
      opportunity: String(opportunity),
      channelFirst: first.channel ?? "",
      channelBefore: transaction.channel ?? "",
      channelNow: later.channel ?? "",
      gap: gapBetween(transaction.endedAt ?? transaction.startedAt, later.startedAt),
      outcomeBefore: transaction.outcome,
      band: effortBand(earlier),
    },
    measures: { n: 1 },
  };
}

function gapBetween(earlier: Date, later: Date): ReturnGap {
  const days = (later.getTime() - earlier.getTime()) / DAY_MS;
  return GAPS.find(([bound]) => days < bound)?.[1] ?? "LONGER";
}
