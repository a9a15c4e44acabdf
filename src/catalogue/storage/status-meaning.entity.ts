import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import { StatusMark } from "../domain/status-mark";
import { Turn } from "../domain/turn";
import { ServiceEntity } from "./service.entity";

/** What a status of a portal's status table means in the procedure of a service. */
@Entity("status_meaning")
@Check("status_meaning_mark_ck", oneOf("mark", StatusMark))
@Check("status_meaning_turn_ck", oneOf("turn", Turn))
@Check("status_meaning_means_ck", "step_code IS NOT NULL OR outcome IS NOT NULL")
export class StatusMeaningEntity {
  @ForeignKey(() => ServiceEntity, { name: "status_meaning_service_fk" })
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "status_meaning_pk" })
  serviceId!: string;

  /** As the portal writes it. */
  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "status_meaning_pk" })
  status!: string;

  /** The step that it opens or closes; null for a status that only ends the transaction. */
  @Column({ name: "step_code", type: "text", nullable: true })
  stepCode!: string | null;

  @Column({ type: "text" })
  mark!: StatusMark;

  /** Null: as the step says. */
  @Column({ type: "text", nullable: true })
  turn!: Turn | null;

  /** Outcome code of `transactions/`, where the status ends the transaction. */
  @Column({ type: "text", nullable: true })
  outcome!: string | null;
}
