import type { UnitOfWork } from "../../database/unit-of-work";
import type { KnownTransaction } from "../domain/known-transaction";

/** A transaction without its passages. */
export type TransactionRow = Omit<KnownTransaction, "passages">;

type FlatRow = Omit<TransactionRow, "follows"> & {
  readonly followsServiceId: string | null;
  readonly followsReference: string | null;
  readonly followsKind: NonNullable<KnownTransaction["follows"]>["kind"] | null;
};

/** Transactions of one service by id, in no particular order. */
export async function transactionRows(unit: UnitOfWork, serviceId: string, ids: readonly string[]): Promise<readonly TransactionRow[]> {
  const rows = await unit.query<FlatRow[]>(TRANSACTIONS, [serviceId, ids]);
  return rows.map(({ followsServiceId, followsReference, followsKind, ...row }) => ({
    ...row,
    follows:
      followsServiceId === null || followsReference === null || followsKind === null
        ? null
        : { serviceId: followsServiceId, reference: followsReference, kind: followsKind },
  }));
}

const TRANSACTIONS = `/* transactions */
  SELECT
    service_id AS "serviceId", id, encode(reference, 'hex') AS reference, procedure_id AS "procedureId",
    started_at AS "startedAt", ended_at AS "endedAt", outcome, outcome_source AS "outcomeSource",
    channel, touchpoint_id AS "touchpointId", beneficiary, acted_by AS "actedBy", first_time AS "firstTime", language, segment,
    jackknife_group AS "jackknifeGroup", promised_by::text AS "promisedBy", withdrawn, calendar_revision AS "calendarRevision",
    subject_key AS "subjectKey", operator_key AS "operatorKey", encode(batch_reference, 'hex') AS "batchReference",
    follows_service_id AS "followsServiceId", encode(follows_reference, 'hex') AS "followsReference", follows_kind AS "followsKind",
    portal_id AS "portalId"
  FROM transaction
  WHERE service_id = $1 AND id = ANY ($2::uuid[])`;
