import { Check, Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import type { Texts } from "../../shared/texts";
import { ServiceEntity } from "./service.entity";

/** A research archetype; never a key of data. */
@Entity("persona")
@Check("persona_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check("persona_names_ck", "names <> '{}'")
export class PersonaEntity {
  @ForeignKey(() => ServiceEntity, { name: "persona_service_fk" })
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "persona_pk" })
  serviceId!: string;

  @PrimaryColumn({ type: "text", primaryKeyConstraintName: "persona_pk" })
  code!: string;

  @Column({ type: "integer" })
  position!: number;

  @Column({ type: "jsonb" })
  names!: Texts;

  /** Codes of the segments it stands for. */
  @Column({ name: "segment_codes", type: "text", array: true })
  segmentCodes!: string[];
}
