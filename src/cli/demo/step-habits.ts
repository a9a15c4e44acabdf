import type { Channel } from "../../catalogue/domain/channel";
import type { StepKind } from "../../catalogue/domain/step-kind";
import type { Place } from "./country";
import type { DemoStep } from "./country/demo-agency";
import { contains, type NinetyDays } from "./ninety-days";
import { PLANTED } from "./planted-truths";
import { WORKING_DAY_MS } from "./working-hours";

/** How a step usually goes. */
export interface Habit {
  /** By whose clock the step runs: people at any waking hour, officials in opening hours, machines always. */
  readonly clock: "PEOPLE" | "OFFICE" | "MACHINE";
  /** Median milliseconds, on that clock, from the end of the step before until somebody begins. */
  readonly waitingMs: number;
  /** Median milliseconds, on that clock, from entering to leaving. */
  readonly serviceMs: number;
  /** Standard deviation of the logarithm of both. */
  readonly spread: number;
  /** How easy people find it on average, 1–5. */
  readonly ease: number;
  /** Means per passage. */
  readonly errors: number;
  readonly retries: number;
  readonly helpRequests: number;
  /** Probabilities. */
  readonly channelSwitch: number;
  readonly abandonment: number;
  readonly failure: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const QUIET = { errors: 0, retries: 0, helpRequests: 0, channelSwitch: 0, abandonment: 0, failure: 0.0005 };
const people = (serviceMs: number, ease: number, rest: Partial<Habit> = {}): Habit => ({
  ...QUIET,
  clock: "PEOPLE",
  waitingMs: 20 * SECOND,
  serviceMs,
  spread: 0.6,
  ease,
  errors: 0.12,
  retries: 0.1,
  helpRequests: 0.04,
  channelSwitch: 0.01,
  abandonment: 0.015,
  ...rest,
});
const office = (waitingMs: number, serviceMs: number, ease: number): Habit => ({ ...QUIET, clock: "OFFICE", waitingMs, serviceMs, spread: 0.5, ease });
const machine = (serviceMs: number): Habit => ({ ...QUIET, clock: "MACHINE", waitingMs: SECOND, serviceMs, spread: 0.4, ease: 4.2 });

const USUAL: Readonly<Record<StepKind, Habit>> = {
  FIND_OUT: people(15 * MINUTE, 3.7),
  GATHER: people(HOUR, 3.4),
  SIGN_IN: people(75 * SECOND, 4.1, { waitingMs: 0, retries: 0.15 }),
  FILL_IN: people(7 * MINUTE, 3.9, { errors: 0.25, abandonment: 0.025 }),
  UPLOAD: people(5 * MINUTE, 3.8, { errors: 0.2, abandonment: 0.02 }),
  BOOK: people(3 * MINUTE, 3.9),
  VISIT: people(50 * MINUTE, 3.4),
  INSPECTION: office(6 * HOUR, 40 * MINUTE, 3.8),
  OTHER_AGENCY: office(HOUR, 10 * HOUR, 3.6),
  PAY: people(2 * MINUTE, 4.2, { errors: 0.06, abandonment: 0.01 }),
  WAIT: { ...QUIET, clock: "PEOPLE", waitingMs: MINUTE, serviceMs: 9 * HOUR, spread: 0.8, ease: 3.7 },
  FIX: people(12 * MINUTE, 3.5, { waitingMs: 16 * HOUR, abandonment: 0.03 }),
  RECEIVE: people(4 * MINUTE, 4.2, { waitingMs: 6 * HOUR, errors: 0.02, abandonment: 0 }),
  FOLLOW_UP: people(10 * MINUTE, 3.3),
  REVIEW: office(30 * MINUTE, 6 * HOUR, 3.7),
  DECIDE: office(20 * MINUTE, 3 * HOUR, 3.7),
  SYSTEM: machine(6 * SECOND),
};

/** How a step goes in this service, on this channel and day: as usual for its kind, but for what was planted. */
export function habitOf({ agency, service }: Place, step: DemoStep, channel: Channel, day: string, days: NinetyDays): Habit {
  const usual = { ...USUAL[step.kind], ...laterPayment(service.steps, step) };
  const isStep = (planted: { readonly service: string; readonly step: string }): boolean => planted.service === service.code && planted.step === step.code;
  const { slowStep, confusingStep, improvedStep, otherAgency, failingChannel } = PLANTED;
  if (isStep(slowStep)) return { ...usual, waitingMs: slowStep.waitingWorkingDays * WORKING_DAY_MS, serviceMs: slowStep.workingDays * WORKING_DAY_MS, spread: 0.3 };
  if (isStep(confusingStep)) return { ...usual, serviceMs: confusingStep.seconds * SECOND, ease: confusingStep.ease, helpRequests: confusingStep.helpRequests };
  if (isStep(otherAgency)) return { ...usual, serviceMs: otherAgency.workingDays * WORKING_DAY_MS };
  if (isStep(improvedStep)) {
    const now = contains({ from: days.improvedFrom, to: days.period.to }, day) ? improvedStep.after : improvedStep.before;
    return { ...usual, serviceMs: now.seconds * SECOND, ease: now.ease, errors: now.errors, retries: now.errors };
  }
  if (failingChannel.agency === agency.code && failingChannel.channel === channel && failingChannel.step === step.code) {
    return { ...usual, errors: failingChannel.errors, retries: failingChannel.errors, failure: failingChannel.failure, ease: 2.6 };
  }
  return usual;
}

/** Who pays only after an official's decision has first to hear of it. */
function laterPayment(steps: readonly DemoStep[], step: DemoStep): Partial<Habit> {
  const before = steps[steps.indexOf(step) - 1];
  return step.kind === "PAY" && before !== undefined && USUAL[before.kind].clock === "OFFICE" ? { waitingMs: 4 * HOUR } : {};
}
