import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { Texts } from "../../shared/texts";
import { AgencyEntity } from "./agency.entity";

/** A day off, national or of one agency; entered when it was announced, never computed. */
@Entity("holiday")
@Index("holiday_national_uq", ["day"], { unique: true, where: "agency_id IS NULL" })
@Index("holiday_agency_uq", ["agencyId", "day"], { unique: true, where: "agency_id IS NOT NULL" })
@Check("holiday_names_ck", "names <> '{}'")
export class HolidayEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "holiday_pk" })
  id!: string;

  /** Null: national. */
  @ForeignKey(() => AgencyEntity, { name: "holiday_agency_fk" })
  @Column({ name: "agency_id", type: "uuid", nullable: true })
  agencyId!: string | null;

  @Column({ type: "date" })
  day!: string;

  @Column({ type: "jsonb" })
  names!: Texts;

  /** The day on which it was announced; may be later than the day itself. */
  @Column({ name: "announced_on", type: "date" })
  announcedOn!: string;
}
