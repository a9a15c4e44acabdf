import { Check, Column, Entity, PrimaryColumn } from "typeorm";

/** What the survey page says around the questions, in a further language. */
@Entity("page_text")
@Check("page_text_language_ck", "language ~ '^[a-z]{2,3}$' AND language NOT IN ('ar', 'en')")
export class PageTextEntity {
  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "page_text_pk" })
  language!: string;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "page_text_pk" })
  key!: string;

  @Column({ type: "text" })
  text!: string;
}
