import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { type Condition, DEBTOR_KINDS, type DecideStep } from '../../../ladder/definition.ts';
import { useEditor, useEditorStore } from '../../draft/editor-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConditionList } from '../conditions/condition-list.tsx';
import { useMatches } from '../conditions/matches.ts';
import { LADDER_FIELDS } from '../conditions/vocabulary.ts';
import styles from '../panels.module.css';
import { Section } from '../section.tsx';
import { AddOnWay } from './add-on-way.tsx';
import { LeadsTo } from './leads-to.tsx';

export function DecideFields({ step }: { step: DecideStep }) {
  const { t } = useLingui();
  const store = useEditorStore();
  const ladderId = useEditor(({ draft }) => draft.present.id);
  const isReadOnly = useEditor((state) => state.isReadOnly);
  const matches = useMatches(ladderId, step.rows);
  const isLast = (index: number) => index === step.rows.length - 1;
  return (
    <Section
      title={<Trans>Who goes which way</Trans>}
      aside={
        matches && (
          <span className={styles.hint}>
            {matches.more ? (
              <Trans>counted over the first {matches.looked_at} invoices</Trans>
            ) : (
              <Plural value={matches.looked_at} one="# open invoice today" other="# open invoices today" />
            )}
          </span>
        )
      }
    >
      <ol className={styles.rows}>
        {step.rows.map(({ all }, index) => {
          const number = index + 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone.
            <li key={index} className={styles.box}>
              <div className={styles.row}>
                <strong className={styles.grow}>
                  <Trans>Row {number}</Trans>
                </strong>
                <Count of={matches?.rows[index]} />
                {!isReadOnly && (
                  <>
                    <IconButton
                      label={t`Move row ${number} up`}
                      size="s"
                      isDisabled={index === 0}
                      onPress={() => store.run({ type: 'reorder_row', step: step.id, row: index, place: index - 1 })}
                    >
                      <ArrowUp size={14} aria-hidden />
                    </IconButton>
                    <IconButton
                      label={t`Move row ${number} down`}
                      size="s"
                      isDisabled={isLast(index)}
                      onPress={() => store.run({ type: 'reorder_row', step: step.id, row: index, place: index + 1 })}
                    >
                      <ArrowDown size={14} aria-hidden />
                    </IconButton>
                    <IconButton
                      label={t`Take out row ${number}`}
                      size="s"
                      isDisabled={step.rows.length === 1}
                      onPress={() => store.run({ type: 'remove_row', step: step.id, row: index })}
                    >
                      <X size={14} aria-hidden />
                    </IconButton>
                  </>
                )}
              </div>
              <ConditionList<Condition>
                label={t`Row ${number}`}
                fields={LADDER_FIELDS}
                all={all}
                isReadOnly={isReadOnly}
                onChange={(changed) => store.run({ type: 'set_conditions', step: step.id, row: index, all: changed })}
                onLeave={store.settle}
              />
              <div className={styles.row}>
                <span className={styles.small}>
                  <Trans>leads to</Trans>
                </span>
                <span className={styles.grow}>
                  <LeadsTo step={step.id} port={`row:${index}`} label={t`Row ${number}`} />
                </span>
                <AddOnWay at={{ from: step.id, port: `row:${index}` }} label={t`Row ${number}`} />
              </div>
            </li>
          );
        })}
        <li className={styles.box}>
          <div className={styles.row}>
            <strong className={styles.grow}>
              <Trans>Otherwise</Trans>
            </strong>
            <Count of={matches?.otherwise} />
          </div>
          <div className={styles.row}>
            <span className={styles.small}>
              <Trans>leads to</Trans>
            </span>
            <span className={styles.grow}>
              <LeadsTo step={step.id} port="otherwise" label={t`Otherwise`} />
            </span>
            <AddOnWay at={{ from: step.id, port: 'otherwise' }} label={t`Otherwise`} />
          </div>
        </li>
      </ol>
      {!isReadOnly && (
        <div>
          <Button
            size="s"
            kind="quiet"
            onPress={() => store.run({ type: 'add_row', step: step.id, all: [firstCondition(step)] })}
          >
            <Plus aria-hidden />
            <Trans>Add a row</Trans>
          </Button>
        </div>
      )}
    </Section>
  );
}

/** For a kind of debtor that no row asks for yet. */
function firstCondition({ rows }: DecideStep): Condition {
  const asked = new Set(rows.flatMap(({ all }) => all.flatMap((one) => (one.field === 'debtorKind' ? one.in : []))));
  const kind = DEBTOR_KINDS.find((one) => !asked.has(one));
  return kind ? { field: 'debtorKind', in: [kind] } : { field: 'openCents', atLeast: 50_000 };
}

function Count({ of: count }: { of: number | undefined }) {
  if (count === undefined) return null;
  return (
    <span className={styles.hint}>
      <Plural value={count} one="# invoice" other="# invoices" />
    </span>
  );
}
