/**
 * Planted defects: what in the product is changed, and the test that must then fail. There is one for each invariant of
 * `design` §6 at least, several where it has several sides, and one for each constraint of the database. `npm run planted`
 * plants each in a copy of the tree: one that no test notices shows that a check cannot fail.
 */

/** What must always hold, and what the database holds by itself. */
export type Invariant = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 'money' | 'database';

export interface Edit {
  file: string;
  /** Stands in the file exactly once. */
  text: string;
  becomes: string;
}

export interface Test {
  project: 'unit' | 'properties' | 'api' | 'store' | 'flow' | 'chaos';
  file: string;
  name: string;
}

export interface Defect {
  invariant: Invariant;
  /** What goes wrong, as a sentence about the business. */
  what: string;
  edits: readonly Edit[];
  test: Test;
}

function defect(invariant: Invariant, what: string, test: Test, ...edits: Edit[]): Defect {
  return { invariant, what, test, edits };
}

const edit = (file: string, text: string, becomes: string): Edit => ({ file, text, becomes });
const without = (file: string, text: string): Edit => edit(file, text, '');

const always = (name: string): Test => ({
  project: 'properties',
  file: 'test/unit/invariants/invariants.test.ts',
  name,
});
const changing = (name: string): Test => ({
  project: 'properties',
  file: 'test/unit/invariants/ladder-change.test.ts',
  name,
});
const arranged = (name: string): Test => ({
  project: 'properties',
  file: 'test/unit/arrangement/invariants.test.ts',
  name,
});
const unit = (file: string, name: string): Test => ({ project: 'unit', file, name });
const api = (file: string, name: string): Test => ({ project: 'api', file: `test/api/${file}.test.ts`, name });
const store = (file: string, name: string): Test => ({ project: 'store', file: `test/store/${file}.test.ts`, name });
const flow = (file: string, name: string): Test => ({ project: 'flow', file: `test/flow/${file}.test.ts`, name });
const refused = (what: string): Test => store('constraints', `the database refuses ${what}`);
const CHAOS: Test = {
  project: 'chaos',
  file: 'test/chaos/chaos.test.ts',
  name: '60 invoices climb their ladder while workers, server, Temporal, database and mail go away',
};

const DELIVERY = 'ladder/invoice/delivery.ts';
const SETTLE = 'ladder/invoice/settle.ts';
const INITIAL = 'store/migrations/0001-initial.ts';

const NOTHING_GOES_OUT = always(
  '1. nothing goes out once the claim is known to be settled or written off, nor during any pause',
);
const HANDED_OVER = always('3. only what a notice of default demanded is handed over, after its whole term');
const AWAITED = always('4. something is always awaited, and a wake-up always lies ahead');
const TASKS = always('4. every task that is awaited was put on the list, and none is left there once closed');
const ORDER = always('5. the same event twice equals once, and order between two wake-ups does not matter');
const CHARGED = always(
  '8. costs and interest are charged while the claim is open and nothing pauses it; costs to a consumer only after a valid letter',
);

