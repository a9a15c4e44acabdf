import type { RecordedAnswer } from "./check-answers";
import type { FormQuestion } from "./form";
import { scaleRange } from "./instrument";
import { QualitySignal } from "./quality-signal";

/** From when on something is unusual: settings, since what is usual differs from country to country. */
export interface SignalThresholds {
  /** Seconds for each question answered; whoever took less was too fast. */
  readonly secondsPerAnswer: number;
  /** Equal ratings that are unusual, where all scales point the same way and they were given in less than twice those seconds. */
  readonly equalRatings: number;
  /** Minutes within which answers from one place or one address are counted. */
  readonly minutes: number;
  /** Answers within them through one clerk, device or touchpoint. */
  readonly burst: number;
  /** Answers within them from one address. Carriers and offices share addresses, so this is far above one household. */
  readonly sameAddress: number;
  /** Hurried top ratings through one clerk or device on one day. */
  readonly oneOperator: number;
}

/** What the settings say where nobody says otherwise. */
export const USUAL_THRESHOLDS: SignalThresholds = { secondsPerAnswer: 1, equalRatings: 4, minutes: 10, burst: 10, sameAddress: 20, oneOperator: 5 };

/** What came to the same service before, as far as it may be compared. */
export interface EarlierAnswers {
  /** Within the minutes: from the same address; through the same clerk, device or touchpoint, whichever has most. */
  readonly fromAddress: number;
  readonly throughPlace: number;
  /** On the same day through the same clerk or device; and the hurried top ratings among them. */
  readonly throughOperator: number;
  readonly hurriedThroughOperator: number;
}

/** Nothing came before, or nothing may be compared. */
export const NOTHING_EARLIER: EarlierAnswers = { fromAddress: 0, throughPlace: 0, throughOperator: 0, hurriedThroughOperator: 0 };

/** How a response was given. */
export interface Manner {
  readonly answers: readonly RecordedAnswer[];
  /** What was asked: it knows the scales. */
  readonly questions: readonly Pick<FormQuestion, "instrument">[];
  /** Whether anything was written. */
  readonly commented: boolean;
  /** Milliseconds from when the questions were first shown until the answers were sent; null: nobody measured it. */
  readonly tookMs: number | null;
}

/** Opposed scales contradict each other from so many ratings on. */
const OPPOSED_RATINGS = 3;
/** Nobody reads a page and means its best answers in less. */
const HURRIED_MS = 5_000;

/** A rating by where it stands: 0 the low end of its scale, 1 the high one. */
interface Rating {
  readonly position: number;
  /** Whether the high end is the good one; null: neither is. */
  readonly highIsGood: boolean | null;
}

/** What is unusual about a response, in the order of the list. What was not measured is not a signal. */
export function responseSignals(manner: Manner, earlier: EarlierAnswers, thresholds: SignalThresholds): readonly QualitySignal[] {
  const found: Readonly<Record<QualitySignal, boolean>> = {
    TOO_FAST: isWithin(manner, thresholds.secondsPerAnswer),
    STRAIGHT_LINED: isStraightLined(manner, thresholds),
    BURST: earlier.throughPlace >= thresholds.burst,
    SAME_ADDRESS: earlier.fromAddress >= thresholds.sameAddress,
    ONE_OPERATOR:
      isHurriedPraise(manner) && earlier.hurriedThroughOperator >= thresholds.oneOperator && 2 * earlier.hurriedThroughOperator >= earlier.throughOperator,
  };
  return Object.values(QualitySignal).filter((signal) => found[signal]);
}

/** The best of every scale, not a word, and in less time than it takes to read the page: what a clerk's thumb leaves behind. */
export function isHurriedPraise(manner: Manner): boolean {
  const ratings = ratingsOf(manner).filter(({ highIsGood }) => highIsGood !== null);
  const best = ratings.every(({ position, highIsGood }) => position === Number(highIsGood));
  return ratings.length > 0 && best && !manner.commented && manner.tookMs !== null && manner.tookMs < HURRIED_MS;
}

/** Whether so many seconds for each question answered are more than were taken. */
function isWithin({ answers, tookMs }: Manner, secondsPerAnswer: number): boolean {
  const given = answers.filter(({ skipped }) => !skipped).length;
  return tookMs !== null && tookMs < given * secondsPerAnswer * 1_000;
}

/**
 * Whether all ratings stand at the same place. Where scales point both ways that contradicts itself, but in the middle;
 * where all point the same way one in eight means it (whoever is content with everything), so it takes more of them, and
 * haste.
 */
function isStraightLined(manner: Manner, { equalRatings, secondsPerAnswer }: SignalThresholds): boolean {
  const ratings = ratingsOf(manner);
  const [first] = ratings;
  if (first === undefined || ratings.some(({ position }) => position !== first.position)) return false;
  const opposed = ratings.some(({ highIsGood }) => highIsGood === true) && ratings.some(({ highIsGood }) => highIsGood === false);
  if (opposed) return first.position !== 0.5 && ratings.length >= OPPOSED_RATINGS;
  return ratings.length >= equalRatings && isWithin(manner, 2 * secondsPerAnswer);
}

function ratingsOf({ answers, questions }: Manner): readonly Rating[] {
  const instruments = new Map(questions.map(({ instrument }) => [instrument.code, instrument]));
  return answers.flatMap(({ instrumentCode, score }) => {
    const instrument = instruments.get(instrumentCode);
    const range = instrument === undefined ? undefined : scaleRange(instrument);
    if (instrument === undefined || range === undefined || score === null || instrument.kind !== "RATING" || range.maximum === range.minimum) return [];
    const { direction } = instrument;
    return [{ position: (score - range.minimum) / (range.maximum - range.minimum), highIsGood: direction === "NONE" ? null : direction !== "LOW_IS_EASY" }];
  });
}
