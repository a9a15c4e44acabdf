import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type RefusalType, toResult } from "../../graphql/refusal.type";
import type { RequestContext } from "../../graphql/request-context";
import type { CreateServiceService } from "../create-service.service";
import type { CreateTouchpointService } from "../create-touchpoint.service";
import type { DefinePersonasService } from "../define-personas.service";
import type { DefineSegmentsService } from "../define-segments.service";
import type { Persona } from "../domain/persona";
import type { Segment } from "../domain/segment";
import type { SetAgencyForPeopleService } from "../set-agency-for-people.service";
import type { SetEmbedOriginsService } from "../set-embed-origins.service";
import type { UpdateServiceService } from "../update-service.service";
import { type AgencyType, toAgencyType } from "./agency.type";
import { AgencyForPeopleInput, CreateServiceInput, CreateTouchpointInput, PersonaInput, SegmentInput, UpdateServiceInput } from "./owner.input";
import { AgencyResult, ServiceResult, TouchpointResult } from "./results.type";
import { type ServiceType, toServiceType } from "./service.type";
import { type TouchpointType, toTouchpointType } from "./touchpoint.type";

/** What an owner says about its own services. */
@Resolver()
export class OwnerResolver {
  constructor(
    private readonly useCases: {
      readonly createService: CreateServiceService;
      readonly updateService: UpdateServiceService;
      readonly createTouchpoint: CreateTouchpointService;
      readonly defineSegments: DefineSegmentsService;
      readonly definePersonas: DefinePersonasService;
      readonly setAgencyForPeople: SetAgencyForPeopleService;
      readonly setEmbedOrigins: SetEmbedOriginsService;
    },
  ) {}

  @Mutation(() => ServiceResult, { description: "Enters a service, on its standard procedure: it can be reported at once." })
  async createService(
    @Ctx() { actor }: RequestContext,
    @Arg("input", () => CreateServiceInput, { description: "The service." }) { agency, code, names, nationalCode }: CreateServiceInput,
  ): Promise<ServiceType | RefusalType> {
    return toResult(await this.useCases.createService.create(actor, { agency, code, names, nationalCode: nationalCode ?? null }), toServiceType);
  }

  @Mutation(() => ServiceResult, { description: "Changes what a service is called; its code and agency stay for ever." })
  async updateService(
    @Ctx() { actor }: RequestContext,
    @Arg("input", () => UpdateServiceInput, { description: "What changes." }) { service, names, nationalCode }: UpdateServiceInput,
  ): Promise<ServiceType | RefusalType> {
    return toResult(await this.useCases.updateService.update(actor, { service, names: names ?? null, ...(nationalCode === undefined ? {} : { nationalCode }) }), toServiceType);
  }

  @Mutation(() => TouchpointResult, { description: "Enters a place, site or line where beneficiaries and an agency meet." })
  async createTouchpoint(
    @Ctx() { actor }: RequestContext,
    @Arg("input", () => CreateTouchpointInput, { description: "The touchpoint." }) { agency, code, channel, names, governorate, wilayat }: CreateTouchpointInput,
  ): Promise<TouchpointType | RefusalType> {
    const touchpoint = { agency, code, channel, names, governorate: governorate ?? null, wilayat: wilayat ?? null };
    return toResult(await this.useCases.createTouchpoint.create(actor, touchpoint), toTouchpointType);
  }

  @Mutation(() => ServiceResult, { description: "Replaces a service's segments; transactions already recorded keep theirs." })
  async defineSegments(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("segments", () => [SegmentInput], { description: "At most twelve, in the order in which their conditions are tried." }) segments: SegmentInput[],
  ): Promise<ServiceType | RefusalType> {
    return toResult(await this.useCases.defineSegments.define(actor, service, segments.map(toSegment)), toServiceType);
  }

  @Mutation(() => ServiceResult, { description: "Replaces a service's personas." })
  async definePersonas(
    @Ctx() { actor }: RequestContext,
    @Arg("service", () => String, { description: "`CODE` or `AGENCY/CODE`." }) service: string,
    @Arg("personas", () => [PersonaInput], { description: "At most four." }) personas: PersonaInput[],
  ): Promise<ServiceType | RefusalType> {
    return toResult(await this.useCases.definePersonas.define(actor, service, personas.map(toPersona)), toServiceType);
  }

  @Mutation(() => AgencyResult, { description: "Says what the agency tells people whom it asks." })
  async setAgencyForPeople(
    @Ctx() { actor }: RequestContext,
    @Arg("agency", () => String, { description: "Its code." }) agency: string,
    @Arg("input", () => AgencyForPeopleInput, { description: "All of it: what is left out is taken away." }) { complaints, contact, followsUp }: AgencyForPeopleInput,
  ): Promise<AgencyType | RefusalType> {
    return toResult(await this.useCases.setAgencyForPeople.set(actor, agency, { complaints: complaints ?? null, contact: contact ?? null, followsUp }), toAgencyType);
  }

  @Mutation(() => AgencyResult, { description: "Replaces the list of those whose pages may show the agency's surveys in a frame." })
  async setEmbedOrigins(
    @Ctx() { actor }: RequestContext,
    @Arg("agency", () => String, { description: "Its code." }) agency: string,
    @Arg("origins", () => [String], { description: "At most twenty, such as `https://portal.example.om`; empty: nobody." }) origins: string[],
  ): Promise<AgencyType | RefusalType> {
    return toResult(await this.useCases.setEmbedOrigins.set(actor, agency, origins), toAgencyType);
  }
}

function toSegment({ code, names, beneficiary, actedBy, firstTime }: SegmentInput): Segment {
  return { code, names, beneficiary: beneficiary ?? null, actedBy: actedBy ?? null, firstTime: firstTime ?? null };
}

function toPersona({ code, names, segments }: PersonaInput): Persona {
  return { code, names, segmentCodes: segments };
}
