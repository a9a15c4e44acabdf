import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import { TextsScalar } from "../../graphql/scalars";
import type { Texts } from "../../shared/texts";
import type { CreateAgencyService } from "../create-agency.service";
import type { CreatePortalService } from "../create-portal.service";
import type { DeclareVolumesService } from "../declare-volumes.service";
import type { SurveyPolicy } from "../domain/service-facts";
import type { EndGrantService } from "../end-grant.service";
import type { GrantPortalService } from "../grant-portal.service";
import type { SetSurveyPolicyService } from "../set-survey-policy.service";
import type { UpdateAgencyService } from "../update-agency.service";
import { type AgencyType, toAgencyType } from "./agency.type";
import { SurveyPolicyType } from "./closed-lists.type";
import { CreateAgencyInput, CreatePortalInput, DeclaredVolumeInput, EndGrantInput, GrantPortalInput } from "./office.input";
import { type PortalType, toPortalType } from "./portal.type";
import { AgencyResult, PortalResult, ServiceResult } from "./results.type";
import { type ServiceType, toServiceType } from "./service.type";

/** What only the office and the administration decide: what an owner must not decide about itself. */
@Resolver()
export class OfficeResolver {
  constructor(
    private readonly useCases: {
      readonly createAgency: CreateAgencyService;
      readonly updateAgency: UpdateAgencyService;
      readonly createPortal: CreatePortalService;
      readonly grantPortal: GrantPortalService;
      readonly endGrant: EndGrantService;
      readonly setSurveyPolicy: SetSurveyPolicyService;
      readonly declareVolumes: DeclareVolumesService;
    },
  ) {}

  @Mutation(() => AgencyResult, { description: "Enters a government entity." })
  async createAgency(@Ctx() { actor }: RequestContext, @Arg("input", () => CreateAgencyInput, { description: "The agency." }) { code, names, timeZone }: CreateAgencyInput): Promise<AgencyType | RefusalType> {
    return toResult(await this.useCases.createAgency.create(actor, { code, names, ...(timeZone == null ? {} : { timeZone }) }), toAgencyType);
  }

  @Mutation(() => AgencyResult, { description: "Changes what an agency is called; its code stays for ever." })
  async updateAgency(
    @Ctx() { actor }: RequestContext,
    @Arg("agency", () => String, { description: "Its code." }) agency: string,
    @Arg("names", () => TextsScalar, { description: "Its name; replaces all languages." }) names: Texts,
  ): Promise<AgencyType | RefusalType> {
    return toResult(await this.useCases.updateAgency.update(actor, agency, names), toAgencyType);
  }

  @Mutation(() => PortalResult, { description: "Enters a reporting system; it may report nothing until it is granted a service." })
  async createPortal(@Ctx() { actor }: RequestContext, @Arg("input", () => CreatePortalInput, { description: "The portal." }) { code, names, agency }: CreatePortalInput): Promise<PortalType | RefusalType> {
    return toResult(await this.useCases.createPortal.create(actor, { code, names, agency }), toPortalType);
  }

  @Mutation(() => PortalResult, { description: "Lets a portal report a service, from a day on." })
  async grantPortal(
    @Ctx() { actor }: RequestContext,
    @Arg("input", () => GrantPortalInput, { description: "Portal, service and days." }) { portal, service, from, to }: GrantPortalInput,
  ): Promise<PortalType | RefusalType> {
    return toResult(await this.useCases.grantPortal.grant(actor, { portal, service, from, to: to ?? null }), toPortalType);
  }

  @Mutation(() => PortalResult, { description: "Takes from a portal the right to report a service, from a day on; what it reported before stays." })
  async endGrant(@Ctx() { actor }: RequestContext, @Arg("input", () => EndGrantInput, { description: "Portal, service and day." }) { portal, service, on }: EndGrantInput): Promise<PortalType | RefusalType> {
    return toResult(await this.useCases.endGrant.end(actor, { portal, service, on }), toPortalType);
  }

  @Mutation(() => ServiceResult, { description: "Says whether and how people may be asked about a service." })
  async setSurveyPolicy(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("policy", () => SurveyPolicyType, { description: "The policy." }) policy: SurveyPolicy,
  ): Promise<ServiceType | RefusalType> {
    return toResult(await this.useCases.setSurveyPolicy.set(actor, service, policy), toServiceType);
  }

  @Mutation(() => ServiceResult, { description: "Enters yearly volumes from a register; what was there for the same year and channel is replaced." })
  async declareVolumes(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("volumes", () => [DeclaredVolumeInput], { description: "At most 500." }) volumes: DeclaredVolumeInput[],
  ): Promise<ServiceType | RefusalType> {
    return toResult(await this.useCases.declareVolumes.declare(actor, service, volumes), toServiceType);
  }
}
