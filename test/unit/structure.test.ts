/** The last column of the table in `docs/architecture.md`: what each folder may import, and how long a file may grow. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Folder (or file) → what its sources may import: folders and files of ours, packages, `node:` for Node's own. */
const RULES: Record<string, readonly string[]> = {
  'ladder/schema.ts': ['ladder', 'zod'],
  'ladder/arrangement/schema.ts': ['ladder', 'zod'],
  'ladder/saved-check/schema.ts': ['ladder', 'zod'],
  ladder: ['ladder'],
  workflows: ['ladder', 'workflows', '@temporalio/workflow'],
  activities: [
    'ladder',
    'store',
    'workflows/messages.ts',
    'activities',
    '@temporalio/activity',
    '@temporalio/common',
    'nodemailer',
    'pdfmake',
    'fontkit',
    'qr',
    '@cantoo/pdf-lib',
    'node:',
  ],
  worker: ['worker', '@temporalio/worker', 'node:'],
  store: ['ladder', 'store', 'kysely', 'pg', '@electric-sql/pglite', 'node:'],
  server: [
    'ladder',
    'store',
    'workflows/messages.ts',
    'server',
    '@temporalio/client',
    'fastify',
    '@fastify',
    'fastify-type-provider-zod',
    'zod',
    'saxes',
    'node:',
  ],
  example: ['ladder', 'store', 'server', 'activities', 'workflows/messages.ts', 'example', 'node:'],
  'editor/document': ['ladder', 'editor/document'],
  'editor/time-axis': ['ladder', 'editor/time-axis'],
  'editor/book/report': ['ladder', 'editor/book/report', 'editor/publish/removed.ts'],
  'editor/simulator/run': ['ladder', 'editor/simulator/run'],
  editor: [
    'ladder',
    'editor',
    // Types alone: what the API calls a role.
    'store/people-tables.ts',
    'react',
    'react-dom',
    'react-aria-components',
    '@lingui',
    '@rolldown/plugin-babel',
    '@tanstack',
    '@vitejs',
    '@xyflow/react',
    'lucide-react',
    'vite',
    'zustand',
    'node:',
  ],
  servers: ['servers', '@temporalio/client', '@temporalio/testing', 'pg', 'playwright-core', 'node:'],
  bin: [
    'ladder',
    'store',
    'server',
    'servers',
    'activities',
    'worker',
    'workflows',
    'example',
    'bin',
    '@temporalio/client',
    '@temporalio/worker',
    'pino',
    'vite',
    'zod',
    'node:',
  ],
};

/** Folders that read no clock, draw no random number and touch nothing outside. */
const PURE = ['ladder', 'editor/document', 'editor/time-axis', 'editor/book/report', 'editor/simulator/run'];

/** No file grows past what one sitting can read. Each that does says here why. */
const MOST_LINES = 300;
const LONGER: Record<string, string> = {
  'ladder/schema.ts': 'every outside form in one place, beside each other',
  'ladder/explain/en.ts': 'one language: every sentence beside its fellows',
  'ladder/explain/nl.ts': 'one language: every sentence beside its fellows',
  'ladder/invoice/settle.ts': 'one loop and its cases, read together',
};

interface Source {
  file: string;
  lines: number;
  imports: { name: string; typeOnly: boolean }[];
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(ROOT, folder)).flatMap((entry): Source[] => {
    const file = `${folder}/${entry}`;
    if (statSync(join(ROOT, file)).isDirectory()) return entry === 'dist' ? [] : sourcesIn(file);
    if (!/\.tsx?$/.test(file)) return [];
    const text = readFileSync(join(ROOT, file), 'utf8');
    const imports = [...text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?'([^']+)'/gm)];
    const dynamic = [...text.matchAll(/\bimport\(\s*'([^']+)'/g)];
    return [
      {
        file,
        lines: text.split('\n').length,
        imports: [
          ...imports.map((match) => ({ name: match[2]!, typeOnly: match[1] !== undefined })),
          ...dynamic.map((match) => ({ name: match[1]!, typeOnly: false })),
        ],
      },
    ];
  });
}

const sources = Object.keys(RULES)
  .filter((place) => !place.endsWith('.ts'))
  .flatMap(sourcesIn);

const isTest = ({ file }: Source) => /\.test\.ts$|(^|\/)(testing|fixtures)\.ts$/.test(file);

function allowedFor(file: string): readonly string[] {
  const folders = file.split('/').slice(0, -1);
  const places = folders.map((_, depth) => folders.slice(0, folders.length - depth).join('/'));
  return [file, ...places].map((place) => RULES[place]).find((rule) => rule !== undefined)!;
}

function isAllowed(file: string, name: string): boolean {
  const target = name.startsWith('.') ? relative(ROOT, normalize(join(ROOT, dirname(file), name))) : name;
  return allowedFor(file).some(
    (allowed) => target === allowed || target.startsWith(allowed.endsWith(':') ? allowed : `${allowed}/`),
  );
}

describe('the structure of the code', () => {
  test('each folder imports only what the architecture allows', () => {
    const strangers = sources
      .filter((source) => !isTest(source))
      .flatMap(({ file, imports }) =>
        imports.filter(({ name }) => !isAllowed(file, name)).map(({ name }) => `${file} imports ${name}`),
      );
    expect(strangers).toEqual([]);
  });

  test('workflows never load zod', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { name, typeOnly } of sources.find((source) => source.file === file)?.imports ?? []) {
        if (!typeOnly && name.startsWith('.')) visit(relative(ROOT, normalize(join(ROOT, dirname(file), name))));
      }
    };
    visit('workflows/workflows.ts');
    expect([...seen].filter((file) => file.endsWith('/schema.ts'))).toEqual([]);
    expect(seen.size).toBeGreaterThan(2);
  });

  test('the core reads no clock, draws no random number and touches nothing outside', () => {
    const outside =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bfetch\(|\brandomUUID\b|\bsetTimeout\(|\bIntl\.DateTimeFormat/;
    const found = sources
      .filter(({ file }) => PURE.some((folder) => file.startsWith(`${folder}/`)))
      .filter((source) => !isTest(source))
      .filter(({ file }) => outside.test(readFileSync(join(ROOT, file), 'utf8')))
      .map(({ file }) => file);
    expect(found).toEqual([]);
  });

  test('SQL lives in the store', () => {
    const sql = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/;
    const wrong = sources
      .filter((source) => !source.file.startsWith('store/') && !isTest(source))
      .filter(({ file }) => sql.test(readFileSync(join(ROOT, file), 'utf8')))
      .map(({ file }) => file);
    expect(wrong).toEqual([]);
  });

  test('no file grows past one sitting without saying why', () => {
    const long = sources.filter((source) => !isTest(source) && source.lines > MOST_LINES && !LONGER[source.file]);
    expect(long.map(({ file, lines }) => `${file}: ${lines} lines`)).toEqual([]);
    const stale = Object.keys(LONGER).filter(
      (file) => (sources.find((source) => source.file === file)?.lines ?? 0) <= MOST_LINES,
    );
    expect(stale).toEqual([]);
  });
});
