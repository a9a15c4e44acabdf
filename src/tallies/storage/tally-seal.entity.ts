import { Check, Column, Entity, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import { Grain } from "../domain/grain";

/** What facts that are no longer kept added to a month of a tally, as a checksum of it: their counts stay, and can be checked. */
@Entity("tally_seal")
@Check("tally_seal_grain_ck", oneOf("grain", Grain))
@Check("tally_seal_month_ck", "extract(day FROM month) = 1")
@Check("tally_seal_checksum_ck", "checksum >= 0")
export class TallySealEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "tally_seal_pk" })
  serviceId!: string;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "tally_seal_pk" })
  tally!: string;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "tally_seal_pk" })
  grain!: Grain;

  /** Its first day. */
  @PrimaryColumn({ type: "date", primaryKeyConstraintName: "tally_seal_pk" })
  month!: string;

  /** Modulo 2⁶³. */
  @Column({ type: "bigint" })
  checksum!: string;
}
