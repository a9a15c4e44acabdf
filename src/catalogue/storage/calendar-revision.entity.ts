import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import type { EffectiveCalendar } from "../domain/effective-calendar";
import { AgencyEntity } from "./agency.entity";

/** All that decided when an agency worked, as it was known from one correction to the next. Never changes. */
@Entity("calendar_revision")
@Check("calendar_revision_revision_ck", "revision > 0")
export class CalendarRevisionEntity {
  @ForeignKey(() => AgencyEntity, { name: "calendar_revision_agency_fk" })
  @PrimaryColumn({ name: "agency_id", type: "uuid", primaryKeyConstraintName: "calendar_revision_pk" })
  agencyId!: string;

  @PrimaryColumn({ type: "integer", primaryKeyConstraintName: "calendar_revision_pk" })
  revision!: number;

  @Column({ type: "jsonb" })
  content!: EffectiveCalendar;

  @Column({ name: "made_at", type: "timestamptz" })
  madeAt!: Date;
}
