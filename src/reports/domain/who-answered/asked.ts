import type { DecisionState } from "../../../surveys/domain/decision";
import { Outcome } from "../../../transactions/domain/outcome";
import { absentEstimate } from "../absent-estimate";
import { countEstimate } from "../count-estimate";
import type { Estimate } from "../estimate";
import { shareEstimate } from "../share-estimate";
import type { Thresholds } from "../thresholds";
import { answeredEstimate, openedEstimate, type ToldLinks, type ToldLinksBy } from "../told-links";

/** From "might be asked" to "answered". */
export interface Asked {
  /** Invited, or not only for reasons of sampling and sparing people. */
  readonly eligible: Estimate;
  readonly invited: Estimate;
  readonly invitedShare: Estimate;
  /** Of those invited. */
  readonly delivered: Estimate;
  readonly opened: Estimate;
  /** The response rate: answered through Yusr ÷ invited (AAPOR RR1; there are no partial answers and nobody unknown). */
  readonly answered: Estimate;
  /** The cooperation rate: answered ÷ opened. */
  readonly cooperation: Estimate;
  readonly notAsked: readonly NotAsked[];
}

/** Transactions about which nobody was asked, and why. */
export interface NotAsked {
  readonly reason: Exclude<DecisionState, "INVITED">;
  readonly transactions: Estimate;
}

/** Links by the outcome of the transaction. */
export interface LinksOfOutcome {
  readonly outcome: Outcome;
  readonly invited: Estimate;
  readonly delivered: Estimate;
  readonly opened: Estimate;
  readonly answered: Estimate;
}

export interface StateCount {
  readonly state: string;
  readonly n: number;
}

/** Reasons that spare somebody who might have been asked; the others mean that there was nothing to ask. */
const SPARED = ["NOT_SAMPLED", "RECENTLY_ASKED", "QUOTA_FULL", "OPTED_OUT"] as const;
const NOTHING_TO_ASK = ["NO_SURVEY", "NOT_REACHED", "SERVICE_EXCLUDED"] as const;

/** @param states those of the moment, and those that belong to none */
export function asked(states: readonly StateCount[], links: ToldLinks, thresholds: Thresholds): Asked {
  const count = (state: string): number => states.reduce((sum, row) => sum + (row.state === state ? row.n : 0), 0);
  const eligible = links.invited + SPARED.reduce((sum, reason) => sum + count(reason), 0);
  const { delivered, opened, answered } = linkShares(links, links, thresholds);
  return {
    eligible: countEstimate(eligible),
    invited: countEstimate(links.invited),
    invitedShare: shareEstimate(links.invited, eligible, "LOG", thresholds),
    delivered,
    opened,
    answered,
    cooperation: cooperation(links, thresholds),
    notAsked: [...SPARED, ...NOTHING_TO_ASK].flatMap((reason) => (count(reason) === 0 ? [] : [{ reason, transactions: countEstimate(count(reason)) }])),
  };
}

/** In the order of the outcomes, those about which anybody was invited. */
export function linksByOutcome(links: ToldLinksBy, thresholds: Thresholds): readonly LinksOfOutcome[] {
  return Object.values(Outcome).flatMap((outcome) => {
    const own = links.by.get(outcome);
    return own === undefined ? [] : [{ outcome, invited: countEstimate(own.invited), ...linkShares(own, links, thresholds) }];
  });
}

/** Where nothing at all was ever reported as delivered, nobody looked: that is not none. */
function linkShares(links: ToldLinks, all: ToldLinks, thresholds: Thresholds): Pick<LinksOfOutcome, "delivered" | "opened" | "answered"> {
  const delivered = links.invited > 0 && all.delivered === 0 ? absentEstimate("SHARE", "WILSON", "NOT_MEASURED") : shareEstimate(links.delivered, links.invited, "LOG", thresholds, { ifNone: "NOT_ASKED" });
  return { delivered, opened: openedEstimate(links, all, false, thresholds), answered: answeredEstimate(links, false, thresholds) };
}

function cooperation({ opened, answered, outOf, leftOut }: ToldLinks, thresholds: Thresholds): Estimate {
  if (outOf === 0) return absentEstimate("SHARE", "WILSON", leftOut > 0 ? "SMALL_CELL" : "NOT_ASKED");
  if (opened === 0 || answered > opened) return absentEstimate("SHARE", "WILSON", "NOT_MEASURED");
  return shareEstimate(answered, opened, "LOG", thresholds, { reasons: leftOut > 0 ? ["MONTHS_LEFT_OUT"] : [] });
}
