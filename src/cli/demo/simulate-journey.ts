import type { Channel } from "../../catalogue/domain/channel";
import type { Signal } from "../../catalogue/domain/signal";
import type { Place } from "./country";
import type { DemoService, DemoStep } from "./country/demo-agency";
import type { Dice } from "./dice";
import { dayOf, type NinetyDays } from "./ninety-days";
import { PLANTED } from "./planted-truths";
import { type Habit, habitOf } from "./step-habits";
import type { SimulatedPassage, SimulatedTransaction } from "./simulated-transaction";
import { afterWork, whenAwake } from "./working-hours";

/** A transaction's way to its end, wherever the ninety days end. */
export interface Journey {
  readonly passages: readonly SimulatedPassage[];
  readonly end: SimulatedTransaction["end"];
  /** How often it came back to be completed. */
  readonly returns: number;
}

export interface Departure {
  readonly place: Place;
  readonly days: NinetyDays;
  readonly channel: Channel;
  readonly dice: Dice;
  readonly startedAt: number;
}

type End = NonNullable<SimulatedTransaction["end"]>;

const HOUR_MS = 3_600_000;
const GIVEN_UP_AFTER_MS = 14 * 86_400_000;
const WITHDRAWAL = 0.003;
const ORDINARY_RETURN = { probability: 0.07, atMost: 1 };
const REFUSALS = 0.08;
/** Steps in which somebody other than the beneficiary has the say. */
const OFFICIAL: readonly string[] = ["REVIEW", "DECIDE", "SYSTEM", "INSPECTION", "OTHER_AGENCY"];

/** Lets one transaction go through the steps of its service, one after the other, with the returns and the ends that happen on the way. */
export function travel(departure: Departure): Journey {
  const { place, days, channel, dice, startedAt } = departure;
  const route = place.service.steps.filter((step) => step.stage !== "BEFORE_APPLYING" && step.kind !== "FIX");
  const loop = returnLoop(place.service);
  const deciding = route.findLast((step) => OFFICIAL.includes(step.kind));
  const passages: SimulatedPassage[] = [];
  let outcome: End["outcome"] = "GRANTED";
  let returns = 0;
  let now = startedAt;
  const ended = (at: number, how: End["outcome"]): Journey => ({ passages, end: { at, outcome: how }, returns });

  for (let step = route.shift(); step !== undefined; step = route.shift()) {
    const habit = habitOf(place, step, channel, dayOf(startedAt), days);
    const enteredAt = passages.length === 0 ? startedAt : later(days, habit, now, dice.around(habit.waitingMs, habit.spread));
    const abandoned = dice.chance(habit.abandonment);
    const leftAt = abandoned ? null : later(days, habit, enteredAt, Math.max(1_000, dice.around(habit.serviceMs, habit.spread)));
    passages.push({ step: step.code, enteredAt, leftAt, ...measured(dice, habit, place.agency.portal.signals) });
    if (leftAt === null) return ended(enteredAt + GIVEN_UP_AFTER_MS, "ABANDONED");
    now = leftAt;
    if (dice.chance(habit.failure)) return ended(now, "FAILED");
    if (dice.chance(WITHDRAWAL)) return ended(now, "WITHDRAWN");
    if (step === loop?.from && returns < loop.atMost && dice.chance(loop.probability)) {
      returns += 1;
      route.unshift(...loop.again);
    } else if (step === deciding) {
      outcome = decision(dice, place);
      if (outcome === "REFUSED" || outcome === "NOT_ELIGIBLE") return ended(now, outcome);
    }
  }
  return ended(now, outcome);
}

/** Where officials send a transaction back to, and the way it goes again from there. */
interface ReturnLoop {
  readonly from: DemoStep;
  readonly again: readonly DemoStep[];
  readonly probability: number;
  readonly atMost: number;
}

/** The planted loop; else from a review to the step of completion, or to the papers it is about. */
function returnLoop({ code, steps }: DemoService): ReturnLoop | undefined {
  const { returnLoop: planted } = PLANTED;
  const review = steps.findIndex((step) => step.kind === "REVIEW");
  const from = steps[review];
  const fix = steps.find((step) => step.kind === "FIX");
  const papers = steps.findLastIndex((step, at) => at < review && step.kind === "UPLOAD");
  if (from === undefined || (fix === undefined && papers === -1)) return undefined;
  const again = fix === undefined ? steps.slice(papers, review + 1) : [fix, from];
  const { probability, atMost } = code === planted.service ? planted : ORDINARY_RETURN;
  return { from, again, probability, atMost };
}

function decision(dice: Dice, { agency }: Place): End["outcome"] {
  const { onlySuccessesAnswer } = PLANTED;
  const refusals = agency.code === onlySuccessesAnswer.agency ? onlySuccessesAnswer.refusals : REFUSALS;
  if (dice.chance(refusals)) return dice.chance(0.7) ? "REFUSED" : "NOT_ELIGIBLE";
  return dice.chance(0.02) ? "PARTLY_GRANTED" : "GRANTED";
}

/** The instant after so many milliseconds on the step's own clock, in whole seconds. */
function later(days: NinetyDays, { clock }: Habit, since: number, ms: number): number {
  const instant = clock === "OFFICE" ? afterWork(days, since, ms) : clock === "PEOPLE" && ms > HOUR_MS ? whenAwake(since + ms) : since + ms;
  return Math.ceil(instant / 1_000) * 1_000;
}

/** What the portal measures; the dice fall the same whether it does or not. */
function measured(dice: Dice, habit: Habit, signals: readonly Signal[]): Pick<SimulatedPassage, "errors" | "retries" | "helpRequests" | "channelSwitched"> {
  const errors = dice.count(habit.errors);
  const retries = dice.count(habit.retries);
  const helpRequests = dice.count(habit.helpRequests);
  const channelSwitched = dice.chance(habit.channelSwitch);
  return {
    errors: signals.includes("ERROR") ? errors : null,
    retries: signals.includes("RETRY") ? retries : null,
    helpRequests: signals.includes("HELP") ? helpRequests : null,
    channelSwitched: signals.includes("CHANNEL_SWITCH") ? channelSwitched : null,
  };
}
