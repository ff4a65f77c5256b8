// A certified OpenID provider on loopback, and a resource server beside it that really checks the tokens.
// Usage: node server.mjs NPM_PREFIX PUBLIC_JWK_JSON ACCESS_TOKEN_SECONDS. Prints the issuer once it listens.
// GET /resource wants a live access token; GET /expire ends the one it is called with, and no other; GET /counts tells what happened: token requests, and 401s of the resource.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const entry = join(process.argv[2], 'node_modules', 'oidc-provider', 'lib', 'index.js');
const { default: Provider } = await import(pathToFileURL(entry));
const publicKey = JSON.parse(process.argv[3]);
const seconds = Number(process.argv[4]);

const signingKey = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: 'rsa', alg: 'RS256', use: 'sig',
};
const counts = { tokens: 0, refused: 0, rejected: 0, revoked: 0 };

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const machine = { redirect_uris: [], response_types: [], grant_types: ['client_credentials'], scope: 'read' };
  const device = 'urn:ietf:params:oauth:grant-type:device_code';
  const person = { scope: 'openid offline_access read', token_endpoint_auth_method: 'none' };
  const provider = new Provider(issuer, {
    clients: [
      { ...machine, client_id: 'service:1', client_secret: 'planted secret+1' },
      { ...machine, client_id: 'poster', client_secret: 'planted-secret-2', token_endpoint_auth_method: 'client_secret_post' },
      { ...machine, client_id: 'signer', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [publicKey] } },
      {
        ...person,
        client_id: 'cli',
        application_type: 'native',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: ['http://127.0.0.1/callback'],
      },
      { ...person, client_id: 'tv', grant_types: [device, 'refresh_token'], redirect_uris: [], response_types: [] },
    ],
    claims: { openid: ['sub'] },
    cookies: { keys: ['only for this process'] },
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      revocation: { enabled: true },
      introspection: { enabled: true },
    },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    jwks: { keys: [signingKey] },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    scopes: ['openid', 'offline_access', 'read'],
    ttl: { AccessToken: seconds, ClientCredentials: seconds },
  });
  provider.on('grant.success', () => { counts.tokens += 1; });
  provider.on('grant.error', () => { counts.refused += 1; });
  provider.on('grant.revoked', () => { counts.revoked += 1; });

  const live = async (request) => {
    const value = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const found = await provider.AccessToken.find(value) ?? await provider.ClientCredentials.find(value);
    return found?.isValid ? found : undefined;
  };
  const handle = provider.callback();
  server.on('request', async (request, response) => {
    const json = (status, body, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    if (request.url === '/counts') return json(200, counts);
    if (!['/resource', '/expire'].includes(request.url)) return handle(request, response);
    const token = await live(request);
    if (token && request.url === '/expire') return json(200, await token.destroy() ?? {});
    if (token) return json(200, { name: token.accountId ?? token.clientId });
    counts.rejected += 1;
    return json(401, {}, { 'www-authenticate': 'Bearer error="invalid_token"' });
  });
  console.log(issuer);
});

// The parent holds the other end: when it is gone, so is this server.
process.stdin.on('end', () => process.exit()).resume();
