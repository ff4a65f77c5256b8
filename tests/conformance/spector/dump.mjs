// Prints what the suite expects of each scenario as JSON: node dump.mjs NODE_MODULES BASE_URL
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, baseUrl] = process.argv.slice(2);
const { expandDyns } = await import(pathToFileURL(join(modules, "@typespec/spec-api/dist/index.js")));
const root = join(modules, "@typespec/http-specs/dist/specs");
const config = { baseUrl };

function content(body) {
  if (body === undefined) return undefined;
  if (body.kind === "multipart") {
    const files = (body.files ?? []).map((one) => ({ ...one, buffer: Buffer.from(one.buffer).toString("base64") }));
    return { type: body.contentType, parts: body.parts ?? {}, files };
  }
  const raw = body.rawContent;
  if (Buffer.isBuffer(raw)) return { type: body.contentType, base64: raw.toString("base64") };
  return { type: body.contentType, text: typeof raw === "string" || raw === undefined ? raw : raw.serialize(config) };
}

function described(api) {
  const { request = {}, response } = api;
  return {
    uri: api.uri,
    method: api.method,
    query: expandDyns(request.query ?? {}, config),
    path: expandDyns(request.pathParams ?? {}, config),
    headers: expandDyns(request.headers ?? {}, config),
    body: content(request.body),
    status: response.status,
  };
}

const found = {};
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (entry.name !== "mockapi.js") continue;
  const folder = entry.parentPath.slice(root.length + 1);
  const { Scenarios } = await import(pathToFileURL(join(entry.parentPath, entry.name)));
  for (const [name, scenario] of Object.entries(Scenarios)) {
    found[name] = { spec: folder, condition: scenario.passCondition, apis: scenario.apis.map(described) };
  }
}
process.stdout.write(JSON.stringify(found));
