import { Refusal } from "../../shared/refusal";
import type { Texts } from "../../shared/texts";
import { checkNames, presentTexts } from "./names";

/** What an agency tells people whom it asks. What it does not tell is left out of the page. */
export interface AgencyForPeople {
  /** Where to complain: a survey is no complaint. */
  readonly complaints: { readonly name: Texts; readonly url: string } | null;
  /** Whom to ask about the survey: a telephone number, an address. */
  readonly contact: Texts | null;
  /** Whether a team follows up what people say, so that they may be asked for leave to contact them. */
  readonly followsUp: boolean;
}

/** Of an agency that has told nothing. */
export const TELLS_NOTHING: AgencyForPeople = { complaints: null, contact: null, followsUp: false };

const LONGEST_URL = 500;

/** What is stored of it. Refused with the codes of {@link checkNames}, and `INVALID_URL` for what is no https address. */
export function checkForPeople({ complaints, contact, followsUp }: AgencyForPeople): AgencyForPeople | Refusal {
  const refusal = (complaints === null ? undefined : checkNames(complaints.name, ["complaints", "name"])) ?? (contact === null ? undefined : checkNames(contact, ["contact"]));
  if (refusal !== undefined) return refusal;
  if (complaints !== null && !isAddress(complaints.url)) return new Refusal("INVALID_URL", "The address must begin with https:// and be one people can follow.", ["complaints", "url"]);
  return {
    complaints: complaints === null ? null : { name: presentTexts(complaints.name), url: complaints.url },
    contact: contact === null ? null : presentTexts(contact),
    followsUp,
  };
}

function isAddress(text: string): boolean {
  return text.length <= LONGEST_URL && /^https:\/\/[^\s\p{C}]+$/u.test(text) && URL.canParse(text);
}
