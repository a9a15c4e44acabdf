import { Check, Column, Entity, PrimaryColumn } from "typeorm";
import type { Texts } from "../../shared/texts";

/** Days with a name that reports and calendars know, such as `RAMADAN_1447`. */
@Entity("named_period")
@Check("named_period_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check("named_period_names_ck", "names <> '{}'")
@Check("named_period_days_ck", "from_day < to_day")
export class NamedPeriodEntity {
  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "named_period_pk" })
  code!: string;

  @Column({ type: "jsonb" })
  names!: Texts;

  @Column({ name: "from_day", type: "date" })
  fromDay!: string;

  /** The first day after it. */
  @Column({ name: "to_day", type: "date" })
  toDay!: string;
}
