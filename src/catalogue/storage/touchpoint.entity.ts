import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from "typeorm";
import { oneOf } from "../../database/one-of";
import type { Texts } from "../../shared/texts";
import { Channel } from "../domain/channel";
import { AgencyEntity } from "./agency.entity";

/** Where a beneficiary and an agency meet: a channel made concrete. */
@Entity("touchpoint")
@Unique("touchpoint_code_uq", ["agencyId", "code"])
@Check("touchpoint_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check("touchpoint_names_ck", "names <> '{}'")
@Check("touchpoint_channel_ck", oneOf("channel", Channel))
export class TouchpointEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "touchpoint_pk" })
  id!: string;

  @ForeignKey(() => AgencyEntity, { name: "touchpoint_agency_fk" })
  @Column({ name: "agency_id", type: "uuid" })
  agencyId!: string;

  /** Unique within the agency. */
  @Column({ type: "text" })
  code!: string;

  @Column({ type: "text" })
  channel!: Channel;

  @Column({ type: "jsonb" })
  names!: Texts;

  /** Code of the governorate, for places. */
  @Column({ type: "text", nullable: true })
  governorate!: string | null;

  /** Code of the wilayat, for places. */
  @Column({ type: "text", nullable: true })
  wilayat!: string | null;
}
