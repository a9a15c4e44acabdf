import { fateOf } from "./fate";
import type { History, TurnedPassage } from "./history";
import { type Contribution, PASSAGE_TALLY } from "./tally";

/** One row per step the transaction reached. */
export function passageContributions(history: History): readonly Contribution<typeof PASSAGE_TALLY>[] {
  const { transaction, passages, steps } = history;
  const returned = stepsReturnedTo(passages);
  return steps.map((step) => {
    const fate = fateOf(step, history);
    return {
      tally: PASSAGE_TALLY,
      key: {
        serviceId: transaction.serviceId,
        day: step.day,
        procedureId: transaction.procedureId,
        stepCode: step.stepCode,
        channel: transaction.channel ?? "",
        segment: transaction.segment ?? "",
      },
      measures: {
        reached: 1,
        proceeded: Number(fate === "PROCEEDED"),
        abandoned: Number(fate === "ABANDONED"),
        returnedForCompletion: Number(returned.has(step.stepCode)),
        ...signals(step.passages),
        ...expectation(step.passages, history.procedure.overTimeTolerance),
        passages: step.passages.length,
      },
    };
  });
}

/** Steps at which the turn came back to the beneficiary to mend what was handed in: passed before, or there to be fixed. */
export function stepsReturnedTo(passages: readonly TurnedPassage[]): ReadonlySet<string> {
  const passed = new Set<string>();
  const returned = new Set<string>();
  let previous: TurnedPassage | undefined;
  for (const passage of passages) {
    const back = passage.turn === "BENEFICIARY" && previous !== undefined && previous.turn !== "BENEFICIARY";
    if (back && (passed.has(passage.step) || passage.facts?.kind === "FIX")) returned.add(passage.step);
    passed.add(passage.step);
    previous = passage;
  }
  return returned;
}

type Measures = Contribution<typeof PASSAGE_TALLY>["measures"];

/**
 * A signal of a transaction-step is known where every passage of it was measured, and counts only there: else a step
 * measured half the time would show only what was found. Totals add up what was measured.
 */
function signals(passages: readonly TurnedPassage[]): Measures {
  const [withError, errorKnown] = occurred(passages.map((passage) => passage.errors));
  const [withRetry, retryKnown] = occurred(passages.map((passage) => passage.retries));
  const [withHelp, helpKnown] = occurred(passages.map((passage) => passage.helpRequests));
  const [withChannelSwitch, channelSwitchKnown] = occurred(passages.map(({ channelSwitched }) => (channelSwitched === null ? null : Number(channelSwitched))));
  return {
    withError, errorKnown, withRetry, retryKnown, withHelp, helpKnown, withChannelSwitch, channelSwitchKnown,
    errors: passages.reduce((sum, passage) => sum + (passage.errors ?? 0), 0),
    errorPassages: passages.filter((passage) => passage.errors !== null).length,
    retries: passages.reduce((sum, passage) => sum + (passage.retries ?? 0), 0),
    retryPassages: passages.filter((passage) => passage.retries !== null).length,
  };
}

/** `[1 where it happened, 1 where that is known]`. */
function occurred(counts: readonly (number | null)[]): readonly [number, number] {
  if (counts.includes(null)) return [0, 0];
  return [counts.some((count) => (count ?? 0) > 0) ? 1 : 0, 1];
}

/**
 * Over time is a step of which a passage took longer than expected by more than the tolerance; known where the step has
 * an expected time and every passage is closed. Milliseconds over the expected time itself are added up without it.
 */
function expectation(passages: readonly TurnedPassage[], tolerance: number): Measures {
  const expectedSeconds = passages[0]?.facts?.expectedSeconds ?? null;
  if (expectedSeconds === null) return {};
  const expectedMs = expectedSeconds * 1000;
  const closed = passages.flatMap((passage) => (passage.leftAt === null ? [] : [passage.leftAt.getTime() - passage.enteredAt.getTime()]));
  const known = closed.length === passages.length;
  return {
    overTime: Number(known && closed.some((ms) => ms > expectedMs * (1 + tolerance))),
    overTimeKnown: Number(known),
    overExpectedMs: closed.reduce((sum, ms) => sum + Math.max(0, Math.round(ms - expectedMs)), 0),
  };
}
