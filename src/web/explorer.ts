import fastifyStatic from "@fastify/static";
import { getDistDirectory, renderAltair } from "altair-static";
import type { FastifyInstance } from "fastify";

/** Puts a GraphQL explorer under `/explore`, from this server's own files: nothing is fetched from elsewhere. Development only. */
export async function serveExplorer(http: FastifyInstance): Promise<void> {
  const page = renderAltair({ baseURL: "/explore/", endpointURL: "/graphql", initialHeaders: { Authorization: "Bearer <your key>" }, initialQuery: "{\n  viewer { role keyId }\n}\n" });
  await http.register(fastifyStatic, { root: getDistDirectory(), prefix: "/explore/", index: false });
  http.get("/explore", (_request, reply) => reply.redirect("/explore/"));
  http.get("/explore/", (_request, reply) => reply.type("text/html; charset=utf-8").send(page));
}
