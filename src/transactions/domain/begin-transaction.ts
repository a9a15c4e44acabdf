import { UNMAPPED } from "../../catalogue/domain/unmapped-step";
import type { Assertion, PassageAssertion } from "./assertion";
import type { IntakeRules } from "./intake-rules";
import { jackknifeGroup } from "./jackknife-group";
import type { KnownTransaction } from "./known-transaction";
import { inOrder } from "./order-passages";
import { segmentOf } from "./segment-of";
import type { Passage } from "./transaction";

/** What a first message makes of a transaction nobody has heard of. `procedureId`: the version it will keep. */
export function beginTransaction(
  assertion: Assertion,
  newborn: { readonly id: string; readonly portalId: string | null; readonly procedureId: string },
  rules: IntakeRules,
): KnownTransaction {
  const { end, passages } = assertion;
  const steps = rules.stepCodes(newborn.procedureId);
  // Field by field: what is left of an object without some of its fields is slow to make, thousands of times a second.
  return {
    serviceId: assertion.serviceId,
    reference: assertion.reference,
    startedAt: assertion.startedAt,
    channel: assertion.channel,
    touchpointId: assertion.touchpointId,
    beneficiary: assertion.beneficiary,
    actedBy: assertion.actedBy,
    firstTime: assertion.firstTime,
    language: assertion.language,
    subjectKey: assertion.subjectKey,
    operatorKey: assertion.operatorKey,
    batchReference: assertion.batchReference,
    promisedBy: assertion.promisedBy,
    follows: assertion.follows,
    id: newborn.id,
    procedureId: newborn.procedureId,
    portalId: newborn.portalId,
    endedAt: end?.at ?? null,
    outcome: end?.outcome ?? "IN_FLIGHT",
    outcomeSource: end === null ? null : "PORTAL",
    segment: segmentOf(rules.segments, assertion),
    jackknifeGroup: jackknifeGroup(assertion.subjectKey ?? newborn.id),
    withdrawn: false,
    calendarRevision: rules.calendarRevision,
    passages: inOrder(passages.map((passage) => mapped(passage, steps))),
  };
}

/** A passage under the step its code names, or under `UNMAPPED`: nothing is lost for want of a code. */
export function mapped(passage: PassageAssertion, steps: ReadonlySet<string>): Passage {
  const { ordinal, sourceCode, enteredAt, leftAt, turn, errors, retries, helpRequests, channelSwitched } = passage;
  const step = steps.has(sourceCode) ? sourceCode : UNMAPPED;
  return { ordinal, step, sourceCode, enteredAt, leftAt, turn, errors, retries, helpRequests, channelSwitched };
}
