import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import { Signal } from "../domain/signal";
import { PortalEntity } from "./portal.entity";
import { ServiceEntity } from "./service.entity";

/** That a portal measures a signal of a service, on the days `[declared_from, declared_to)`. */
@Entity("portal_signal")
@Index("portal_signal_open_uq", ["portalId", "serviceId", "signal"], { unique: true, where: "declared_to IS NULL" })
@Index("portal_signal_service_ix", ["serviceId"])
@Check("portal_signal_signal_ck", oneOf("signal", Signal))
@Check("portal_signal_days_ck", "declared_from < declared_to")
export class PortalSignalEntity {
  @ForeignKey(() => PortalEntity, { name: "portal_signal_portal_fk" })
  @PrimaryColumn({ name: "portal_id", type: "uuid", primaryKeyConstraintName: "portal_signal_pk" })
  portalId!: string;

  @ForeignKey(() => ServiceEntity, { name: "portal_signal_service_fk" })
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "portal_signal_pk" })
  serviceId!: string;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "portal_signal_pk" })
  signal!: Signal;

  @PrimaryColumn({ name: "declared_from", type: "date", primaryKeyConstraintName: "portal_signal_pk" })
  declaredFrom!: string;

  /** The first day on which it is no longer measured; null: still. */
  @Column({ name: "declared_to", type: "date", nullable: true })
  declaredTo!: string | null;
}
