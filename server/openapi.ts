/** How the API describes itself. */
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { accessOf } from './access.ts';
import { signaturesOf } from './signature.ts';

/** The settings of the description; `keyed` where API_KEY is set. */
export const description = (keyed: boolean): FastifyDynamicSwaggerOptions => ({
  openapi: {
    info: {
      title: 'Incassoladder',
      version: '1',
      description: 'Invoice escalation: register invoices, signal what happens to them, see what comes and why.',
    },
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'incassoladder' },
      },
    },
    ...(keyed && { security: [{ apiKey: [] }] }),
  },
  transform: (given) => {
    const { schema, url } = jsonSchemaTransform(given);
    const access = accessOf(String(given.route.method), url);
    if (schema.hide || access === null) return { schema, url };
    const optional = signaturesOf(given.schema?.body);
    const body = schema.body as { required?: string[] } | undefined;
    return {
      schema: {
        ...schema,
        ...(access === 'everybody'
          ? { security: [], description: 'For everybody.' }
          : { description: sentence(access, optional) }),
        ...(body?.required && {
          body: { ...body, required: body.required.filter((name) => !optional.includes(name)) },
        }),
      },
      url,
    };
  },
});

function sentence(
  { roles, scopes }: { roles: readonly string[]; scopes: readonly string[] },
  signed: string[],
): string {
  const parts = [`For the roles ${roles.join(', ')}.`];
  parts.push(scopes.length > 0 ? `For keys with one of the scopes ${scopes.join(', ')}.` : 'Not for keys.');
  for (const name of signed) parts.push(`A key says in \`${name}\` who acts; a session says so by itself.`);
  return parts.join(' ');
}
