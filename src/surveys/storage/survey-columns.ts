/** The columns of a survey under the names of the domain. */
export const SURVEY_COLUMNS = `id, service_id AS "serviceId", code, moment, version, state, questions,
    created_at AS "createdAt", published_at AS "publishedAt", retired_at AS "retiredAt"`;
