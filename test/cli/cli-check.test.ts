import { describe, expect, test } from 'vitest';
import { run } from '../../bin/cli/check.ts';
import { exampleLadder, file, ladder, lines, projectFile, refusal } from '../fixtures/cli/cli.ts';

describe('ladder check', () => {
  test('a shipped ladder is named by its id and has no problem', async () => {
    const { code, out, err } = await ladder(['check', 'zeven-stappen']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^zeven-stappen version \d+: \d+ steps, no problems\.\n$/);
  });

  test('a sound ladder in a file is ok, in words and as JSON', async () => {
    const name = file('sound.json', exampleLadder);
    expect(await ladder(['check', name])).toEqual({
      code: 0,
      out: 'example version 1: 7 steps, no problems.\n',
      err: '',
    });
    const { code, out } = await ladder(['check', name, '--json']);
    expect({ code, told: lines(out) }).toEqual({ code: 0, told: [{ ok: true, problems: [] }] });
  });

  test('every problem is told with its step, rule and sentence, and the exit code is 1', async () => {
    const broken = structuredClone(exampleLadder);
    delete broken.texts.nl.call;
    broken.steps[4].termDays = undefined;
    const name = file('broken.json', broken);
    const asJson = await ladder(['check', name, '--json']);
    const [told] = lines(asJson.out) as [{ ok: boolean; problems: Record<string, string>[] }];
    expect({ code: asJson.code, ok: told.ok }).toEqual({ code: 1, ok: false });
    expect(told.problems.map(({ step, rule }) => [step, rule])).toEqual([
      ['call', 'missing-text'],
      ['notice-of-default', 'unanswered-merge-field'],
      ['notice-of-default', 'unanswered-merge-field'],
      ['notice-of-default', 'notice-without-term'],
      ['hand-over', 'anchor-without-notice'],
    ]);
    const { code, out } = await ladder(['check', name]);
    expect(code).toBe(1);
    for (const { step, rule, sentence } of told.problems) {
      expect(out).toMatch(new RegExp(`^${step} +${rule} +${sentence!.replace(/[.*+?()[\]{}]/g, '\\$&')}$`, 'm'));
    }
    expect(out).toContain('\n5 problems.\n');
  });

  test('a problem is told with its place, in both languages, and with a fix where there is one', async () => {
    const broken = structuredClone(exampleLadder);
    delete broken.steps[4].termDays;
    const name = file('termless.json', broken);
    const [told] = lines((await ladder(['check', name, '--json'])).out) as [{ problems: Record<string, unknown>[] }];
    const termless = told.problems.find(({ rule }) => rule === 'notice-without-term');
    expect(termless).toMatchObject({
      severity: 'error',
      step: 'notice-of-default',
      pointer: '/steps/4/termDays',
      sentence_nl: expect.stringContaining('stelt de klant in gebreke'),
      fix: {
        label: 'Give a term of 14 days',
        label_nl: 'Geef een termijn van 14 dagen',
        operations: [{ op: 'add', path: '/steps/4/termDays', value: 14 }],
      },
    });
    expect(told.problems.find(({ rule }) => rule === 'unanswered-merge-field')).toMatchObject({ fix: null });
    const { out } = await ladder(['check', name]);
    expect(out).toMatch(/^ +at \/steps\/4\/termDays; fix: Give a term of 14 days$/m);
    expect(out).toMatch(/^ +at \/texts\/nl\/notice-of-default\/body$/m);
  });

  test('a warning is told, and the ladder may run all the same', async () => {
    const odd = structuredClone(exampleLadder);
    delete odd.steps[1].outcomes;
    odd.steps = odd.steps.filter(({ id }: { id: string }) => id !== 'dispute');
    for (const language of ['nl', 'en']) delete odd.texts[language].dispute;
    const name = file('odd.json', odd);
    const { code, out } = await ladder(['check', name]);
    expect(code).toBe(0);
    expect(out).toMatch(/^call +dispute-goes-on \(warning\) +After the outcome "dispute"/m);
    expect(out).toContain('\n1 warning.\n');
    const [told] = lines((await ladder(['check', name, '--json'])).out) as [{ ok: boolean; problems: object[] }];
    expect(told).toMatchObject({ ok: true, problems: [{ rule: 'dispute-goes-on', severity: 'warning' }] });
  });

  test('what does not fit the schema is told by its path, and by its step where that can be read', async () => {
    const broken = structuredClone(exampleLadder);
    broken.steps[0].when.days = '14';
    broken.steps[1].kind = 'telephone';
    broken.steps[4].colour = 'red';
    broken.texts.en.reminder.subject = '';
    delete broken.intake;
    broken.office.closed = ['2026-02-30'];
    const { code, out } = await ladder(['check', file('misfit.json', broken), '--json']);
    const [told] = lines(out) as [{ problems: Record<string, string>[] }];
    expect(code).toBe(1);
    expect(told.problems.every(({ rule }) => rule === 'schema')).toBe(true);
    const found = Object.fromEntries(told.problems.map(({ step, sentence }) => [sentence, step]));
    expect(found).toMatchObject({
      '"steps[0].when.days" must be a number, but is "14".': 'reminder',
      '"steps[1].kind" must be one of "send", "call", "task", "decide", "deliveries", "charge", "approve", "handover", "end", but is "telephone".':
        'call',
      '"steps[4]" has a member "colour" that nothing reads; take it out or mend its name.': 'notice-of-default',
      '"texts.en.reminder.subject" must be at least 1 character long, but is "".': 'reminder',
      '"intake" is missing.': null,
      '"office.closed[0]" must be a date that exists, as YYYY-MM-DD, but is "2026-02-30".': null,
    });
  });
});

