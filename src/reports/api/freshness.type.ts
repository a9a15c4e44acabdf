import { Field, Float, ObjectType } from "type-graphql";
import { closedList } from "../../graphql/closed-list";
import { type Freshness, ReaderTrouble, ReportServer } from "../../shared/freshness";

export const ReportServerType = closedList(ReportServer, "ReportServer", "Which server of the database answered a report.", {
  WRITER: "The one that portals and people write to: it lacks nothing.",
  READER: "A replica, which follows the writer.",
});

export const ReaderTroubleType = closedList(ReaderTrouble, "ReaderTrouble", "Why the writer stood in for the reader that is configured.", {
  UNREACHABLE: "It does not answer, or not in time.",
  NOT_A_REPLICA: "It is no streaming replica of this database.",
  LAGGING: "It is further behind than `YUSR_READ_LAG_LIMIT` allows.",
  BUSY: "None of its connections came free in time.",
  INTERRUPTED: "It broke off while this report was read.",
});

@ObjectType("Freshness", { description: "How fresh the counts behind a report are. Process counts are live: what was committed is counted, here up to an instant." })
export class FreshnessType implements Freshness {
  @Field(() => ReportServerType, { description: "Who answered." })
  server!: ReportServer;

  @Field(() => Date, { description: "Everything committed before this instant is counted; later things may be. By the clock of the machine that answers." })
  asOf!: Date;

  @Field(() => Float, {
    description:
      "Seconds by which the reader was behind, at most. 0: it had applied everything that the writer had written when the report was asked for. Else: the age of the last commit it had applied, by the writer's clock, so rather too much than too little. 0 for the writer.",
  })
  lagSeconds!: number;

  @Field(() => ReaderTroubleType, { nullable: true, description: "Why the writer answered although a reader is configured; null otherwise." })
  readerPassedOver!: ReaderTrouble | null;
}
