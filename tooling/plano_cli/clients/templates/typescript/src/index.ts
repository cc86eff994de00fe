// How to reach the API: without a token, or in the name of somebody who has one.
import createClient, { type Client, type Middleware } from "openapi-fetch";

import type { components, paths } from "./schema.js";
import { SENSITIVE } from "./sensitive.js";

export type { components, paths };
export type PlanoClient = Client<paths>;

const encoded = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

// Routes with sensitive params read the base64 of them.
const encoding: Middleware = {
  async onRequest({ request, schemaPath }) {
    if (!SENSITIVE.includes(schemaPath)) return undefined;
    const headers = new Headers(request.headers);
    headers.set("content-type", "text/plain");
    return new Request(request.url, { method: request.method, headers, body: encoded(await request.text()) });
  },
};

/** A client of the API at this address. Logins and registrations need no token. */
export const connect = (url: string, token?: string): PlanoClient => {
  const client = createClient<paths>({
    baseUrl: url,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  client.use(encoding);
  return client;
};
