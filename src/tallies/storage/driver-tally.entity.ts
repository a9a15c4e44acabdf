import { Check, Column, Entity, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import { Collector, type Mode } from "../../surveys/domain/collector";
import type { Moment } from "../../surveys/domain/moment";

/** Cross-products of released ratings of overall effort and what may drive it, by month and group. */
@Entity("driver_tally")
@Check("driver_tally_moment_ck", "moment IN ('AFTER_OWN_PART', 'AFTER_OUTCOME', 'AFTER_GIVING_UP')")
@Check("driver_tally_mode_ck", "mode IN ('WEB', 'KIOSK', 'INTERVIEW', 'OTHER')")
@Check("driver_tally_collector_ck", oneOf("collector", Collector))
export class DriverTallyEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "driver_tally_pk" })
  serviceId!: string;

  /** First of the month of the released batch. */
  @PrimaryColumn({ type: "date", primaryKeyConstraintName: "driver_tally_pk" })
  day!: string;

  @PrimaryColumn({ name: "procedure_id", type: "uuid", primaryKeyConstraintName: "driver_tally_pk" })
  procedureId!: string;

  @PrimaryColumn({ name: "instrument_code", type: "text", primaryKeyConstraintName: "driver_tally_pk" })
  instrumentCode!: string;

  @PrimaryColumn({ name: "instrument_version", type: "integer", primaryKeyConstraintName: "driver_tally_pk" })
  instrumentVersion!: number;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "driver_tally_pk" })
  moment!: Moment;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "driver_tally_pk" })
  mode!: Mode;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "driver_tally_pk" })
  collector!: Collector;

  @PrimaryColumn({ type: "boolean", primaryKeyConstraintName: "driver_tally_pk" })
  flagged!: boolean;

  @PrimaryColumn({ name: "jackknife_group", type: "smallint", primaryKeyConstraintName: "driver_tally_pk" })
  jackknifeGroup!: number;

  @Column({ type: "bigint" })
  n!: string;

  /** Upper triangle of Z′Z, row by row; Z = [1, the plan's columns, score]. */
  @Column({ type: "bigint", array: true })
  products!: string[];
}
