import type { Channel } from "../../src/catalogue/domain/channel";
import type { ServiceFacts } from "../../src/catalogue/domain/service-facts";
import { addDays, localDay } from "../../src/shared/local-day";
import { cellOf, type DecisionCell } from "../../src/surveys/domain/decision";
import { offered } from "../../src/surveys/domain/hand-over";
import { type Invitation, LINK_DAYS } from "../../src/surveys/domain/invitation";
import { lastHeard } from "../../src/surveys/domain/last-heard";
import type { Moment } from "../../src/surveys/domain/moment";
import type { StoredResponse } from "../../src/surveys/storage/stored-response";
import type { KnownTransaction } from "../../src/transactions/domain/known-transaction";
import type { Outcome } from "../../src/transactions/domain/outcome";
import type { Dice } from "./dice";
import type { STEPS } from "./country";

/** A transaction, the invitation that followed it, and what came back. */
export interface ToldCase {
  readonly transaction: KnownTransaction;
  readonly cell: DecisionCell;
  readonly invitation: Invitation;
  readonly response: StoredResponse;
}

/** Ids of the national surveys by moment. */
export type SurveyIds = Readonly<Record<"AFTER_OUTCOME" | "AFTER_GIVING_UP", string>>;

export const ANSWERS_EACH = 4;

type Step = (typeof STEPS)[number];

/** Ways through the steps, six passages each, with how many go there. */
const WAYS: readonly (readonly [{ readonly steps: readonly Step[]; readonly given: boolean }, number])[] = [
  [{ steps: ["SIGN_IN", "FILL_IN", "UPLOAD", "PAY", "REVIEW", "RECEIVE"], given: false }, 0.75],
  [{ steps: ["SIGN_IN", "FILL_IN", "UPLOAD", "REVIEW", "UPLOAD", "REVIEW"], given: false }, 0.12],
  [{ steps: ["SIGN_IN", "FILL_IN", "FILL_IN", "UPLOAD", "PAY", "REVIEW"], given: false }, 0.08],
  [{ steps: ["SIGN_IN", "FILL_IN", "UPLOAD", "PAY", "UPLOAD", "PAY"], given: true }, 0.05],
];
const OUTCOMES: readonly (readonly [Outcome, number])[] = [["GRANTED", 0.82], ["PARTLY_GRANTED", 0.06], ["REFUSED", 0.12]];
const CHANNELS: readonly (readonly [Channel, number])[] = [["WEB", 0.45], ["MOBILE_APP", 0.35], ["SERVICE_CENTRE", 0.15], ["CALL_CENTRE", 0.05]];

/** Typical minutes spent in a step, and waited before it. */
const MINUTES: Readonly<Record<Step, readonly [number, number]>> = { SIGN_IN: [3, 0], FILL_IN: [14, 2], UPLOAD: [9, 30], PAY: [4, 10], REVIEW: [300, 1_400], RECEIVE: [20, 2_000] };

