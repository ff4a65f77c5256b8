// A real OpenID provider on loopback: oidc-provider with its default routes and login pages, state in memory.
// Usage: node server.mjs VENDORS_DIR, the npm prefix that holds the package. Prints the issuer once it listens.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const entry = join(process.argv[2], 'node_modules', 'oidc-provider', 'lib', 'index.js');
const { default: Provider } = await import(pathToFileURL(entry));

const signingKey = (kid, type, options, alg) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig',
});

const claims = {
  openid: ['sub'],
  profile: [
    'name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture',
    'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at',
  ],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
};

const user = {
  name: 'Ada Lovelace',
  given_name: 'Ada',
  family_name: 'Lovelace',
  middle_name: 'King',
  nickname: 'ada',
  preferred_username: 'ada',
  profile: 'https://people.example/ada',
  picture: 'https://people.example/ada.png',
  website: 'https://ada.example',
  gender: 'female',
  birthdate: '1815-12-10',
  zoneinfo: 'Europe/London',
  locale: 'en-GB',
  updated_at: 1700000000,
  email: 'ada@people.example',
  email_verified: true,
  phone_number: '+44 20 7946 0000',
  phone_number_verified: false,
  address: {
    formatted: '12 St James Square\nLondon SW1Y 4JH',
    street_address: '12 St James Square',
    locality: 'London',
    region: 'England',
    postal_code: 'SW1Y 4JH',
    country: 'United Kingdom',
  },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const machine = { redirect_uris: [], response_types: [] };
  const device = 'urn:ietf:params:oauth:grant-type:device_code';
  const provider = new Provider(issuer, {
    clients: [
      { ...machine, client_id: 'service', client_secret: 'service-secret', grant_types: ['client_credentials'], scope: 'read' },
      {
        ...machine,
        client_id: 'signer',
        client_secret: 'signer-secret-of-at-least-32-bytes',
        grant_types: ['client_credentials', device],
        token_endpoint_auth_method: 'client_secret_jwt',
      },
      {
        client_id: 'web',
        client_secret: 'web-secret',
        grant_types: ['authorization_code', 'refresh_token', device],
        redirect_uris: [`${issuer}/callback`],
        token_endpoint_auth_method: 'client_secret_post',
      },
      { ...machine, client_id: 'tv', grant_types: [device], token_endpoint_auth_method: 'none' },
    ],
    claims,
    cookies: { keys: ['only for this process'] },
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      introspection: { enabled: true },
      registration: { enabled: true },
      requestObjects: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        getResourceServerInfo: (ctx, resource) => ({ audience: resource, scope: 'read', accessTokenFormat: 'opaque' }),
      },
    },
    findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...user }) }),
    jwks: {
      keys: [
        signingKey('rsa', 'rsa', { modulusLength: 2048 }, 'RS256'),
        signingKey('ec', 'ec', { namedCurve: 'P-256' }, 'ES256'),
      ],
    },
    scopes: ['openid', 'offline_access', 'read'],
  });
  server.on('request', provider.callback());
  console.log(issuer);
});

// The parent holds the other end: when it is gone, so is this server.
process.stdin.on('end', () => process.exit()).resume();
