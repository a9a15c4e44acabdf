// The shapes of the API's answers, which --json prints, carry decorators.
import "reflect-metadata";
import { type Command, Option } from "commander";
import type { House } from "../app";
import { Refusal } from "../shared/refusal";
import { toSurveyType } from "../surveys/api/survey.type";
import { Moment } from "../surveys/domain/moment";
import { type SurveyScope, scopeOf } from "../surveys/domain/survey";
import type { NamedScope, NamedSurvey } from "../surveys/survey-scopes";
import type { AddCommand, CliContext } from "./cli-context";

interface PlaceOptions {
  readonly service?: string;
  readonly agency?: string;
  readonly national?: true;
  readonly json?: true;
}

interface MomentOptions extends PlaceOptions {
  readonly moment: Moment;
}

interface ApproveOptions extends MomentOptions {
  readonly authority: string;
  readonly reference: string;
  readonly until: string;
}

/** A list is read whole. */
const EVERY_VERSION = 500;

/** `yusr survey list|draft|approve|publish|retire`: what people are asked. */
export const addSurveyCommand: AddCommand = (program, context) => {
  const surveys = program.command("survey").description("what people are asked: of a service, of all services of an agency, or of the nation");
  place(surveys.command("list").description("every version, by moment")).action((options: PlaceOptions) =>
    context.withHouse(async (house) => {
      const { service, agency } = scopeFrom(options, context);
      const { rows } = await house.surveys.listSurveys.list(context.operator, { service, agency }, { first: EVERY_VERSION, after: null });
      if (options.json === true) context.print(JSON.stringify(rows.map(toSurveyType), null, 2));
      else context.print(rows.length === 0 ? "There are no surveys." : rows.map(lineOf).join("\n"));
    }),
  );
  moment(place(surveys.command("draft").description("draft the national survey for a service or an agency; questions of its own are drafted over the API"))).action((options: MomentOptions) =>
    act(context, options, (house, named) => house.surveys.defineSurvey.draft(context.operator, { ...named, moment: options.moment, code: null, questions: null, comments: null })),
  );
  moment(place(surveys.command("approve").description("note that an authority lets people be asked so").argument("<version>", "as `yusr survey list` shows it", Number)))
    .requiredOption("--authority <name>", "who approved it")
    .requiredOption("--reference <text>", "number or date of the letter")
    .requiredOption("--until <day>", "the last day on which anybody new may be asked, YYYY-MM-DD")
    .action((version: number, options: ApproveOptions) =>
      act(context, options, (house, named) => {
        const { authority, reference, until: validUntil } = options;
        return house.surveys.approveSurvey.approve(context.operator, { ...named, moment: options.moment, version, authority, reference, validUntil });
      }),
    );
  moment(place(surveys.command("publish").description("put a version into force, for good").argument("[version]", "without: the national survey as it is", Number))).action((version: number | undefined, options: MomentOptions) =>
    act(context, options, (house, named) => house.surveys.defineSurvey.publish(context.operator, { ...named, moment: options.moment, version: version ?? null })),
  );
  moment(place(surveys.command("retire").description("ask nobody new with a version, without another in its place").argument("<version>", "as `yusr survey list` shows it", Number))).action((version: number, options: MomentOptions) =>
    act(context, options, (house, named) => house.surveys.retireSurvey.retire(context.operator, { ...named, moment: options.moment, version })),
  );
};

function place(command: Command): Command {
  return command.option("--service <name>", "CODE or AGENCY/CODE").option("--agency <code>", "for all services of an agency").option("--national", "for all services").option("--json", "the API's answer");
}

function moment(command: Command): Command {
  return command.addOption(new Option("--moment <moment>", "when people are asked").choices(Object.keys(Moment)).default(Moment.AFTER_OUTCOME));
}

function scopeFrom({ service, agency, national }: PlaceOptions, context: CliContext): NamedScope {
  const meant: readonly SurveyScope[] = [...(service === undefined ? [] : ["SERVICE" as const]), ...(agency === undefined ? [] : ["AGENCY" as const]), ...(national === undefined ? [] : ["NATIONAL" as const])];
  const [scope, ...others] = meant;
  if (scope === undefined || others.length > 0) return context.fail("SCOPE_UNCLEAR", "Say for whom: --service, --agency or --national.");
  return { scope, service: service ?? null, agency: agency ?? null };
}

async function act(context: CliContext, options: PlaceOptions, work: (house: House, named: NamedScope) => Promise<NamedSurvey | Refusal>): Promise<void> {
  const named = scopeFrom(options, context);
  await context.withHouse(async (house) => {
    const survey = await work(house, named);
    if (survey instanceof Refusal) context.fail(survey.code, survey.message);
    else context.print(options.json === true ? JSON.stringify(toSurveyType(survey), null, 2) : lineOf(survey));
  });
}

function lineOf(survey: NamedSurvey): string {
  const { service, agency, moment: when, version, state, code, approval } = survey;
  const approved = approval === null ? [] : [`approved by ${approval.authority} until ${approval.validUntil}`];
  return [service ?? agency ?? scopeOf(survey).toLowerCase(), when, String(version), state, code, ...approved].join("  ");
}
