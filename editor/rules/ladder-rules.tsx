/** What holds for the ladder as a whole: its name, contact rules, calendar, and what events do. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import { BALANCES, LANGUAGES } from '../../ladder/definition.ts';
import type { LadderFields } from '../document/command.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { useLanguageNames } from '../panels/language-names.ts';
import panels from '../panels/panels.module.css';
import { WindowFields } from '../panels/timing/window-fields.tsx';
import { ProblemList } from '../problems/problem-list.tsx';
import { useProblemsOf } from '../problems/watch.ts';
import { Button } from '../ui/button.tsx';
import { LineField } from '../ui/line-field.tsx';
import { Euros, WholeNumber } from '../ui/number-fields.tsx';
import { Select } from '../ui/select.tsx';
import { EventForms } from './event-forms.tsx';
import styles from './ladder-rules.module.css';
import { OfficeFields } from './office-fields.tsx';
import { RuleCard } from './rule-card.tsx';

/** More days between two contacts are a typing error. */
const MAX_GAP_DAYS = 365;

export function LadderRules() {
  const { t } = useLingui();
  const problems = useProblemsOf(null);
  return (
    <div className={styles.page}>
      {problems.length > 0 && (
        <div className={styles.problems}>
          <ProblemList label={t`Problems of the rules`} problems={problems} />
        </div>
      )}
      <h2 className={styles.heading}>
        <Trans>The whole ladder</Trans>
      </h2>
      <NameCard />
      <ContactCard />
      <BalanceCard />
      <OfficeFields />
      <h2 className={styles.heading}>
        <Trans>When something happens</Trans>
      </h2>
      <EventForms />
    </div>
  );
}

function useRules() {
  const store = useEditorStore();
  const ladder = useEditor(({ draft }) => draft.present);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  const set = <F extends keyof LadderFields>(field: F, value: LadderFields[F]) =>
    void store.run({ type: 'set_ladder_field', field, value } as never);
  return { ladder, isReadOnly, set, settle: store.settle };
}

function NameCard() {
  const { t } = useLingui();
  const names = useLanguageNames();
  const { ladder, isReadOnly, set, settle } = useRules();
  const { name, description } = ladder;
  return (
    <RuleCard title={<Trans>Name and description</Trans>} wide>
      <div className={panels.pair}>
        {LANGUAGES.map((language) => (
          <LineField
            key={language}
            label={t`Name in ${names[language]}`}
            value={name[language]}
            isReadOnly={isReadOnly}
            onChange={(text) => set('name', { ...name, [language]: text })}
            onLeave={settle}
          />
        ))}
      </div>
      {description ? (
        <>
          {LANGUAGES.map((language) => (
            <LineField
              key={language}
              label={t`Description in ${names[language]}`}
              rows={2}
              value={description[language]}
              isReadOnly={isReadOnly}
              onChange={(text) => set('description', { ...description, [language]: text })}
              onLeave={settle}
            />
          ))}
          {!isReadOnly && (
            <div>
              <Button size="s" kind="quiet" onPress={() => set('description', null)}>
                <X aria-hidden />
                <Trans>Take out the description</Trans>
              </Button>
            </div>
          )}
        </>
      ) : (
        !isReadOnly && (
          <div>
            <Button size="s" kind="quiet" onPress={() => set('description', name)}>
              <Plus aria-hidden />
              <Trans>Add a description</Trans>
            </Button>
          </div>
        )
      )}
    </RuleCard>
  );
}

function ContactCard() {
  const { t } = useLingui();
  const { ladder, isReadOnly, set, settle } = useRules();
  const { contact, intake } = ladder;
  const shared = { isReadOnly, onLeave: settle };
  return (
    <RuleCard title={<Trans>Contact rules</Trans>}>
      <p className={panels.small}>
        <Trans>Customers are written to and called on</Trans>
      </p>
      <WindowFields
        label={t`Hours of the ladder`}
        window={contact.window}
        onChange={(window) => set('contact', { ...contact, window })}
        {...shared}
      />
      <div className={panels.sentence}>
        <Trans>
          with at least{' '}
          <WholeNumber
            label={t`Days between two written contacts`}
            hidesLabel
            least={0}
            most={MAX_GAP_DAYS}
            value={contact.gap}
            onChange={(gap) => set('contact', { ...contact, gap })}
            {...shared}
          />{' '}
          days between two written contacts.
        </Trans>
      </div>
      <Select
        label={t`Steps whose day passed while nothing could go out`}
        value={intake.missed}
        options={[
          { id: 'skip', name: t`are left out when the next one is due` },
          { id: 'respace', name: t`are each taken, with the distance between` },
        ]}
        isDisabled={isReadOnly}
        onChange={(missed) => set('intake', { missed })}
      />
      <p className={panels.hint}>
        <Trans>A fourteen-day letter, notice of default or final demand is never left out.</Trans>
      </p>
    </RuleCard>
  );
}

function BalanceCard() {
  const { t } = useLingui();
  const { ladder, isReadOnly, set, settle } = useRules();
  const names: Record<(typeof BALANCES)[number], string> = {
    bookkeeping: t`the invoice itself is paid, as in the books`,
    legal: t`costs and interest are paid as well, as in law`,
  };
  return (
    <RuleCard title={<Trans>When it is paid</Trans>}>
      <Select
        label={t`A case closes when`}
        value={ladder.closes ?? 'bookkeeping'}
        options={BALANCES.map((id) => ({ id, name: names[id] }))}
        isDisabled={isReadOnly}
        onChange={(closes) => set('closes', closes === 'bookkeeping' ? null : closes)}
      />
      <Euros
        label={t`A remainder up to this many euros counts as paid`}
        value={ladder.toleranceCents}
        isReadOnly={isReadOnly}
        onChange={(cents) => set('toleranceCents', cents)}
        onLeave={settle}
      />
    </RuleCard>
  );
}