export const DEFECTS: readonly Defect[] = [
  // ---- 1. Nothing goes out after payment, in dispute, on hold or under an arrangement
  defect(
    1,
    'a notice leaves although the claim was paid since it was intended',
    NOTHING_GOES_OUT,
    without(DELIVERY, "if (isSettled(ladder, facts, state.charged, on)) return { send: false, because: 'paid' };"),
  ),
  defect(
    1,
    'a notice leaves although the claim was written off since it was intended',
    NOTHING_GOES_OUT,
    without(DELIVERY, "if (facts.writeOffs.length > 0) return { send: false, because: 'written_off' };"),
  ),
  defect(
    1,
    'a hold stops nothing',
    NOTHING_GOES_OUT,
    edit('ladder/pauses.ts', 'const PAUSES = [hold, promise,', 'const PAUSES = [promise,'),
  ),
  defect(
    1,
    'an arrangement that is kept stops nothing',
    NOTHING_GOES_OUT,
    edit('ladder/pauses.ts', 'announcedReturn, arrangement, reply,', 'announcedReturn, reply,'),
  ),
  defect(
    1,
    'a debtor under protection is written to',
    NOTHING_GOES_OUT,
    edit('ladder/pauses.ts', 'arrangement, reply, debtor, partPayment];', 'arrangement, reply, partPayment];'),
  ),
  defect(
    1,
    'a claim that is disputed as a whole is demanded',
    NOTHING_GOES_OUT,
    edit('ladder/pauses.ts', 'const PAUSES = [hold, promise, dispute,', 'const PAUSES = [hold, promise,'),
    edit(DELIVERY, 'if (isContested(facts) && demandableCents(facts) <= ladder.toleranceCents) {', 'if (false) {'),
  ),
  defect(
    1,
    'costs alone are asked while a dispute is undecided, once the invoice itself was paid',
    unit(
      'ladder/charge.test.ts',
      'of the law: costs alone are not asked while a dispute is undecided, although the invoice was paid',
    ),
    edit(
      'ladder/contested.ts',
      'return facts.disputes.some(({ id }) => decisionOf(facts, id) === null) || uncredited(facts).length > 0;',
      'return contestedCents(facts) > 0;',
    ),
  ),
  defect(
    1,
    'a hold does not still the notices of an arrangement',
    arranged('no reminder or breach notice leaves when enough was paid by then, on hold, or to a protected debtor'),
    edit(
      'ladder/arrangement/pauses.ts',
      'protection(input) ?? review(input) ?? hold(input)',
      'protection(input) ?? review(input)',
    ),
  ),

  // ---- 2. At most once
  defect(
    2,
    'a notice that is sent again on a person’s word keeps its round',
    always('2. a step sends at most once a round, and a new round has its reason'),
    edit(
      'ladder/invoice/apply.ts',
      'turn.change({ round: turn.state.round + 1, retry: null });',
      'turn.change({ retry: null });',
    ),
  ),
  defect(
    2,
    'what followed a notice that came back is intended under the same id once a person saw to that notice, and stands still',
    store('contacts', 'what followed a notice that came back is written again once a person sent that by hand'),
    without('ladder/invoice/apply.ts', 'if (back) turn.change({ round: turn.state.round + 1 });'),
  ),
  defect(
    2,
    'a claim without an outcome is taken for not sent, and the notice leaves again',
    store('deliver', 'a worker that dies after the sending, before it wrote that down, leaves the notice in doubt'),
    edit(
      'activities/deliver.ts',
      "if (earlier && position?.mode === 'sending' && position.dispatchId === dispatchId) {",
      'if (false) {',
    ),
  ),
  defect(
    2,
    'a contact that was spent can be intended again',
    store('dispatches', 'a contact that is in_doubt is spent'),
    without('store/dispatches.ts', ".where('dispatches.status', 'in', OPEN_AGAIN)"),
  ),
  defect(
    2,
    'a turn whose answer was lost with its worker is taken twice',
    store('advance', 'when much came at once'),
    edit(
      'activities/turns.ts',
      'return sequence !== null && locked.sequence > sequence && locked.fresh.length === 0 && events.length === 0;',
      'return false;',
    ),
  ),
  defect(
    2,
    'a notice of an arrangement leaves twice',
    store('arrangements', 'asked again for a turn that it has taken, it answers where it stands and changes nothing'),
    edit(
      'activities/turns.ts',
      'return sequence !== null && locked.sequence > sequence && locked.fresh.length === 0 && events.length === 0;',
      'return false;',
    ),
  ),

  // ---- 3. Handover only after a valid demand and its whole term; costs to a consumer only after a valid letter
  defect(
    3,
    'more is handed over than was demanded',
    HANDED_OVER,
    edit('ladder/demand.ts', 'if (demandableCents(facts) > notice.amountCents) return', 'if (false) return'),
  ),
  defect(
    3,
    'a case is handed over within the term',
    HANDED_OVER,
    edit(DELIVERY, 'if (!demand.valid || on <= demand.deadline) return', 'if (!demand.valid) return'),
    edit('ladder/schedule.ts', 'const day = dayOf(demand.deadline) + 1;', 'const day = dayOf(demand.deadline) - 5;'),
  ),
  defect(
    3,
    'a demand of before the decision on a dispute still counts',
    HANDED_OVER,
    edit('ladder/demand.ts', 'if (interrupted && interrupted.at > notice.sentAt)', 'if (false && interrupted)'),
  ),
  defect(
    3,
    'a credit note does not give a whole new term',
    HANDED_OVER,
    without('ladder/demand.ts', 'if (anew > deadline) deadline = anew;'),
  ),
  defect(
    3,
    'a notice of default that came back still counts',
    unit('ladder/invoice/event-forms.test.ts', 'is made anew, and the case is not handed over on it'),
    without(
      'ladder/demand.ts',
      "if (notice.undelivered) return { valid: false, lapsed: notice, because: 'undelivered' };",
    ),
  ),
  defect(
    3,
    'a case with an undecided dispute over a part is handed over',
    HANDED_OVER,
    edit(
      'ladder/pauses.ts',
      "return pending ? untilSomething('disputed', pending.id, pending.reason) : activePause(input);",
      'return activePause(input);',
    ),
  ),
  defect(
    3,
    'costs are charged to a consumer within the term of the fourteen-day letter',
    CHARGED,
    edit('ladder/charge.ts', 'return lastLetter(state)?.deadline ?? null;', 'return null;'),
  ),
  defect(
    3,
    'costs are charged to a consumer twice within half a year',
    CHARGED,
    edit('ladder/charge.ts', 'if (blocking) return { because:', 'if (false && blocking) return { because:'),
    edit(DELIVERY, 'return chargedBefore(step, state, facts, on);\n}', 'return null;\n}'),
    edit(DELIVERY, 'isLetter && !chargedBefore(step, state, facts, on) ?', 'isLetter ?'),
  ),

  // ---- 4. Something is always awaited
  defect(
    4,
    'what a pause holds up is not taken up again when it ends',
    AWAITED,
    edit(
      SETTLE,
      'return pause ? pauseEnds : state.position.at === NEVER',
      'return pause ? null : state.position.at === NEVER',
    ),
  ),
  defect(
    4,
    'a call that nobody makes never expires',
    always('6. late wake-ups lose nothing: a case left alone still ends with the agency, a person or a payment'),
    edit(SETTLE, 'return pause && !state.position.open ? pauseEnds : state.position.until;', 'return null;'),
    edit(SETTLE, 'const passed = position.until !== null && turn.now >= position.until;', 'const passed = false;'),
  ),
  defect(
    4,
    'a task whose time is over stays on the list',
    TASKS,
    without(SETTLE, "turn.commands.push({ type: 'end_task', taskId: position.taskId, end: 'expired' });"),
  ),
  defect(
    4,
    'a case that closes leaves its task on the list',
    TASKS,
    edit(SETTLE, 'setOpen(turn, false);\n  const { position } = turn.state;', 'const { position } = turn.state;'),
  ),

  // ---- 5. Twice equals once, and order does not matter
  defect(
    5,
    'a payment that is told twice counts twice',
    ORDER,
    edit('ladder/facts.ts', '=== list && !ids.has(event.id) && ids.add(event.id)', '=== list'),
  ),
  defect(
    5,
    'of two corrections the one that is told last counts, not the later one',
    ORDER,
    edit(
      'ladder/facts.ts',
      'changed[list] = [...known, ...added].sort(inOrder);',
      'changed[list] = [...known, ...added];',
    ),
  ),
  defect(
    5,
    'a payment counts on the day on which it was booked, although it was valued earlier',
    unit('ladder/charge.test.ts', 'and was booked after the term, yet valued within it, takes the costs back as well'),
    edit(
      'ladder/facts.ts',
      'return payment.valuedOn && payment.valuedOn < payment.bookedOn ? payment.valuedOn : payment.bookedOn;',
      'return payment.bookedOn;',
    ),
  ),
  defect(
    5,
    'costs stay as charged, whatever becomes known of payments in time',
    always(
      '9. what was charged is what the facts ground: a payment that was in time takes it back, whenever it is known',
    ),
    edit(SETTLE, 'noteCharges(turn);\n  const closing', 'const closing'),
  ),
  defect(
    5,
    'a debtor who was asked for costs that lapsed does not hear of it',
    always('9. a debtor who was asked for more than is owed hears of it'),
    without(SETTLE, 'noteCorrection(turn);'),
  ),
  defect(
    5,
    'an arrangement counts a payment twice that is told twice',
    arranged('between two wake-ups the order of facts does not matter, and a fact twice counts once'),
    edit('ladder/facts.ts', '=== list && !ids.has(event.id) && ids.add(event.id)', '=== list'),
  ),

  // ---- 6. Nothing accepted is lost
  defect(
    6,
    'a signal is called sent before Temporal has it',
    store('relay', 'a signal still waits while Temporal has not answered: whoever dies here loses nothing'),
    edit(
      'server/relay.ts',
      'await forward(this.#settings, signal);\n      await markSent(db, signal.id, Date.now());',
      'await markSent(db, signal.id, Date.now());\n      await forward(this.#settings, signal);',
    ),
  ),
  defect(
    6,
    'the server dies between calling a signal sent and handing it to Temporal',
    CHAOS,
    edit(
      'server/relay.ts',
      'await forward(this.#settings, signal);\n      await markSent(db, signal.id, Date.now());',
      'await markSent(db, signal.id, Date.now());\n      await forward(this.#settings, signal);',
    ),
  ),
  defect(
    6,
    'signals that come while a turn is taken are dropped',
    flow('signals', 'signals that come while a turn cannot reach the database are taken in by the next turn'),
    edit('workflows/loop.ts', 'pending.splice(0, signals.length);', 'pending.length = 0;'),
  ),
  defect(
    6,
    'signals that come while a contact is on its way are dropped',
    flow('signals', 'a signal that comes while a notice is on its way is taken in once it left'),
    edit(
      'workflows/loop.ts',
      'sequence = answer.sequence;\n',
      'sequence = answer.sequence;\n    pending.length = 0;\n',
    ),
  ),
  defect(
    6,
    'what was accepted while Temporal was away is not looked for',
    flow('restart', 'Temporal crashes, stops, and loses all it knew; a worker is replaced'),
    edit('server/reconciler.ts', 'if (!nudge) continue;', 'if (nudge || !nudge) continue;'),
  ),
  defect(
    6,
    'a notice on which later steps rely in law is left out because it is late',
    flow(
      'ladder',
      'an invoice that enters at day 70 still gets its notice of default and the whole term before handover',
    ),
    without('ladder/invoice/missed.ts', 'if (isLegal(step)) return null;'),
  ),

  // ---- 7. The same input gives the same answer everywhere
  defect(
    7,
    'the send window of a debtor is drawn by lot',
    always('7. the same input gives the same run'),
    edit(
      'ladder/schedule.ts',
      'return ((hash >>> 0) % minutes) * MINUTE_MS;',
      'return Math.floor(Math.random() * minutes) * MINUTE_MS;',
    ),
  ),
  defect(
    7,
    'the host says what time it is in the Netherlands',
    unit('ladder/time/civil.test.ts', 'it shows what the host shows for Amsterdam'),
    edit(
      'ladder/time/civil.ts',
      'return at >= lastYear.summer && at < lastYear.winter ? SUMMER_OFFSET_MS : WINTER_OFFSET_MS;',
      'return -new Date(at).getTimezoneOffset() * MINUTE_MS;',
    ),
  ),
  defect(
    7,
    'the engine reads the clock of the machine',
    unit('test/unit/structure.test.ts', 'the core reads no clock, draws no random number and touches nothing outside'),
    edit('ladder/invoice/transition.ts', 'settle(turn);\n', 'if (Date.now() > 0) settle(turn);\n'),
  ),

  // ---- 8. A changed ladder repeats nothing and drops no legal precondition
  defect(
    8,
    'a notice that went out goes out again where the new version has it ahead',
    changing('nothing that went out goes out again, but for a demand made anew or a person’s word'),
    edit('ladder/change/notices.ts', 'return [...found];', 'return [];'),
  ),
  defect(
    8,
    'a case beyond a new fourteen-day letter takes the new version',
    unit('ladder/change/change.test.ts', 'a consumer’s case beyond a new fourteen-day letter stays on its version'),
    without('ladder/change/change.ts', "if (passedBy !== null) return refused('notice_passed_by', passedBy);"),
  ),
  defect(
    8,
    'a planned step is replanned although it was to keep its day',
    changing('“from the next step” leaves what is planned or asked where it is'),
    edit('ladder/change/change.ts', "goesOn && change.choice === 'next_step' ?", 'false ?'),
  ),

  // ---- 9. After the handover
  defect(
    9,
    'the agency does not hear of what happens after the handover',
    always('9. whatever touches the claim after the handover is told to the agency, once'),
    without(SETTLE, 'if (turn.state.handedOver) tellAgency(turn);'),
  ),
  defect(
    9,
    'the agency does not hear of credit notes',
    always('9. whatever touches the claim after the handover is told to the agency, once'),
    edit('ladder/facts.ts', 'return [...payments, ...creditNotes, ...reversals,', 'return [...payments, ...reversals,'),
  ),
  defect(
    9,
    'news that the agency did not take is forgotten',
    flow('mail', 'news that the agency does not take becomes a task'),
    edit(
      'ladder/invoice/apply.ts',
      "if (event.type === 'notice_sent') return turn.record('agency_told', null, []);",
      "return turn.record('agency_told', null, []);",
    ),
  ),

  // ---- 10. Letters
  defect(
    10,
    'a letter that lay about is posted after its cut-off',
    api('letters', 'posted four days late is void at its cut-off, refused, and made anew with new dates'),
    without('ladder/invoice/letters.ts', "if (turn.now >= printed.cutOffAt) return 'not_posted';"),
  ),
  defect(
    10,
    'the term of a letter counts from its printing',
    api('letters', 'waits to be printed, is printed with the others, and counts from the day on which it was posted'),
    edit(
      'ladder/invoice/letters.ts',
      'const receivedOn = receivedByLetter(dateOf(last));',
      'const receivedOn = receivedByLetter(on);',
    ),
  ),
  defect(
    10,
    'a letter that asks too much since a part payment is posted as it is',
    api('letters', 'that asks too much after a part payment is made anew'),
    edit(
      'ladder/invoice/letters.ts',
      "demandable === printed.amountCents && costsCents === printed.costsCents ? null : 'superseded'",
      'null',
    ),
  ),
  defect(
    10,
    'a void letter that asks too much and is posted all the same counts as the demand',
    api('letters', 'demands nothing where it asks for what had been paid: the right one still goes out'),
    without(
      'ladder/invoice/letters.ts',
      "if (overstates(turn, event)) return postedInVain(turn, step, left, 'letter_posted_overstated');",
    ),
  ),
  defect(
    10,
    'a letter is taken for the notice that a change of ladder merged into its step, and is posted over and over',
    unit(
      'ladder/change/change.test.ts',
      'the letter of the next one, once posted, is not taken for the one that was merged into it: it goes out once',
    ),
    edit('ladder/invoice/turn.ts', '!mergedFrom && this.isContactOf(', 'this.isContactOf('),
  ),
  defect(
    8,
    'of two notices that became one step by a change, the wrong one is taken for the one that came back',
    unit(
      'ladder/change/change.test.ts',
      'which of two came back that are one step since is known by the name under which it left: f:n2:1',
    ),
    edit('ladder/invoice/turn.ts', 'isNamed([leftAs], round)', 'leftAs !== step && isNamed([step], round)'),
  ),
  defect(
    8,
    'a notice whose step was taken out goes out again when a later version has that step back',
    unit(
      'ladder/change/change.test.ts',
      'under a step that is taken out does not go out again when a later version has that step back',
    ),
    without(
      'ladder/change/notices.ts',
      'if (!mergedFrom && !goesOn.has(step) && isBack(step) && isToCome(step)) found.add(step);',
    ),
    without(
      'ladder/change/notices.ts',
      'if (sent.round === round && isBack(leftAs) && isToCome(leftAs)) found.add(leftAs);',
    ),
  ),
  defect(
    8,
    'a letter of a step that is back is taken for another step to which its name went, and is posted over and over',
    unit(
      'ladder/change/change.test.ts',
      'the letter of a step that is back is its own, whichever step an earlier change brought its name to',
    ),
    edit('ladder/invoice/turn.ts', 'names.filter((name) => !steps.some(({ id }) => id === name))', 'names'),
  ),
  defect(
    8,
    'a version that says the same lets a reminder go out late that its ladder leaves out',
    {
      project: 'properties',
      file: 'test/unit/invariants/same-version.test.ts',
      name: 'a version that says the same changes nothing of what an invoice’s debtor gets, or of what people are asked',
    },
    edit('ladder/invoice/missed.ts', 'keeps.followedBy?.[next.id]', 'null'),
  ),
  defect(
    3,
    'a fourteen-day letter that is posted late is taken for the notice of default into which its step was merged',
    unit(
      'ladder/change/change.test.ts',
      'a fourteen-day letter whose step a change merged into the notice of default, put in the post all the same, is no such notice',
    ),
    edit(
      'ladder/change/notices.ts',
      'isLegalNotice(step) && sameSort(step, target) ? target',
      'isLegalNotice(step) ? target',
    ),
  ),
  defect(
    8,
    'the name of a notice that went out is given to another sort of notice, which then counts as gone out',
    unit('ladder/change/change.test.ts', 'nor, later on, be the name of another sort of notice: nobody would get that'),
    without('ladder/change/change.ts', "if (reused !== null) return refused('kind_differs', reused);"),
  ),
  defect(
    8,
    'a notice of default is made once more because an earlier one of its step came back',
    unit('ladder/change/change.test.ts', 'which of the two came back is known by the name under which it left: f:n:1'),
    edit(
      'ladder/invoice/went-out.ts',
      '(step === notice.step ? back === undefined : !LEGAL_NOTICES.includes(notice.kind))',
      '!LEGAL_NOTICES.includes(notice.kind)',
    ),
  ),
  defect(
    1,
    'after a mail that may have left another one leaves on the same day, because a person left the step of the first out',
    unit(
      'ladder/invoice/event-forms.test.ts',
      'a mail of which nobody knows whether it left is a contact of its day, also where a person leaves its step out',
    ),
    without(
      'ladder/invoice/apply.ts',
      "if (position.cause === 'in_doubt' && position.since !== undefined) writtenToOn(turn, position.since);",
    ),
  ),
  defect(
    1,
    'a letter of a step that the ladder has no more is posted and is no contact of that day',
    unit(
      'ladder/change/change.test.ts',
      'a letter of a step that a change took out, put in the post all the same, is a contact of that day',
    ),
    edit('ladder/invoice/letters.ts', 'return postedForNone(turn, event);', 'return;'),
  ),
  defect(
    1,
    'a breach notice is mailed while a printed letter about an invoice may yet be posted',
    {
      project: 'properties',
      file: 'test/unit/arrangement/paper.test.ts',
      name: 'gets no breach notice by mail while a letter about it may yet be posted, also where that is known only as it leaves',
    },
    edit('ladder/arrangement/contacts.ts', 'otherContactOn >= on;', 'otherContactOn === on;'),
  ),
  defect(
    1,
    'a printed letter about an invoice does not hold back what is due of an arrangement on its last day for posting',
    store('arrangements', 'a printed letter about an invoice counts until the last day on which it may be posted'),
    edit(
      'store/arrangement-dispatches.ts',
      "eb.fn.coalesce('sent_on', mayBePosted, 'claimed_on')",
      "eb.fn.coalesce('sent_on', 'claimed_on')",
    ),
  ),
  defect(
    1,
    'a last day overrides the letter about another invoice that may yet be posted, and the two spin',
    unit(
      'ladder/schedule.test.ts',
      'what has to go on a day until which a letter about another invoice may yet be posted is put before a person',
    ),
    edit(
      'ladder/schedule.ts',
      '    floor = Math.max(floor, dayOf(courtesy.since) + 1);',
      '    if (courtesy.since === dateOf(localDay(now))) floor = Math.max(floor, dayOf(courtesy.since) + 1);',
    ),
  ),
  defect(
    1,
    'a printed letter about a claim that is not due yet by now stays on the pile',
    unit(
      'ladder/invoice/letters.test.ts',
      'is pulled when the claim turns out not to be due yet, and comes after the new due date',
    ),
    without(
      'ladder/invoice/letters.ts',
      "if (isOutOfPlace(compiled.ladder, send, state, facts, printed?.on ?? today)) return 'superseded';",
    ),
  ),
  defect(
    10,
    'a printed letter goes into the post with a due date that was corrected since',
    unit(
      'ladder/invoice/letters.test.ts',
      'a printed letter that tells a due date which was corrected since is pulled, and made anew',
    ),
    without(
      'ladder/invoice/letters.ts',
      "if (printed.dueOn !== undefined && printed.dueOn !== facts.invoice.dueOn) return 'superseded';",
    ),
  ),
  defect(
    4,
    'a letter that the printer refuses waits there for good',
    unit(
      'ladder/invoice/letters.test.ts',
      'and would demand no principal any more, is left out: the case does not wait for it',
    ),
    without(
      'ladder/invoice/letters.ts',
      "if (isOutOfPlace(compiled.ladder, send, state, facts, printed?.on ?? today)) return 'superseded';",
    ),
  ),
  defect(
    1,
    'two notices of one invoice leave on one day',
    unit('ladder/schedule.test.ts', 'no two notices leave on one day, though the ladder asks for no days between them'),
    edit(
      'ladder/schedule.ts',
      'Math.max(1, timing.gap ?? compiled.ladder.contact.gap)',
      'timing.gap ?? compiled.ladder.contact.gap',
    ),
  ),

  // ---- Money
  defect(
    'money',
    'a cent is lost where money is divided',
    unit('ladder/law/allocation.test.ts', 'gives each its share but for less than a cent, and the sum exactly'),
    edit(
      'ladder/law/allocation.ts',
      'of byRemainder) {\n    if (rest === 0) break;',
      'of byRemainder) {\n    if (rest <= 1) break;',
    ),
  ),
  defect(
    'money',
    'a reversal takes back more than was paid',
    { project: 'properties', file: 'test/unit/money/money.test.ts', name: 'what is open, and what of it was paid' },
    edit('ladder/facts.ts', 'return Math.max(0, kept);', 'return kept;'),
  ),
  defect(
    'money',
    'costs and interest are not part of what is owed',
    always('10. nothing about money is lost: principal, costs and interest less what was paid are what is owed'),
    edit('ladder/balance.ts', 'interestCents: sumOfLines(lines, isInterest),', 'interestCents: 0,'),
  ),
  defect(
    'money',
    'the instalments of an arrangement do not sum to its balance once one was revived',
    arranged('the instalments sum to the balance, whatever a person gave a new day'),
    edit('ladder/arrangement/apply.ts', 'cents: changed.get(one) ?? one.cents', 'cents: one.cents'),
  ),

  // ---- What the database holds by itself
  defect(
    'database',
    'a step has two contacts in a round',
    refused('a second contact of a step in a round'),
    edit(INITIAL, 'primary key (invoice_id, step, round)', 'unique (dispatch_id, invoice_id, step, round)'),
  ),
  defect(
    'database',
    'an arrangement has two notices for an instalment in a round',
    refused('a second notice of an arrangement for an instalment in a round'),
    edit('store/migrations/0004-arrangements.ts', ',\n    unique (arrangement_id, notice, instalment, round)', ''),
  ),
  defect(
    'database',
    'an event is kept twice',
    refused('an event kept twice'),
    edit(
      INITIAL,
      'applied_in integer,\n    primary key (invoice_id, id)',
      'applied_in integer,\n    unique (invoice_id, id, body)',
    ),
    edit(
      'store/migrations/0004-arrangements.ts',
      ',\n    foreign key (invoice_id, fact_id) references facts (invoice_id, id)',
      '',
    ),
  ),
  defect(
    'database',
    'an invoice is under two arrangements at a time',
    store(
      'arrangements',
      'an invoice is under one open arrangement, whatever the code does: the database refuses a second',
    ),
    edit(
      'store/migrations/0004-arrangements.ts',
      'create unique index arrangement_invoices_open',
      'create index arrangement_invoices_open',
    ),
  ),
  defect(
    'database',
    'a task is about neither an invoice nor an arrangement',
    refused('a task about nothing'),
    edit(
      'store/migrations/0004-arrangements.ts',
      'alter table tasks\n    alter column invoice_id drop not null,\n    add column arrangement_id text references arrangements,\n    add check (num_nonnulls(invoice_id, arrangement_id) = 1)',
      'alter table tasks\n    alter column invoice_id drop not null,\n    add column arrangement_id text references arrangements',
    ),
  ),
  defect(
    'database',
    'a contact has a status that nobody knows',
    refused('a contact in a state that nobody knows'),
    edit(
      'store/migrations/0005-contacts.ts',
      "check (status in ('intended', 'sending', 'sent',",
      "check (status in ('lost', 'intended', 'sending', 'sent',",
    ),
  ),
  defect(
    'database',
    'a version of a ladder is changed',
    store('ladders', 'a version of a ladder never changes'),
    edit(
      'store/ladders.ts',
      ".onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())",
      ".onConflict((conflict) => conflict.columns(['id', 'version']).doUpdateSet({ document: JSON.stringify(ladder) }))",
    ),
  ),
  defect(
    'database',
    'who did it can be changed in the log unseen',
    store('log', 'changed who did it'),
    edit(
      'store/log.ts',
      'return sha256(canonical([chain, seq, at, actor, what, step, data, previous_hash]));',
      'return sha256(canonical([chain, seq, at, what, step, data, previous_hash]));',
    ),
  ),
  defect(
    'database',
    'an entry of the log is taken out unseen',
    store('log', 'took an entry out'),
    edit('store/log.ts', 'if (row.seq !== index + 1 || row.previous_hash !== previous ||', 'if ('),
  ),
];
