import { Check, Column, Entity, PrimaryColumn, Unique } from "typeorm";
import type { Texts } from "../../shared/texts";
import { type AgencyForPeople, TELLS_NOTHING } from "../domain/agency-for-people";

/** A government entity that owns services. */
@Entity("agency")
@Unique("agency_code_uq", ["code"])
@Check("agency_code_ck", "code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'")
@Check("agency_for_people_ck", "for_people ?& ARRAY['complaints', 'contact', 'followsUp']")
@Check("agency_names_ck", "names <> '{}'")
@Check("agency_embed_origins_ck", "array_to_string(embed_origins, ' ', '') ~ '^((https://[a-z0-9.-]+|http://(localhost|127[.]0[.]0[.]1))(:[0-9]{1,5})?( |$))*$'")
export class AgencyEntity {
  @PrimaryColumn({ type: "uuid", primaryKeyConstraintName: "agency_pk" })
  id!: string;

  /** Unique nationwide. */
  @Column({ type: "text" })
  code!: string;

  @Column({ type: "jsonb" })
  names!: Texts;

  /** IANA name of the zone in which the agency's days begin. */
  @Column({ name: "time_zone", type: "text" })
  timeZone!: string;

  /** Whose pages may show its surveys in a frame. */
  @Column({ name: "embed_origins", type: "text", array: true, default: "{}" })
  embedOrigins!: readonly string[];

  /** What it tells people whom it asks. */
  @Column({ name: "for_people", type: "jsonb", default: TELLS_NOTHING })
  forPeople!: AgencyForPeople;
}
