import { resultOf } from "../../graphql/refusal.type";
import { AgencyType } from "./agency.type";
import { HolidayType, NamedPeriodType } from "./calendar.type";
import { PortalType } from "./portal.type";
import { ProcedureType } from "./procedure.type";
import { ServiceType } from "./service.type";
import { TouchpointType } from "./touchpoint.type";

/** What mutations of the catalogue answer: the thing as it is now, or an expected no. */
export const AgencyResult = resultOf(AgencyType, "AgencyResult");
export const ServiceResult = resultOf(ServiceType, "ServiceResult");
export const TouchpointResult = resultOf(TouchpointType, "TouchpointResult");
export const PortalResult = resultOf(PortalType, "PortalResult");
export const ProcedureResult = resultOf(ProcedureType, "ProcedureResult");
export const HolidayResult = resultOf(HolidayType, "HolidayResult");
export const NamedPeriodResult = resultOf(NamedPeriodType, "NamedPeriodResult");