/** @param startedAt milliseconds since 1970 */
export function toldCase(service: ServiceFacts, procedureId: string, surveys: SurveyIds, startedAt: number, dice: Dice): ToldCase {
  const { steps, given } = dice.pick(WAYS);
  let at = startedAt;
  const passages = steps.map((step, ordinal) => {
    const [spent, waited] = MINUTES[step];
    at += minutes(waited, dice);
    const enteredAt = new Date(at);
    at += minutes(spent, dice);
    return {
      ordinal, step, sourceCode: step, enteredAt, leftAt: new Date(at), turn: null,
      errors: dice.below(8) === 0 ? 1 + dice.below(3) : 0, retries: dice.below(10) === 0 ? 1 : 0, helpRequests: dice.below(15) === 0 ? 1 : 0, channelSwitched: dice.below(40) === 0,
    };
  });
  const firstTime = dice.below(3) === 0;
  const [language, channel] = [dice.below(5) === 0 ? "en" : "ar", dice.pick(CHANNELS)];
  const transaction: KnownTransaction = {
    serviceId: service.id,
    id: dice.idAt(startedAt),
    reference: dice.hex(32),
    procedureId,
    startedAt: new Date(startedAt),
    endedAt: new Date(at),
    outcome: given ? "ABANDONED" : dice.pick(OUTCOMES),
    outcomeSource: "PORTAL",
    channel,
    touchpointId: null,
    beneficiary: "CITIZEN",
    actedBy: "SELF",
    firstTime,
    language,
    segment: firstTime ? "FIRST" : "REPEAT",
    jackknifeGroup: dice.below(32),
    promisedBy: null,
    withdrawn: false,
    calendarRevision: service.calendarRevision,
    subjectKey: null,
    operatorKey: null,
    batchReference: null,
    follows: null,
    portalId: null,
    passages,
  };
  return answered(transaction, service, given ? "AFTER_GIVING_UP" : "AFTER_OUTCOME", surveys[given ? "AFTER_GIVING_UP" : "AFTER_OUTCOME"], dice);
}

function answered(transaction: KnownTransaction, service: ServiceFacts, moment: Moment, surveyId: string, dice: Dice): ToldCase {
  const day = localDay(lastHeard(transaction), service.timeZone);
  const cell: DecisionCell = { ...cellOf(transaction, { state: "NO_SURVEY", survey: null }, day), state: "INVITED", surveyId, moment };
  const endedAt = transaction.endedAt?.getTime() ?? 0;
  const asked = [transaction.passages[1 + dice.below(2)], transaction.passages[3 + dice.below(2)]].map((passage) => passage?.step ?? "");
  const { channel, segment, outcome, serviceId } = transaction;
  const language = transaction.language ?? "ar";
  const invitation: Invitation = {
    serviceId, id: dice.idAt(endedAt), transactionId: transaction.id, surveyId, moment, state: "ANSWERED", tokenKeyId: "v1", tokenDigest: Buffer.alloc(0),
    panel: false, inclusionProbability: 1, steps: [], day, channel, segment, language, outcome, expiresAt: new Date(endedAt + 30 * 86_400_000), shownAt: null, draft: null, contentDigest: null, receipt: null,
    ...offered(new Date(endedAt)), opened: false,
  };
  // A mood of the person runs through their answers, and each service has its own.
  const mood = 2.6 + 1.2 * dice.fraction() + (service.number % 7) / 10;
  const score = (): number => Math.min(5, Math.max(1, Math.round(mood + 2 * (dice.fraction() - 0.5) * 1.6)));
  const rating = (instrumentCode: string, stepCode: string | null): StoredResponse["answers"][number] => ({
    instrumentCode, instrumentVersion: 1, stepCode, score: score(), choice: null, choices: null, notChosen: null, skipped: false, notApplicable: false, inclusionProbability: 1, firstEnd: "LOW",
  });
  const answeredOn = addDays(day, dice.below(3));
  const response: StoredResponse = {
    serviceId, id: dice.id(), surveyId, procedureId: transaction.procedureId, moment, mode: "WEB", collector: "YUSR", signals: [], day: answeredOn,
    channel, touchpointId: null, segment, language, outcome, jackknifeGroup: transaction.jackknifeGroup,
    answers: [rating("CES5_EASE", null), rating("CSAT5", null), ...asked.map((step) => rating("STEP_EASE5", step))],
    comments: [], transactionId: transaction.id, contactAgreed: false, partial: false, linkExpiresOn: addDays(answeredOn, LINK_DAYS),
  };
  return { transaction, cell, invitation, response };
}

/** Around the typical, seldom much more: milliseconds. */
function minutes(typical: number, dice: Dice): number {
  if (typical === 0) return 0;
  return Math.round(typical * 60_000 * (0.3 + 0.9 * dice.fraction() + (dice.below(12) === 0 ? 4 * dice.fraction() : 0)));
}
