import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import { Channel } from "../domain/channel";
import { ServiceEntity } from "./service.entity";

/** How many transactions a register says there were: what coverage is measured against. */
@Entity("declared_volume")
@Check("declared_volume_channel_ck", oneOf("channel", Channel))
@Check("declared_volume_n_ck", "n >= 0")
export class DeclaredVolumeEntity {
  @ForeignKey(() => ServiceEntity, { name: "declared_volume_service_fk" })
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "declared_volume_pk" })
  serviceId!: string;

  /** Year in which the register's year begins (2023 for 2023-24). */
  @PrimaryColumn({ type: "integer", primaryKeyConstraintName: "declared_volume_pk" })
  year!: number;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "declared_volume_pk" })
  channel!: Channel;

  @Column({ type: "integer" })
  n!: number;

  /** Who counted: name of the register. */
  @Column({ type: "text" })
  source!: string;
}
