import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { oneOf } from "../../database/one-of";
import { Validation } from "../domain/instrument";

/** The words of an instrument in a language beside Arabic and English. They never change; how well they are tested may. */
@Entity("instrument_translation")
@ForeignKey("InstrumentEntity", ["instrumentCode", "instrumentVersion"], ["code", "version"], { name: "instrument_translation_instrument_fk" })
@Check("instrument_translation_language_ck", "language NOT IN ('ar', 'en')")
@Check("instrument_translation_validation_ck", oneOf("validation", Validation))
export class InstrumentTranslationEntity {
  @PrimaryColumn({ name: "instrument_code", type: "text", primaryKeyConstraintName: "instrument_translation_pk" })
  instrumentCode!: string;

  @PrimaryColumn({ name: "instrument_version", type: "integer", primaryKeyConstraintName: "instrument_translation_pk" })
  instrumentVersion!: number;

  /** BCP 47 tag. */
  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "instrument_translation_pk" })
  language!: string;

  @Column({ type: "text", nullable: true })
  lead!: string | null;

  @Column({ type: "text" })
  wording!: string;

  /** In the order of the instrument's points. */
  @Column({ type: "jsonb" })
  labels!: readonly string[];

  @Column({ name: "not_applicable", type: "text", nullable: true })
  notApplicable!: string | null;

  @Column({ type: "text" })
  validation!: Validation;
}
