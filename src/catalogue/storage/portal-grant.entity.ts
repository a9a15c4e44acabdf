import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { PortalEntity } from "./portal.entity";
import { ServiceEntity } from "./service.entity";

/** That a portal may report a service, on the days `[valid_from, valid_to)`. */
@Entity("portal_grant")
@Index("portal_grant_open_uq", ["portalId", "serviceId"], { unique: true, where: "valid_to IS NULL" })
@Index("portal_grant_service_ix", ["serviceId"])
@Check("portal_grant_days_ck", "valid_from < valid_to")
export class PortalGrantEntity {
  @ForeignKey(() => PortalEntity, { name: "portal_grant_portal_fk" })
  @PrimaryColumn({ name: "portal_id", type: "uuid", primaryKeyConstraintName: "portal_grant_pk" })
  portalId!: string;

  @ForeignKey(() => ServiceEntity, { name: "portal_grant_service_fk" })
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "portal_grant_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "valid_from", type: "date", primaryKeyConstraintName: "portal_grant_pk" })
  validFrom!: string;

  /** The first day on which it no longer holds; null: still. */
  @Column({ name: "valid_to", type: "date", nullable: true })
  validTo!: string | null;
}
