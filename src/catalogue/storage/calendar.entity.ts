import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import type { OpeningHours } from "../domain/weekly-hours";
import { AgencyEntity } from "./agency.entity";

/** An agency's working hours from a day on, until the next calendar of the same agency. */
@Entity("calendar")
export class CalendarEntity {
  @ForeignKey(() => AgencyEntity, { name: "calendar_agency_fk" })
  @PrimaryColumn({ name: "agency_id", type: "uuid", primaryKeyConstraintName: "calendar_pk" })
  agencyId!: string;

  @PrimaryColumn({ name: "valid_from", type: "date", primaryKeyConstraintName: "calendar_pk" })
  validFrom!: string;

  @Column({ type: "jsonb" })
  hours!: readonly OpeningHours[];
}
