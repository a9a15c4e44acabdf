import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";

/** Up to which revision of its calendar an agency's transactions are counted: none of them by an older one that says otherwise. */
@Entity("calendar_recount")
@ForeignKey("CalendarRevisionEntity", ["agencyId", "revision"], ["agencyId", "revision"], { name: "calendar_recount_revision_fk" })
export class CalendarRecountEntity {
  @PrimaryColumn({ name: "agency_id", type: "uuid", primaryKeyConstraintName: "calendar_recount_pk" })
  agencyId!: string;

  @Column({ type: "integer" })
  revision!: number;

  @Column({ name: "recounted_at", type: "timestamptz" })
  recountedAt!: Date;
}
