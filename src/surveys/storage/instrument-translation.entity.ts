import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";

/** The words of an instrument in a further language. They never change; whether they are tested may. */
@Entity("instrument_translation")
@ForeignKey("InstrumentEntity", ["instrumentCode", "instrumentVersion"], ["code", "version"], { name: "instrument_translation_instrument_fk" })
@Check("instrument_translation_language_ck", "language ~ '^[a-z]{2,3}$' AND language NOT IN ('ar', 'en')")
@Check("instrument_translation_tested_ck", "(tested_by IS NULL) = (tested_on IS NULL)")
export class InstrumentTranslationEntity {
  @PrimaryColumn({ name: "instrument_code", type: "text", primaryKeyConstraintName: "instrument_translation_pk" })
  instrumentCode!: string;

  @PrimaryColumn({ name: "instrument_version", type: "integer", primaryKeyConstraintName: "instrument_translation_pk" })
  instrumentVersion!: number;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "instrument_translation_pk" })
  language!: string;

  @Column({ type: "text", nullable: true })
  lead!: string | null;

  @Column({ type: "text" })
  wording!: string;

  /** In the order of the points. */
  @Column({ type: "jsonb" })
  labels!: readonly string[];

  @Column({ name: "not_applicable", type: "text", nullable: true })
  notApplicable!: string | null;

  /** Who tested it with people; null: nobody. */
  @Column({ name: "tested_by", type: "text", nullable: true })
  testedBy!: string | null;

  @Column({ name: "tested_on", type: "date", nullable: true })
  testedOn!: string | null;
}
