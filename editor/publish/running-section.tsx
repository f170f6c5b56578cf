/** What running invoices do with the new version: the choice, where removed steps go, and what follows for each step. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useMemo } from 'react';
import { Checkbox, Label, Radio, RadioGroup } from 'react-aria-components';
import type { Ladder } from '../../ladder/definition.ts';
import { Badge } from '../ui/badge.tsx';
import { NumberField } from '../ui/field.tsx';
import { Select } from '../ui/select.tsx';
import { useActionWords } from './action-words.ts';
import { Impact } from './impact.tsx';
import type { Choice, MovingState, RunningVersion } from './moving.ts';
import styles from './publish.module.css';
import type { Preview } from './publish-api.ts';
import { removedSteps, standIns } from './removed.ts';
import { Section } from './section.tsx';

const MAX_PER_DAY = 10_000;

interface RunningSectionProps {
  to: Ladder;
  state: MovingState;
  preview: Preview | undefined;
  isFresh: boolean;
}

export function RunningSection({ to, state, preview, isFresh }: RunningSectionProps) {
  const { t } = useLingui();
  const { versions, choice, choose, left, leave, perDay, setPerDay } = state;
  const olds = useMemo(() => new Map(versions?.map(({ version, ladder }) => [version, ladder])), [versions]);
  if (versions === null) return null;
  const total = versions.reduce((sum, { invoices }) => sum + invoices, 0);
  if (total === 0) {
    return (
      <Section title={<Trans>Running invoices</Trans>}>
        <p className={styles.lead}>
          <Trans>No invoice runs on this ladder: only new invoices will climb it.</Trans>
        </p>
      </Section>
    );
  }
  const moves = choice === 'next_step' || choice === 'replan';
  const going = versions.filter(({ version }) => !left.has(version));
  return (
    <Section
      title={<Trans>Running invoices</Trans>}
      aside={
        <span className={styles.quiet}>
          <Plural value={total} one="# invoice runs on this ladder" other="# invoices run on this ladder" />
        </span>
      }
    >
      <RadioGroup value={choice} onChange={(value) => choose(value as Choice)} className={styles.choices!}>
        <Label className={styles.label!}>
          <Trans>What do they do with the new version?</Trans>
        </Label>
        <Option value="new_only" title={<Trans>New invoices only</Trans>}>
          <Trans>Those that run go on as they were.</Trans>
        </Option>
        <Option value="next_step" title={<Trans>Running invoices from their next step</Trans>}>
          <Trans>What is planned now stays as it is; after that the new version holds.</Trans>
        </Option>
        <Option value="replan" title={<Trans>Plan running invoices anew</Trans>}>
          <Trans>What is planned is planned again by the new version. What went out never goes out again.</Trans>
        </Option>
      </RadioGroup>
      {moves && versions.length > 1 && (
        <fieldset className={styles.versions}>
          <legend className={styles.label}>
            <Trans>Which versions go along?</Trans>
          </legend>
          {versions.map(({ version, invoices }) => (
            <Checkbox
              key={version}
              isSelected={!left.has(version)}
              onChange={(goes) => leave(version, !goes)}
              className={styles.check!}
            >
              <span className={styles.box} aria-hidden />
              <Trans>version {version}</Trans>
              <span className={styles.quiet}>
                <Plural value={invoices} one="# invoice" other="# invoices" />
              </span>
            </Checkbox>
          ))}
        </fieldset>
      )}
      {moves && going.map((version) => <Mapping key={version.version} of={version} to={to} state={state} />)}
      {moves && (
        <div className={styles.perDay}>
          <NumberField
            label={t`What is due at once: at most so many invoices a day`}
            value={perDay}
            minValue={1}
            maxValue={MAX_PER_DAY}
            step={1}
            onChange={(value) => setPerDay(Number.isNaN(value) ? perDay : value)}
          />
        </div>
      )}
      {moves && preview?.book && (
        <div className={isFresh ? undefined : styles.stale} aria-busy={!isFresh}>
          <Impact book={preview.book} to={to} olds={olds} />
        </div>
      )}
    </Section>
  );
}

function Option({ value, title, children }: { value: Choice; title: ReactNode; children: ReactNode }) {
  return (
    <Radio value={value} className={styles.option!}>
      <span className={styles.dot} aria-hidden />
      <span className={styles.optionText}>
        <strong>{title}</strong>
        <span>{children}</span>
      </span>
    </Radio>
  );
}

/** Where invoices go that stand at a step that is removed, or have it behind them. */
function Mapping({ of, to, state }: { of: RunningVersion; to: Ladder; state: MovingState }) {
  const { t } = useLingui();
  const words = useActionWords();
  const removed = useMemo(() => removedSteps(of.ladder, to), [of.ladder, to]);
  const mapping = state.mappingOf(of);
  if (removed.length === 0) return null;
  const { version } = of;
  return (
    <fieldset className={styles.mapping}>
      <legend className={styles.label}>
        <Trans>Steps of version {version} that are removed: which step takes their place?</Trans>
      </legend>
      {removed.map((step) => {
        const name = words.step(of.ladder, step.id);
        const waiting = of.at.get(step.id) ?? 0;
        const options = standIns(step, to).map(({ id }) => ({ id, name: words.step(to, id) }));
        return (
          <div key={step.id} className={styles.mapped}>
            <span className={styles.gone}>
              <del>{name}</del>
              {waiting > 0 && (
                <Badge kind="warning">
                  <Plural value={waiting} one="# waits here" other="# wait here" />
                </Badge>
              )}
            </span>
            <span aria-hidden>→</span>
            {options.length > 0 ? (
              <Select
                label={t`In place of ${name}`}
                hidesLabel
                placeholder={t`Choose a step`}
                value={mapping[step.id] ?? null}
                options={options}
                onChange={(target) => state.map(version, step.id, target)}
              />
            ) : (
              <span className={styles.alarm}>
                <Trans>Later steps rely on this notice in law: the new version needs one of its kind.</Trans>
              </span>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
