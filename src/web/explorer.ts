import type { FastifyInstance } from "fastify";
import { createReadStream } from "node:fs";
import { dirname, join } from "node:path";

const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** GraphiQL and what it needs, from the packages npm installed: nothing is fetched from elsewhere. */
const files = (): Readonly<Record<string, string>> => ({
  "react.js": join(folderOf("react"), "umd/react.production.min.js"),
  "react-dom.js": join(folderOf("react-dom"), "umd/react-dom.production.min.js"),
  "graphiql.js": join(folderOf("graphiql"), "graphiql.min.js"),
  "graphiql.css": join(folderOf("graphiql"), "graphiql.min.css"),
});

const FIRST_QUERY = `# Put your key under "Headers" below:
#   { "Authorization": "Bearer yusr_…" }
# The book at the left shows all there is to ask.
{
  viewer { role keyId }
}
`;

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Yusr: explorer</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/explore/graphiql.css">
<style>html, body, #explorer { height: 100%; margin: 0 }</style>
<div id="explorer"></div>
<script src="/explore/react.js"></script>
<script src="/explore/react-dom.js"></script>
<script src="/explore/graphiql.js"></script>
<script>
  ReactDOM.createRoot(document.getElementById("explorer")).render(
    React.createElement(GraphiQL, {
      fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
      defaultQuery: ${JSON.stringify(FIRST_QUERY)},
      defaultEditorToolsVisibility: "headers",
      shouldPersistHeaders: false,
    }),
  );
</script>
</html>
`;

/** It styles itself as it runs; whatever it loads is of this server. */
const POLICY = "default-src 'self' 'unsafe-inline' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Puts a GraphQL explorer under `/explore`. Development only: there the schema is shown to everybody, the data to key holders. */
export function serveExplorer(http: FastifyInstance): void {
  http.get("/", (_request, reply) => reply.redirect("/explore"));
  http.get("/explore", (_request, reply) => reply.type("text/html; charset=utf-8").header("content-security-policy", POLICY).send(PAGE));
  for (const [name, file] of Object.entries(files())) {
    http.get(`/explore/${name}`, (_request, reply) =>
      reply
        .type(name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8")
        .header("cache-control", "max-age=86400")
        .send(createReadStream(file)),
    );
  }
}
