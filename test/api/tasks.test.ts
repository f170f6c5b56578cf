import { describe, expect, test } from 'vitest';
import { park, parkedTaskId } from '../../activities/park.ts';
import type { Step } from '../../ladder/definition.ts';
import { MAX_TRIES } from '../../ladder/invoice/apply.ts';
import { addLadder } from '../../store/ladders.ts';
import { saveCreditor } from '../../store/parties.ts';
import { useApi } from '../support/api.ts';
import { aCreditor, aHandover, aLadder, aNoticeOfDefault, aReminder, at } from '../support/builders.ts';
import type { Case } from '../support/case.ts';

const api = useApi();

/** A case of the shipped ladder whose first call is on the list. */
async function calling(): Promise<Case & { task: string }> {
  const story = await api.case();
  await story.run('2026-03-02T10:00');
  await story.run('2026-03-13T10:00');
  api.now = at('2026-03-13T11:00');
  const [task] = await story.openTasks();
  return Object.assign(story, { task: task!.id });
}

const complete = (task: string, body: object) => api.post(`/api/tasks/${encodeURIComponent(task)}/complete`, body);
const resolve = (dispatch: string, body: object) =>
  api.post(`/api/dispatches/${encodeURIComponent(dispatch)}/resolve`, body);

describe('the list of tasks', () => {
  test('shows what a person is asked, with a script and the answers in two languages', async () => {
    const story = await calling();
    const { body } = await api.get('/api/tasks');
    expect(body).toEqual({ data: [expect.any(Object)], next: null });
    const [task] = body.data;
    expect(task).toMatchObject({
      id: story.task,
      invoice_id: story.id,
      kind: 'call',
      step: 'bellen-voor-vervaldatum',
      cause: null,
      status: 'open',
      until: expect.stringMatching(/Z$/),
      ended_at: null,
    });
    expect(task.outcomes).toContain('pays');
    for (const language of [task.nl, task.en]) {
      expect(language.title.length).toBeGreaterThan(3);
      expect(Object.keys(language.outcomes)).toEqual(task.outcomes);
      for (const label of Object.values(language.outcomes)) expect(label).toMatch(/^\p{Lu}/u);
    }
    expect((await api.get(`/api/tasks/${encodeURIComponent(story.task)}`)).body).toEqual(task);
  });

  test('gives the script of a call with the invoice and the customer filled in', async () => {
    await calling();
    const [task] = (await api.get('/api/tasks')).body.data;
    for (const { title, script } of [task.nl, task.en]) {
      expect(`${title} ${script}`).not.toMatch(/\{\{|undefined/);
      expect(script).toContain(task.invoice_number);
    }
  });

  test('by status and invoice, a page at a time', async () => {
    const first = await calling();
    await calling();
    const found = async (query: string) => (await api.get(`/api/tasks?${query}`)).body;
    expect((await found('')).data).toHaveLength(2);
    expect((await found(`invoice=${first.id}`)).data).toHaveLength(1);
    expect((await found('status=completed')).data).toEqual([]);
    const page = await found('limit=1');
    expect(page.data).toHaveLength(1);
    expect((await found(`limit=1&after=${encodeURIComponent(page.next)}`)).next).toBeNull();
    await api.refuses(() => api.get('/api/tasks?status=done'), 422, 'invalid_field', 'status');
  });

  test('a task that does not exist is not found', async () => {
    await api.refuses(() => api.get('/api/tasks/x'), 404, 'task_not_found');
    await api.refuses(() => complete('x', { outcome: 'pays', by: 'Sanne' }), 404, 'task_not_found');
  });
});

describe('completing a task', () => {
  test('moves the case on, and is told with who and what', async () => {
    const story = await calling();
    const reply = await complete(story.task, { outcome: 'pays', by: 'Sanne', note: 'vrijdag' });
    expect(reply).toMatchObject({ status: 202, body: { id: story.task, invoice_id: story.id } });
    await story.run('2026-03-13T12:00');
    expect(story.state.position).toMatchObject({ mode: 'planned', step: 'eerste-herinnering' });
    expect((await api.get(`/api/tasks/${encodeURIComponent(story.task)}`)).body.status).toBe('completed');
    const timeline = (await api.get(`/api/invoices/${story.id}/timeline`)).body.data;
    const told = timeline.findLast(({ what }: { what: string }) => what === 'task_completed');
    expect(told).toMatchObject({ actor: 'person', reasons: [{ outcome: 'pays', by: 'Sanne', note: 'vrijdag' }] });
    expect(told.nl.why).toContain('Sanne');
  });

  test('with an answer that it does not take is refused, and says which it takes', async () => {
    const { task } = await calling();
    const message = await api.refuses(
      () => complete(task, { outcome: 'maybe', by: 'Sanne' }),
      422,
      'outcome_unknown',
      'outcome',
    );
    expect(message).toContain('not_reached');
  });

  test('without a name, or an answer, is refused', async () => {
    const { task } = await calling();
    await api.refuses(() => complete(task, { outcome: 'pays' }), 422, 'invalid_field', 'by');
    await api.refuses(() => complete(task, { by: 'Sanne' }), 422, 'invalid_field', 'outcome');
    await api.refuses(
      () => complete(task, { outcome: 'pays', by: 'Sanne', note: 'x'.repeat(2_001) }),
      422,
      'invalid_field',
      'note',
    );
  });

  test('a second time is refused: before the workflow heard of the first, and after', async () => {
    const story = await calling();
    await complete(story.task, { outcome: 'pays', by: 'Sanne' });
    const other = () => complete(story.task, { outcome: 'refuses', by: 'Piet' });
    expect(await api.refuses(other, 409, 'task_not_open')).toContain('being answered');
    await story.run('2026-03-13T12:00');
    expect(await api.refuses(other, 409, 'task_not_open')).toContain('completed');
  });

  test('the same answer again under its id changes nothing', async () => {
    const story = await calling();
    const answer = { id: 'a1', outcome: 'pays', by: 'Sanne' };
    await complete(story.task, answer);
    await story.run('2026-03-13T12:00');
    const before = await api.rows();
    expect((await complete(story.task, answer)).status).toBe(202);
    expect(await api.rows()).toEqual(before);
    await api.refuses(() => complete(story.task, { ...answer, outcome: 'refuses' }), 409, 'event_id_taken', 'id');
  });

  test('that time has overtaken is refused', async () => {
    const story = await calling();
    await story.run('2026-03-18T17:00');
    expect(await api.refuses(() => complete(story.task, { outcome: 'pays', by: 'S' }), 409, 'task_not_open')).toContain(
      'expired',
    );
  });

  test('of a case that stopped at a defect makes its workflow try again', async () => {
    const story = await calling();
    await park(api.db, { invoiceId: story.id, problem: 'kapot', now: api.now });
    await api.db.deleteFrom('signal_outbox').execute();
    expect((await complete(parkedTaskId(story.id), { outcome: 'done', by: 'Sanne' })).status).toBe(202);
    expect(await api.db.selectFrom('signal_outbox').select('signal').execute()).toEqual([{ signal: 'nudged' }]);
    const again = () => complete(parkedTaskId(story.id), { outcome: 'done', by: 'Sanne' });
    await api.refuses(again, 409, 'task_not_open');
  });
});

describe('calls to one debtor about several invoices', () => {
  const debtor = { kind: 'company', name: 'Drie Facturen B.V.', email: 'drie@klant.example' };

  /** Invoices of one debtor whose first call is on the list. */
  async function calls(count: number, changes: object = {}): Promise<(Case & { task: string })[]> {
    const found: (Case & { task: string })[] = [];
    for (let n = 0; n < count; n++) {
      const story = await api.case({ debtor, ...changes });
      await story.run('2026-03-02T10:00');
      await story.run('2026-03-13T10:00');
      const [task] = await story.openTasks();
      found.push(Object.assign(story, { task: task!.id }));
    }
    api.now = at('2026-03-13T11:00');
    return found;
  }
  const answers = async () => (await api.db.selectFrom('facts').select(['id', 'invoice_id']).execute()).length;

  test('come together: each names all that are open, the oldest claim first', async () => {
    const [young] = await calls(1);
    const [old] = await calls(1, { due: '2026-03-17', issued: '2026-02-15' });
    await calls(1, { debtor: { kind: 'company', name: 'Een ander', email: 'x@klant.example' } });
    const { data } = (await api.get(`/api/tasks?debtor=${old!.invoice.debtor.id}`)).body;
    expect(data).toHaveLength(2);
    for (const task of data) {
      expect(task.debtor).toMatchObject({ id: old!.invoice.debtor.id, name: debtor.name });
      expect(task.debtor.calls.map(({ task: id }: { task: string }) => id)).toEqual([old!.task, young!.task]);
      expect(task.debtor.calls[1]).toMatchObject({ invoice_id: young!.id, due: '2026-03-18' });
    }
    expect((await api.get('/api/tasks')).body.data).toHaveLength(3);
  });

  test('are answered by one conversation, and each invoice goes on', async () => {
    const [first, second, third] = await calls(3);
    const also = [second!.task];
    const reply = await complete(first!.task, { outcome: 'pays', by: 'Sanne', note: 'vrijdag', also });
    expect(reply).toMatchObject({ status: 202, body: { id: first!.task, invoice_id: first!.id, also } });
    for (const story of [first!, second!]) {
      await story.run('2026-03-13T12:00');
      expect(story.state.position).toMatchObject({ mode: 'planned', step: 'eerste-herinnering' });
      const timeline = (await api.get(`/api/invoices/${story.id}/timeline`)).body.data;
      const told = timeline.findLast(({ what }: { what: string }) => what === 'task_completed');
      expect(told).toMatchObject({ actor: 'person', reasons: [{ outcome: 'pays', by: 'Sanne', note: 'vrijdag' }] });
    }
    await third!.run('2026-03-13T12:00');
    expect(third!.state.position).toMatchObject({ mode: 'asking' });
  });

  test('answered again under the same id change nothing', async () => {
    const [first, second] = await calls(2);
    const answer = { id: 'gesprek', outcome: 'pays', by: 'Sanne', also: [second!.task] };
    await complete(first!.task, answer);
    for (const story of [first!, second!]) await story.run('2026-03-13T12:00');
    const before = await api.rows();
    expect((await complete(first!.task, answer)).status).toBe(202);
    expect(await api.rows()).toEqual(before);
    await api.refuses(() => complete(first!.task, { ...answer, outcome: 'refuses' }), 409, 'event_id_taken', 'id');
  });

  test('are answered all or none: one that was answered before is named', async () => {
    const [first, second] = await calls(2);
    await complete(second!.task, { outcome: 'pays', by: 'Piet' });
    const before = await answers();
    const both = () => complete(first!.task, { outcome: 'pays', by: 'Sanne', also: [second!.task] });
    expect(await api.refuses(both, 409, 'task_not_open', 'also')).toContain(second!.task);
    expect(await answers()).toBe(before);
    expect((await complete(first!.task, { outcome: 'pays', by: 'Sanne' })).status).toBe(202);
  });

  test('of another debtor, or what is no call, are not answered along', async () => {
    const [first] = await calls(1);
    const other = { kind: 'company', name: 'Een ander', email: 'x@klant.example' };
    const [stranger] = await calls(1, { debtor: other });
    const along = (also: string[]) => () => complete(first!.task, { outcome: 'pays', by: 'Sanne', also });
    expect(await api.refuses(along([stranger!.task]), 422, 'not_same_call', 'also')).toContain(stranger!.task);
    await api.refuses(along(['x']), 422, 'not_same_call', 'also');
    await api.refuses(along(Array(101).fill('x')), 422, 'invalid_field', 'also');
  });
});

describe('resolving a contact', () => {
  /** A reminder that the mail server left in doubt, or treated otherwise. */
  async function sent(...outcomes: Parameters<Case['mail']['next']>): Promise<Case> {
    await saveCreditor(api.db, aCreditor({ id: 'default' }));
    // The notice comes so late that it does not overtake the tries of the reminder.
    const steps = [aReminder(), aNoticeOfDefault({ when: { days: 40, unit: 'days', after: 'due' } })];
    const handover = aHandover({ when: { days: 60, unit: 'days', after: 'due' } });
    await addLadder(api.db, aLadder({ steps: [...steps, handover] }), 'test', at('2026-03-01'));
    const story = await api.case({ ladder: { id: 'proefladder' } });
    await story.advance('2026-03-20T10:00');
    await story.advance('2026-03-23T16:59');
    story.mail.next(...outcomes);
    await story.deliver('2026-03-23T16:59');
    api.now = at('2026-03-24T10:00');
    return story;
  }
  const doubt = { status: 'in_doubt' as const, problem: 'connection lost' };
  const refused = { status: 'refused' as const, problem: '550 no such mailbox' };
  const deferred = { status: 'deferred' as const, problem: 'connect ECONNREFUSED' };

  test('in doubt that went out: the case goes on from its day', async () => {
    const story = await sent(doubt);
    const id = story.dispatchId('herinnering');
    const reply = await resolve(id, { outcome: 'went_out', on: '2026-03-23', by: 'Sanne' });
    expect(reply).toMatchObject({ status: 202, body: { id, invoice_id: story.id } });
    await story.run('2026-03-24T10:05');
    expect(story.state.notices).toMatchObject([{ sentOn: '2026-03-23', round: 1 }]);
    expect(story.mail.tries).toBe(1);
  });

  test('in doubt that went out, without a day, went out on the day of the doubt', async () => {
    const story = await sent(doubt);
    await resolve(story.dispatchId('herinnering'), { outcome: 'went_out', by: 'Sanne' });
    await story.run('2026-03-24T10:05');
    expect(story.state.notices).toMatchObject([{ sentOn: '2026-03-23', round: 1 }]);
  });

  test.each([doubt, refused])('that is $status and is sent again goes out in a new round', async (outcome) => {
    const story = await sent(outcome);
    await resolve(story.dispatchId('herinnering'), { outcome: 'send_again', by: 'Sanne' });
    await story.run('2026-03-24T16:59');
    expect(story.state.notices).toMatchObject([{ sentOn: '2026-03-24', round: 2 }]);
  });

  test('that was put off until nobody tried any more can be sent again', async () => {
    const story = await sent(deferred);
    while (story.state.wakeAt !== null) {
      story.mail.next(deferred);
      await story.run(new Date(story.state.wakeAt).toISOString());
    }
    expect(story.mail.tries).toBe(MAX_TRIES);
    expect(story.state.position).toMatchObject({ mode: 'stuck' });
    const reply = await resolve(story.dispatchId('herinnering'), { outcome: 'send_again', by: 'Sanne' });
    expect(reply.status).toBe(202);
  });

  test.each(['2025-03-23', '2026-03-25'])(
    'cannot have gone out before the invoice came, or tomorrow: %s',
    async (on) => {
      const story = await sent(doubt);
      const call = () => resolve(story.dispatchId('herinnering'), { outcome: 'went_out', on, by: 'Sanne' });
      expect(await api.refuses(call, 422, 'day_impossible', 'on')).toContain(on);
    },
  );

  test('about which nothing is asked is refused', async () => {
    const story = await sent({ status: 'accepted' });
    const call = () => resolve(story.dispatchId('herinnering'), { outcome: 'went_out', by: 'Sanne' });
    expect(await api.refuses(call, 409, 'dispatch_settled')).toContain('sent');
  });

  test('of an earlier round does not answer for a later one', async () => {
    const story = await sent(doubt);
    await resolve(story.dispatchId('herinnering'), { outcome: 'send_again', by: 'Sanne' });
    story.mail.next(doubt);
    await story.run('2026-03-24T16:59');
    expect(story.state.position).toMatchObject({ cause: 'in_doubt' });
    const first = () => resolve(story.dispatchId('herinnering', 1), { outcome: 'went_out', by: 'Sanne' });
    await api.refuses(first, 409, 'dispatch_settled');
    expect((await resolve(story.dispatchId('herinnering', 2), { outcome: 'went_out', by: 'Sanne' })).status).toBe(202);
  });

  test('twice is refused', async () => {
    const story = await sent(doubt);
    const answer = () => resolve(story.dispatchId('herinnering'), { outcome: 'went_out', by: 'Sanne' });
    await answer();
    await api.refuses(answer, 409, 'task_not_open');
  });

  test('with another answer, without a name, or that does not exist, is refused', async () => {
    const story = await sent(doubt);
    const id = story.dispatchId('herinnering');
    await api.refuses(() => resolve(id, { outcome: 'skip', by: 'Sanne' }), 422, 'invalid_field', 'outcome');
    expect(await api.refuses(() => resolve(id, { outcome: 'went_out' }), 422, 'invalid_field', 'by')).toBe(
      'by is missing: give a string.',
    );
    await api.refuses(
      () => resolve(id, { outcome: 'went_out', by: 'S', on: '2026-13-01' }),
      422,
      'invalid_field',
      'on',
    );
    await api.refuses(() => resolve('x', { outcome: 'went_out', by: 'Sanne' }), 404, 'dispatch_not_found');
  });
});

describe('releasing what comes next', () => {
  /** A case that waits for an approver. */
  async function waiting() {
    await saveCreditor(api.db, aCreditor({ id: 'default' }));
    const when = { days: 5, unit: 'days' as const, after: 'due' as const };
    const name = { nl: 'Vrijgeven', en: 'Release' };
    const approve: Step = { id: 'vrijgeven', kind: 'approve', name, when, next: 'herinnering', refused: 'klaar' };
    const steps: Step[] = [approve, aReminder({ next: 'klaar' }), { id: 'klaar', kind: 'end', name }];
    await addLadder(api.db, aLadder({ steps }), 'test', at('2026-03-01'));
    const story = await api.case({ ladder: { id: 'proefladder' } });
    await story.advance('2026-03-20T10:00');
    await story.advance('2026-03-23T10:00');
    const [task] = await story.openTasks();
    expect(task).toMatchObject({ kind: 'approval', outcomes: ['approved', 'refused'], until_at: null });
    return { story, path: `/api/tasks/${encodeURIComponent(task!.id)}` };
  }

  test.each([
    ['approved', 'herinnering'],
    ['refused', 'klaar'],
  ])('%s leads to %s', async (outcome, step) => {
    const { story, path } = await waiting();
    expect((await api.post(`${path}/approval`, { outcome, by: 'Sanne' })).status).toBe(202);
    await story.advance('2026-03-23T10:05');
    expect(story.state.position?.step).toBe(step);
  });

  test('is for a task that asks for it, with one of its two answers', async () => {
    const { path } = await waiting();
    await api.refuses(
      () => api.post(`${path}/approval`, { outcome: 'done', by: 'Sanne' }),
      422,
      'invalid_field',
      'outcome',
    );
    const approved = { outcome: 'approved', by: 'Sanne' };
    await api.refuses(() => api.post('/api/tasks/x/approval', approved), 404, 'approval_not_found');
  });
});
