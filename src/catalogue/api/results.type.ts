import { resultOf } from "../../graphql/refusal.type";
import { AgencyType } from "./agency.type";
import { PortalType } from "./portal.type";
import { ServiceType } from "./service.type";
import { TouchpointType } from "./touchpoint.type";

/** What mutations of the catalogue answer: the thing as it is now, or an expected no. */
export const AgencyResult = resultOf(AgencyType, "AgencyResult");
export const ServiceResult = resultOf(ServiceType, "ServiceResult");
export const TouchpointResult = resultOf(TouchpointType, "TouchpointResult");
export const PortalResult = resultOf(PortalType, "PortalResult");
