/** What a promise, a reply, a dispute and the like do to a case: fixed forms, each a sentence or two. */
import { Trans, useLingui } from '@lingui/react/macro';
import { BOUNCES, DEFAULT_EVENTS, type EventHandling } from '../../ladder/event-handling.ts';
import { useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import panels from '../panels/panels.module.css';
import { WholeNumber } from '../ui/number-fields.tsx';
import { Select } from '../ui/select.tsx';
import { RuleCard } from './rule-card.tsx';

/** Bounds of the forms (`ladder/schema.ts`). */
const MOST_WAITING_DAYS = 30;
const MOST_PROMISE_DAYS = 90;

export function EventForms() {
  return (
    <>
      <PromiseForm />
      <ArrangementForm />
      <DisputeForm />
      <ReplyForm />
      <PartPaymentForm />
      <ReversalForm />
      <BounceForm />
    </>
  );
}

/** The form of one event, and how it is changed; what is as by default is not written down. */
function useForm<E extends keyof EventHandling>(event: E) {
  const store = useEditorStore();
  const given = useEditor(({ draft }) => draft.present.events?.[event]);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  const form = (given ?? DEFAULT_EVENTS[event]) as EventHandling[E];
  const put = (changed: EventHandling[E]): void => {
    const isDefault = JSON.stringify(sorted(changed)) === JSON.stringify(sorted(DEFAULT_EVENTS[event]));
    // An event and its form belong together, which a spread literal cannot express.
    store.run({ type: 'set_event', event, form: isDefault ? null : changed } as never);
  };
  return { form, put, shared: { isReadOnly, onLeave: store.settle } };
}

const sorted = (form: object) => Object.entries(form).sort(([a], [b]) => (a < b ? -1 : 1));

const NONE = ' ';

interface TargetProps {
  label: string;
  /** What happens where no step is chosen. */
  none: string;
  value: string | undefined;
  isDisabled: boolean;
  onChange: (step: string | undefined) => void;
}

/** A step to which an event leads. */
function Target({ label, none, value, isDisabled, onChange }: TargetProps) {
  const said = useSaid();
  const steps = useEditor(({ draft }) => draft.present.steps);
  return (
    <Select
      label={label}
      value={value ?? NONE}
      options={[
        { id: NONE, name: none },
        ...steps.filter(({ kind }) => kind !== 'end').map(({ id, name }) => ({ id, name: said(name) || id })),
      ]}
      isDisabled={isDisabled}
      onChange={(step) => onChange(step === NONE ? undefined : step)}
    />
  );
}

function PromiseForm() {
  const { t } = useLingui();
  const { form, put, shared } = useForm('promise');
  const { broken: _, ...rest } = form;
  return (
    <RuleCard title={<Trans>A promise to pay</Trans>}>
      <div className={panels.sentence}>
        <Trans>
          After the promised day the bank has{' '}
          <WholeNumber
            label={t`Bank days after the promised day`}
            hidesLabel
            least={0}
            most={MOST_WAITING_DAYS}
            value={form.graceDays}
            onChange={(graceDays) => put({ ...form, graceDays })}
            {...shared}
          />{' '}
          bank days to show the money.
        </Trans>
      </div>
      <div className={panels.sentence}>
        <Trans>
          A promise is waited for at most{' '}
          <WholeNumber
            label={t`Longest wait in days`}
            hidesLabel
            least={1}
            most={MOST_PROMISE_DAYS}
            value={form.longestDays}
            onChange={(longestDays) => put({ ...form, longestDays })}
            {...shared}
          />{' '}
          days.
        </Trans>
      </div>
      <Target
        label={t`When it is broken`}
        none={t`on with the ladder`}
        value={form.broken}
        isDisabled={shared.isReadOnly}
        onChange={(broken) => put(broken === undefined ? rest : { ...rest, broken })}
      />
    </RuleCard>
  );
}

function ArrangementForm() {
  const { t } = useLingui();
  const { form, put, shared } = useForm('arrangement');
  return (
    <RuleCard title={<Trans>A payment arrangement</Trans>}>
      <Target
        label={t`When it is broken`}
        none={t`back to the last notice of default`}
        value={form.reentry}
        isDisabled={shared.isReadOnly}
        onChange={(reentry) => put(reentry === undefined ? {} : { reentry })}
      />
      <p className={panels.hint}>
        <Trans>While it is kept nothing goes out. One that was never signed goes on from where the case stood.</Trans>
      </p>
    </RuleCard>
  );
}

function DisputeForm() {
  const { t } = useLingui();
  const { form, put, shared } = useForm('dispute');
  return (
    <RuleCard title={<Trans>A dispute</Trans>}>
      <Target
        label={t`After the decision, when a notice of default went out before`}
        none={t`that notice again, with a new term`}
        value={form.reentry}
        isDisabled={shared.isReadOnly}
        onChange={(reentry) => put(reentry === undefined ? {} : { reentry })}
      />
      <p className={panels.hint}>
        <Trans>Until somebody decides, nothing goes out for what is disputed.</Trans>
      </p>
    </RuleCard>
  );
}

function ReplyForm() {
  const { t } = useLingui();
  const { form, put, shared } = useForm('reply');
  return (
    <RuleCard title={<Trans>A reply</Trans>}>
      <div className={panels.sentence}>
        <Trans>
          Somebody has{' '}
          <WholeNumber
            label={t`Working days to read a reply`}
            hidesLabel
            least={0}
            most={MOST_WAITING_DAYS}
            value={form.pauseDays}
            onChange={(pauseDays) => put({ pauseDays })}
            {...shared}
          />{' '}
          working days to read it before the ladder goes on.
        </Trans>
      </div>
    </RuleCard>
  );
}

function PartPaymentForm() {
  const { t } = useLingui();
  const { form, put, shared } = useForm('partPayment');
  return (
    <RuleCard title={<Trans>A part payment</Trans>}>
      <div className={panels.sentence}>
        <Trans>
          After it nothing goes out for{' '}
          <WholeNumber
            label={t`Working days of rest`}
            hidesLabel
            least={0}
            most={MOST_WAITING_DAYS}
            value={form.restDays}
            onChange={(restDays) => put({ ...form, restDays })}
            {...shared}
          />{' '}
          working days,
        </Trans>
      </div>
      <div className={panels.sentence}>
        <Trans>
          when it is at least{' '}
          <WholeNumber
            label={t`Least percentage of the invoice`}
            hidesLabel
            least={1}
            most={100}
            value={form.leastPercent}
            onChange={(leastPercent) => put({ ...form, leastPercent })}
            {...shared}
          />{' '}
          % of the invoice.
        </Trans>
      </div>
    </RuleCard>
  );
}

function ReversalForm() {
  const { t } = useLingui();
  const { form, put, shared } = useForm('reversal');
  return (
    <RuleCard title={<Trans>A reversal</Trans>}>
      <Target
        label={t`When the bank takes back the payment that closed the case`}
        none={t`on from where it stood`}
        value={form.reentry}
        isDisabled={shared.isReadOnly}
        onChange={(reentry) => put(reentry === undefined ? {} : { reentry })}
      />
    </RuleCard>
  );
}

function BounceForm() {
  const { t } = useLingui();
  const { form, put, shared } = useForm('bounce');
  const names: Record<(typeof BOUNCES)[number], string> = {
    'where-allowed': t`where its step has one in its stead`,
    always: t`always`,
    never: t`never: somebody is asked`,
  };
  return (
    <RuleCard title={<Trans>A mail that comes back</Trans>}>
      <Select
        label={t`It is followed by a letter`}
        value={form.byLetter}
        options={BOUNCES.map((id) => ({ id, name: names[id] }))}
        isDisabled={shared.isReadOnly}
        onChange={(byLetter) => put({ byLetter })}
      />
    </RuleCard>
  );
}
