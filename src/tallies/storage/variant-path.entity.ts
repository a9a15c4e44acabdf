import { Column, Entity, PrimaryColumn } from "typeorm";

/** What the paths are that `variant_tally` counts by their short name. A path once known is kept. */
@Entity("variant_path")
export class VariantPathEntity {
  @PrimaryColumn({ name: "service_id", type: "uuid", primaryKeyConstraintName: "variant_path_pk" })
  serviceId!: string;

  @PrimaryColumn({ name: "path_hash", type: "text", primaryKeyConstraintName: "variant_path_pk" })
  pathHash!: string;

  @Column({ type: "text", array: true })
  steps!: string[];
}
