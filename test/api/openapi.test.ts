import { expect, test } from 'vitest';
import { useApi } from '../support/api.ts';

const api = useApi();

interface Schema {
  type?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
}
interface Operation {
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: object;
}
const document = async () => (await api.get('/api/openapi.json')).body as Document;
const operations = ({ paths }: Document) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

/** Addresses that describe or guard the API, rather than being part of it. */
const NOT_LISTED = ['/healthz', '/api/openapi.json', '/api/schemas/ladder.json'];

test('the description lists every route, and nothing besides', async () => {
  const listed = operations(await document()).map(({ path, method }) => `${method.toUpperCase()} ${path}`);
  expect(listed.toSorted()).toEqual(
    routes()
      .filter((route) => !NOT_LISTED.includes(route.split(' ')[1]!))
      .toSorted(),
  );
});

test('every route says in a sentence what it does, what it takes and that it answers', async () => {
  for (const { path, method, operation } of operations(await document())) {
    const route = `${method} ${path}`;
    expect(operation.summary, route).toMatch(/^\p{Lu}.{5,}[^.]$/u);
    expect(Object.keys(operation.responses).length, route).toBeGreaterThan(0);
    for (const response of Object.values(operation.responses))
      expect(response.description, route).toEqual(expect.any(String));
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => name).toSorted(), route).toEqual(named.toSorted());
    for (const parameter of inPath) expect(parameter.required, route).toBe(true);
  }
});

test('the description is whole: a version, a title, and no reference that leads nowhere', async () => {
  const description = await document();
  expect(description.openapi).toMatch(/^3\.[01]\.\d+$/);
  expect(description.info).toEqual({
    title: expect.any(String),
    version: expect.any(String),
    description: expect.any(String),
  });
  for (const reference of referencesIn(description)) {
    const target = reference
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], description);
    expect(target, reference).toBeDefined();
  }
});

test('what a route takes is described by its own fields', async () => {
  const { paths } = await document();
  const schema = paths['/api/invoices']!.post!.requestBody!.content['application/json']!.schema as {
    required: string[];
    properties: Record<string, object>;
  };
  expect(schema.required).toEqual(expect.arrayContaining(['number', 'issued', 'amount', 'debtor']));
  expect(schema.properties.amount).toMatchObject({ type: 'string' });
});

/** "GET /api/invoices/{id}" of every route that the server has. */
const routes = () => api.routes().map((route) => route.replace(/:(\w+)/g, '{$1}'));

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === '$ref' && typeof member === 'string' ? [member] : referencesIn(member),
  );
}

/** Documents are checked by rules of their own, with a sentence for each field. */
const CHECKED_OTHERWISE = ['POST /api/ladders'];

test('no address swallows a field that it does not know', async () => {
  const open = ({ anyOf, oneOf, type, additionalProperties }: Schema): boolean => {
    const forms = anyOf ?? oneOf;
    return forms ? forms.some(open) : type === 'object' && additionalProperties !== false;
  };
  const careless = operations(await document()).flatMap(({ path, method, operation }) => {
    const schema = operation.requestBody?.content['application/json']?.schema;
    return schema && open(schema) ? [`${method.toUpperCase()} ${path}`] : [];
  });
  expect(careless).toEqual(CHECKED_OTHERWISE);
});
