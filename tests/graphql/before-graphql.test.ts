import { startTestApp } from "../support/test-app";

const post = async (address: string, body: string, headers: object = {}): Promise<{ status: number; body: any }> => {
  const response = await fetch(`${address}/graphql`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
  return { status: response.status, body: await response.json() };
};

test("what never reached GraphQL is refused in GraphQL's form, and tells nothing of our machines", async () => {
  const app = await startTestApp();
  try {
    expect(await post(app.address, "{")).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: "INVALID_JSON_BODY" } }] } });
    expect(await post(app.address, " ".repeat(1_048_577))).toMatchObject({ status: 413, body: { errors: [{ extensions: { code: "BODY_TOO_LARGE" } }] } });

    const key = await app.key({ role: "office" });
    await app.house.dataSource.destroy();
    const away = await post(app.address, JSON.stringify({ query: "{ viewer { role } }" }), { authorization: `Bearer ${key}` });
    expect(away).toEqual({ status: 500, body: { errors: [{ message: expect.stringContaining("broke on our side"), extensions: { code: "INTERNAL_SERVER_ERROR" } }] } });
    await app.house.dataSource.initialize();
  } finally {
    await app.close();
  }
});
