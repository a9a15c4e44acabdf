import type { UnitOfWork } from "../../database/unit-of-work";
import type { ProcedureOutline } from "../domain/procedure-outline";
import { ProcedureEntity } from "./procedure.entity";
import { ProcessStepEntity } from "./process-step.entity";
import { StageEntity } from "./stage.entity";

/** A version to be stored: its identity and state, and what it says. */
export interface NewProcedure extends Pick<ProcedureEntity, "id" | "serviceId" | "version" | "state" | "standard" | "publishedAt"> {
  readonly outline: ProcedureOutline;
}

export class ProcedureRepository {
  /** Stores versions with their stages and steps: three statements, however many versions. */
  async insert(unit: UnitOfWork, procedures: readonly NewProcedure[]): Promise<void> {
    await unit.query(
      `/* insert-procedures */
       INSERT INTO procedure (id, service_id, version, state, standard, published_at, retired_at, abandon_after_days, over_time_tolerance)
       SELECT id, service_id, version, state, standard, published_at, NULL, abandon_after_days, over_time_tolerance
       FROM jsonb_to_recordset($1) AS r (id uuid, service_id uuid, version integer, state text, standard boolean, published_at timestamptz,
                                         abandon_after_days integer, over_time_tolerance double precision)`,
      [JSON.stringify(procedures.map(procedureRow))],
    );
    await this.insertOutlines(unit, procedures);
  }

  /** Stores the stages and steps of versions that are already there without any. */
  async insertOutlines(unit: UnitOfWork, procedures: readonly Pick<NewProcedure, "id" | "outline">[]): Promise<void> {
    await unit.query(
      `/* insert-stages */
       INSERT INTO stage (procedure_id, code, position, names)
       SELECT procedure_id, code, position, names
       FROM jsonb_to_recordset($1) AS r (procedure_id uuid, code text, position integer, names jsonb)`,
      [JSON.stringify(procedures.flatMap(stageRows))],
    );
    await unit.query(
      `/* insert-process-steps */
       INSERT INTO process_step (procedure_id, code, position, stage_code, names, kind, seen_by, ask_as, automation, responsible_agency_id, responsible_party,
                                 documents, in_person, fee_amount, fee_currency, optional, expected_seconds, expected_source)
       SELECT procedure_id, code, position, stage_code, names, kind, seen_by, ask_as, automation, responsible_agency_id, responsible_party,
              documents, in_person, fee_amount, fee_currency, optional, expected_seconds, expected_source
       FROM jsonb_to_recordset($1) AS r (procedure_id uuid, code text, position integer, stage_code text, names jsonb, kind text, seen_by text, ask_as jsonb,
                                         automation text, responsible_agency_id uuid, responsible_party text, documents jsonb, in_person boolean,
                                         fee_amount integer, fee_currency text, optional boolean, expected_seconds integer, expected_source text)`,
      [JSON.stringify(procedures.flatMap(stepRows))],
    );
  }

  /** Puts another content in the place of a draft's. */
  async replaceDraft(unit: UnitOfWork, id: string, outline: ProcedureOutline): Promise<void> {
    const { abandonAfterDays, overTimeTolerance } = outline;
    await unit.getRepository(ProcessStepEntity).delete({ procedureId: id });
    await unit.getRepository(StageEntity).delete({ procedureId: id });
    await unit.getRepository(ProcedureEntity).update({ id, state: "DRAFT" }, { abandonAfterDays, overTimeTolerance });
    await this.insertOutlines(unit, [{ id, outline }]);
  }

  async byId(unit: UnitOfWork, id: string): Promise<ProcedureEntity> {
    return unit.getRepository(ProcedureEntity).findOneByOrFail({ id });
  }

  /** Puts a draft in force. */
  async publish(unit: UnitOfWork, id: string, at: Date): Promise<void> {
    await unit.getRepository(ProcedureEntity).update({ id, state: "DRAFT" }, { state: "PUBLISHED", publishedAt: at });
  }

  /** The number that the service's next version gets. Lock the service first. */
  async nextVersion(unit: UnitOfWork, serviceId: string): Promise<number> {
    const last = await unit.getRepository(ProcedureEntity).maximum("version", { serviceId });
    return (last ?? 0) + 1;
  }

  /** Retires the version in force, so that another can take its place. */
  async retirePublished(unit: UnitOfWork, serviceId: string, at: Date): Promise<void> {
    await unit.getRepository(ProcedureEntity).update({ serviceId, state: "PUBLISHED" }, { state: "RETIRED", retiredAt: at });
  }
}

function procedureRow({ outline, ...procedure }: NewProcedure): object {
  return {
    id: procedure.id,
    service_id: procedure.serviceId,
    version: procedure.version,
    state: procedure.state,
    standard: procedure.standard,
    published_at: procedure.publishedAt,
    abandon_after_days: outline.abandonAfterDays,
    over_time_tolerance: outline.overTimeTolerance,
  };
}

function stageRows({ id, outline }: Pick<NewProcedure, "id" | "outline">): object[] {
  return outline.stages.map(({ code, names }, position) => ({ procedure_id: id, code, position, names }));
}

function stepRows({ id, outline }: Pick<NewProcedure, "id" | "outline">): object[] {
  return outline.steps.map((step, position) => ({
    procedure_id: id,
    code: step.code,
    position,
    stage_code: step.stageCode,
    names: step.names,
    kind: step.kind,
    seen_by: step.seenBy,
    ask_as: step.askAs,
    automation: step.automation,
    responsible_agency_id: step.responsibleAgencyId,
    responsible_party: step.responsibleParty,
    documents: step.documents,
    in_person: step.inPerson,
    fee_amount: step.fee?.amount ?? null,
    fee_currency: step.fee?.currency ?? null,
    optional: step.optional,
    expected_seconds: step.expectedTime?.seconds ?? null,
    expected_source: step.expectedTime?.source ?? null,
  }));
}
