import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import type { Texts } from "../../shared/texts";
import { Direction, InstrumentKind, ScaleOrder, type ScalePoint, TestMark, type Validation } from "../domain/instrument";

/** One exact question. Its words and scale never change under a version; how well they are tested may. */
@Entity("instrument")
@Check("instrument_agency_ck", "(agency_id IS NULL) = (code NOT LIKE '%/%')")
@Check("instrument_version_ck", "version > 0")
@Check("instrument_kind_ck", oneOf("kind", InstrumentKind))
@Check("instrument_direction_ck", oneOf("direction", Direction))
@Check("instrument_scale_order_ck", oneOf("scale_order", ScaleOrder))
@Check("instrument_test_mark_ck", oneOf("test_mark", TestMark))
export class InstrumentEntity {
  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "instrument_pk" })
  code!: string;

  @PrimaryColumn({ type: "integer", primaryKeyConstraintName: "instrument_pk" })
  version!: number;

  /** Whose own question it is; null: one of the bank. */
  @ForeignKey("AgencyEntity", { name: "instrument_agency_fk" })
  @Column({ name: "agency_id", type: "uuid", nullable: true })
  agencyId!: string | null;

  @Column({ type: "text" })
  kind!: InstrumentKind;

  @Column({ type: "text" })
  direction!: Direction;

  @Column({ name: "scale_order", type: "text" })
  order!: ScaleOrder;

  @Column({ type: "jsonb", nullable: true })
  lead!: Texts | null;

  @Column({ type: "jsonb" })
  wording!: Texts;

  @Column({ type: "jsonb" })
  points!: readonly ScalePoint[];

  @Column({ name: "not_applicable", type: "jsonb", nullable: true })
  notApplicable!: Texts | null;

  /** By language. */
  @Column({ type: "jsonb" })
  validation!: Readonly<Record<string, Validation>>;

  @Column({ name: "test_mark", type: "text" })
  testMark!: TestMark;

  @Column({ type: "text" })
  source!: string;

  @Column({ type: "text", nullable: true })
  note!: string | null;
}