describe('a check that cannot be done is refused in a sentence', () => {
  test.each<[string, string[], RegExp]>([
    [
      'a name that is neither a file nor a shipped ladder',
      ['nowhere.json'],
      /^"nowhere.json" is neither a file nor a shipped ladder; these are shipped: zeven-stappen/,
    ],
    ['a folder', [projectFile('ladder')], /is a folder; name a file in it\.$/],
    ['no ladder', [], /^"check" takes one ladder; write: npm run -s ladder -- check/],
    ['two ladders', ['a', 'b'], /^"check" takes one ladder/],
    ['an unknown option', ['x', '--jsn'], /^There is no option "--jsn"; write: npm run -s ladder -- check/],
    ['a value for an option that takes none', ['x', '--json=yes'], /^The option "--json" takes no value/],
  ])('%s', async (_, args, sentence) => {
    expect(await refusal(run(args))).toMatch(sentence);
  });

  test('with exit code 2, the sentence on standard error, and nothing on standard output', async () => {
    expect(await ladder(['check', file('comma.json', '{\n  "id": "x",\n}'), '--json'])).toEqual({
      code: 2,
      out: '',
      err: '"comma.json" is not JSON: line 3, column 1: expected a name in double quotes, but found "}".\n',
    });
  });
});

describe('the program', () => {
  test('without a command it shows how it is used, and exits with 2', async () => {
    const { code, out, err } = await ladder([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('npm run -s ladder -- simulate --ladder');
  });

  test('asked for help it shows the same on standard output, and exits with 0', async () => {
    const [bare, help] = await Promise.all([ladder([]), ladder(['--help'])]);
    expect(help).toEqual({ code: 0, out: bare.err, err: '' });
  });

  test('each command shows its own use when asked for help', async () => {
    const commands = ['check', 'simulate', 'claim', 'import', 'status', 'book'];
    const all = await Promise.all(commands.map((command) => ladder([command, '--help'])));
    for (const [index, { code, out, err }] of all.entries()) {
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(new RegExp(`^npm run -s ladder -- ${commands[index]} `));
    }
  });

  test('an unknown command is refused with the names of those that exist', async () => {
    const ended = await ladder(['chekc']);
    expect(ended).toEqual({
      code: 2,
      out: '',
      err: 'There is no command "chekc"; there are check, simulate, claim, import, status, book, user.\n',
    });
  });

  test('under npm, files are looked for in the folder in which npm was called', async () => {
    const env = { npm_lifecycle_event: 'ladder', INIT_CWD: projectFile('ladder/library') };
    expect((await ladder(['check', 'zeven-stappen.json'], env, projectFile('.'))).code).toBe(0);
  });
});
