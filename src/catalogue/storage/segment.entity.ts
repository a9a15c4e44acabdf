import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import type { Texts } from "../../shared/texts";
import { ActedBy } from "../domain/acted-by";
import { BeneficiaryKind } from "../domain/beneficiary-kind";
import { ServiceEntity } from "./service.entity";

/** A class of transactions that a portal can tell apart; its code is a key of the tallies, so what it means never changes. */
@Entity("segment")
@Check("segment_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check("segment_names_ck", "names <> '{}'")
@Check("segment_beneficiary_ck", oneOf("beneficiary", BeneficiaryKind))
@Check("segment_acted_by_ck", oneOf("acted_by", ActedBy))
export class SegmentEntity {
  @ForeignKey(() => ServiceEntity, { name: "segment_service_fk" })
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "segment_pk" })
  serviceId!: string;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "segment_pk" })
  code!: string;

  /** Rules are tried in this order; the first that holds wins. */
  @Column({ type: "integer" })
  position!: number;

  @Column({ type: "jsonb" })
  names!: Texts;

  /** Conditions: null always holds. */
  @Column({ type: "text", nullable: true })
  beneficiary!: BeneficiaryKind | null;

  @Column({ name: "acted_by", type: "text", nullable: true })
  actedBy!: ActedBy | null;

  @Column({ name: "first_time", type: "boolean", nullable: true })
  firstTime!: boolean | null;

  /** Set where the segment was taken from the list: no new transaction falls into it, old ones keep it. */
  @Column({ name: "retired_at", type: "timestamptz", nullable: true })
  retiredAt!: Date | null;
}
