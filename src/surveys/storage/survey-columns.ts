/** The columns of a survey under the names of the domain. */
export const SURVEY_COLUMNS = `id, service_id AS "serviceId", agency_id AS "agencyId", code, moment, version, state, questions, comments, approval,
    created_at AS "createdAt", published_at AS "publishedAt", retired_at AS "retiredAt"`;
