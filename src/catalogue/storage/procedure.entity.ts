import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from "typeorm";
import { oneOf } from "../../database/one-of";
import { ProcedureState } from "../domain/procedure-state";
import { ServiceEntity } from "./service.entity";

/** One version of a service's digital process. Immutable once published. */
@Entity("procedure")
@Unique("procedure_version_uq", ["serviceId", "version"])
@Index("procedure_published_uq", ["serviceId"], { unique: true, where: "state = 'PUBLISHED'" })
@Check("procedure_version_ck", "version > 0")
@Check("procedure_state_ck", oneOf("state", ProcedureState))
@Check("procedure_published_at_ck", "(state = 'DRAFT') = (published_at IS NULL)")
@Check("procedure_retired_at_ck", "(state = 'RETIRED') = (retired_at IS NOT NULL)")
@Check("procedure_abandon_after_days_ck", "abandon_after_days > 0")
@Check("procedure_over_time_tolerance_ck", "over_time_tolerance >= 0")
export class ProcedureEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "procedure_pk" })
  id!: string;

  @ForeignKey(() => ServiceEntity, { name: "procedure_service_fk" })
  @Column({ name: "service_id", type: "uuid" })
  serviceId!: string;

  @Column({ type: "integer" })
  version!: number;

  @Column({ type: "text" })
  state!: ProcedureState;

  /** The version every service starts on before anybody modelled it. */
  @Column({ type: "boolean" })
  standard!: boolean;

  @Column({ name: "published_at", type: "timestamptz", nullable: true })
  publishedAt!: Date | null;

  /** When another version took its place. */
  @Column({ name: "retired_at", type: "timestamptz", nullable: true })
  retiredAt!: Date | null;

  @Column({ name: "abandon_after_days", type: "integer" })
  abandonAfterDays!: number;

  /** Share: 0.25 is a quarter over the expected time. */
  @Column({ name: "over_time_tolerance", type: "double precision" })
  overTimeTolerance!: number;
}
