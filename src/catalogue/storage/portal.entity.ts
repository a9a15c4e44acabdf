import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from "typeorm";
import type { Texts } from "../../shared/texts";
import { AgencyEntity } from "./agency.entity";

/** A system that reports transactions, run by one agency, for services of any. */
@Entity("portal")
@Unique("portal_code_uq", ["code"])
@Check("portal_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check("portal_names_ck", "names <> '{}'")
export class PortalEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "portal_pk" })
  id!: string;

  /** Unique nationwide. */
  @Column({ type: "text" })
  code!: string;

  @Column({ type: "jsonb" })
  names!: Texts;

  /** The agency that runs it. */
  @ForeignKey(() => AgencyEntity, { name: "portal_agency_fk" })
  @Column({ name: "agency_id", type: "uuid" })
  agencyId!: string;
}
