import { Insertions } from "../../src/database/insertions";
import type { UnitOfWork } from "../../src/database/unit-of-work";
import type { Answer, Response } from "../../src/surveys/domain/response";
import type { InvitationCount, StoredPair } from "../../src/surveys/ports/tally-deltas";
import { newId } from "../../src/shared/new-id";
import type { Transaction } from "../../src/transactions/domain/transaction";
import type { ServiceFixture } from "./fixtures";
import { at, passage, transaction } from "./transaction-fixture";
import type { TestApp } from "./test-app";

/** Counts as the modules upstream count them, in one unit of work. */
export async function counted(app: Pick<TestApp, "house">, what: { transactions?: readonly Transaction[]; responses?: readonly Response[]; invitations?: readonly InvitationCount[] }): Promise<void> {
  const { deltas } = app.house.tallies;
  await app.house.dataSource.transaction(async (unit) => {
    await deltas.transactionsChanged(unit, (what.transactions ?? []).map((after) => ({ before: null, after })));
    await answersCounted(app, unit, (what.responses ?? []).map((response) => ({ response, transaction: transaction({ id: response.serviceId, procedureId: response.procedureId }) })));
    await deltas.invitationsCounted(unit, what.invitations ?? []);
  });
}

/** Counts responses, without their own rows. */
export async function answersCounted({ house }: Pick<TestApp, "house">, unit: UnitOfWork, pairs: readonly StoredPair[]): Promise<void> {
  const rows = new Insertions();
  await house.tallies.deltas.responsesStored(unit, pairs, rows);
  await rows.write(unit, "answers-counted");
}

/** Responses to one instrument: `counts[i]` people gave the score `from + i`. */
export function responses(service: ServiceFixture, instrumentCode: string, from: number, counts: readonly number[], more: Partial<Response> & { stepCode?: string } = {}): Response[] {
  const { stepCode = null, ...facts } = more;
  return counts.flatMap((n, index) =>
    Array.from({ length: n }, () => ({
      serviceId: service.id,
      id: newId(),
      surveyId: newId(),
      procedureId: service.procedureId,
      moment: "AFTER_OUTCOME" as const,
      mode: "WEB" as const,
      collector: "YUSR" as const,
      signals: [],
      day: "2026-03-10",
      channel: "WEB" as const,
      touchpointId: null,
      segment: null,
      language: "ar",
      outcome: "GRANTED" as const,
      jackknifeGroup: 0,
      answers: [answer(instrumentCode, from + index, stepCode)],
      ...facts,
    })),
  );
}

function answer(instrumentCode: string, score: number, stepCode: string | null): Answer {
  return { instrumentCode, instrumentVersion: 1, stepCode, score, choice: null, choices: null, notChosen: null, skipped: false, notApplicable: false, inclusionProbability: 1 };
}

export function invitations(service: ServiceFixture, state: InvitationCount["state"], n: number): InvitationCount[] {
  const one = { serviceId: service.id, surveyId: newId(), moment: "AFTER_OUTCOME", day: "2026-03-10", channel: "WEB", segment: null, language: "ar", outcome: "GRANTED", state, n: 1 } as const;
  return Array.from({ length: n }, () => one);
}

/**
 * Twenty transactions whose figures can be worked out by hand, of a service with the steps APPLY (beneficiary), REVIEW
 * (agency) and PAY (beneficiary): 12 go straight through; 2 are sent back to APPLY once; 3 are given up in APPLY after an
 * error; 1 is withdrawn there after an error; 2 are in the review, and nobody measured errors for them.
 */
export function twenty(service: ServiceFixture): Transaction[] {
  const apply = (errors: number | null) => passage("APPLY", at(0), at(60), { errors });
  const straight = [apply(0), passage("REVIEW", at(90), at(150)), passage("PAY", at(150), at(200))];
  const sentBack = [apply(0), passage("REVIEW", at(90), at(150)), passage("APPLY", at(180), at(200), { errors: 0 }), passage("REVIEW", at(200), at(260)), passage("PAY", at(260), at(300))];
  const many = (n: number, facts: Parameters<typeof transaction>[1]) => Array.from({ length: n }, () => transaction(service, facts));
  return [
    ...many(12, { outcome: "GRANTED", endedAt: at(200), passages: straight }),
    ...many(2, { outcome: "REFUSED", endedAt: at(300), passages: sentBack }),
    ...many(3, { outcome: "ABANDONED", endedAt: at(30_000), passages: [passage("APPLY", at(0), null, { errors: 1 })], channel: "MOBILE_APP" }),
    ...many(1, { outcome: "WITHDRAWN", endedAt: at(10), passages: [passage("APPLY", at(0), at(10), { errors: 2 })] }),
    ...many(2, { passages: [apply(null), passage("REVIEW", at(90), null)] }),
  ];
}
