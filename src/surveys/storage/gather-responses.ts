import type { Insertions } from "../../database/insertions";
import type { UnnestColumn } from "../../database/unnest";
import { ANSWER_COLUMNS, answerRows, LINK_COLUMNS, RESPONSE_COLUMNS } from "./response-columns";
import type { StoredResponse } from "./stored-response";

type CommentRow = StoredResponse["comments"][number] & Pick<StoredResponse, "serviceId" | "language"> & { readonly responseId: string };

const COMMENT: readonly UnnestColumn<CommentRow>[] = [
  { name: "service_id", type: "uuid", of: (c) => c.serviceId },
  { name: "response_id", type: "uuid", of: (c) => c.responseId },
  { name: "question", type: "text", of: (c) => c.question },
  { name: "language", type: "text", of: (c) => c.language },
  { name: "text", type: "text", of: (c) => c.text },
];

/** The rows of responses: themselves, their answers in order, the paths to their transactions, and their comments. */
export function gatherResponses(into: Insertions, responses: readonly StoredResponse[]): void {
  into.add("response", RESPONSE_COLUMNS, responses);
  into.add("answer", ANSWER_COLUMNS, responses.flatMap(answerRows));
  into.add("response_link", LINK_COLUMNS, responses.filter(({ transactionId }) => transactionId !== null));
  into.add("comment", COMMENT, responses.flatMap(({ serviceId, id: responseId, language, comments }) => comments.map((comment) => ({ ...comment, serviceId, responseId, language }))));
}
