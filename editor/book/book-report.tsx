/** What came of a run of the book: what changes, what leaves when, and step by step. Every figure opens its invoices. */
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useSaid } from '../app/said.ts';
import { useWhen } from '../app/when.ts';
import publish from '../publish/publish.module.css';
import { Section } from '../publish/section.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './book.module.css';
import { Charts } from './charts.tsx';
import { FigureButton, type OpenFigure, OpenFigureContext } from './figure-button.tsx';
import { InvoiceList } from './invoice-list.tsx';
import { Assumptions } from './options.tsx';
import type { Figures } from './report/figures.ts';
import type { BookRunner, Finished } from './runner.ts';
import { StepTable } from './step-table.tsx';

interface BookReportProps {
  runner: BookRunner;
  finished: Finished;
  /** What is held against the published ladder. */
  name: string;
  /** Null where another place on the screen runs it anew. */
  onRun: (() => void) | null;
}

export function BookReport({ runner, finished, name, onRun }: BookReportProps) {
  const [opened, open] = useState<OpenFigure | null>(null);
  const { figures, order, replaced } = finished;
  // What is open belongs to the figures that it was opened from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other figures close it.
  useEffect(() => open(null), [figures]);
  if (figures.invoices === 0) {
    return (
      <Section title={<Trans>An empty book</Trans>}>
        <p className={publish.lead}>
          <Trans>
            There are no open invoices: nothing would be written, called or handed over. Come back when there are.
          </Trans>
        </p>
      </Section>
    );
  }
  return (
    <OpenFigureContext value={open}>
      <div className={styles.report}>
        <Scope finished={finished} onRun={onRun} />
        {order.as === 'change' && <Changes figures={figures} />}
        {(figures.stayed.length > 0 || replaced.length > 0) && <Kept finished={finished} />}
        <Charts figures={figures} isAlone={order.as !== 'change'} name={name} />
        {order.as === 'change' && figures.steps.length > 0 && <StepTable figures={figures} />}
        <Assumptions as={order.as} perDay={order.perDay} />
      </div>
      {opened && (
        <InvoiceList opened={opened} runner={runner} isAlone={order.as !== 'change'} onClose={() => open(null)} />
      )}
    </OpenFigureContext>
  );
}

/** Of which invoices the report is, and of when. */
function Scope({ finished: { figures, order, now }, onRun }: Pick<BookReportProps, 'finished' | 'onRun'>) {
  const { i18n } = useLingui();
  const when = useWhen();
  const moment = when.minute(new Date(now).toISOString());
  const concerned = i18n.number(figures.concerned);
  return (
    <div className={styles.scope}>
      <p className={publish.quiet}>
        <Plural value={figures.invoices} one="# open invoice" other="# open invoices" />
        {order.as !== 'new' && (
          <>
            {', '}
            <Trans>{concerned} of them on this ladder</Trans>
          </>
        )}
        {' · '}
        <Trans>as of {moment}</Trans>
      </p>
      {onRun && (
        <Button size="s" onPress={onRun}>
          <Trans>Run again</Trans>
        </Button>
      )}
    </div>
  );
}

function Changes({ figures }: { figures: Figures }) {
  const { t } = useLingui();
  const { atOnce, earlier, later, dropped, added, handovers, concerned } = figures;
  if (concerned === 0) {
    return (
      <Notice kind="info">
        <Trans>No open invoice runs on this ladder, so nothing changes for any of them.</Trans>
      </Notice>
    );
  }
  if (atOnce + earlier + later + dropped + added + handovers.moved === 0) {
    return (
      <Notice kind="good">
        <Trans>Nothing changes for the open invoices in these days.</Trans>
      </Notice>
    );
  }
  const tiles = [
    { figure: { of: 'at_once' }, name: t`sent at once`, title: t`Sent at once`, count: atOnce },
    { figure: { of: 'earlier' }, name: t`earlier`, title: t`Sent earlier`, count: earlier },
    { figure: { of: 'later' }, name: t`later`, title: t`Sent later`, count: later },
    { figure: { of: 'dropped' }, name: t`no longer sent`, title: t`No longer sent`, count: dropped },
    { figure: { of: 'added' }, name: t`new`, title: t`Newly sent`, count: added },
    {
      figure: { of: 'handovers', way: 'moved' },
      name: t`handovers moved`,
      title: t`Handovers moved`,
      count: handovers.moved,
    },
  ] as const;
  return (
    <Section title={<Trans>What changes</Trans>}>
      <ul className={styles.tiles} aria-label={t`Notices and handovers that change`}>
        {tiles.map(({ figure, name, title, count }) => (
          <li key={title} className={figure.of === 'at_once' && count > 0 ? styles.alarmTile : undefined}>
            <FigureButton
              figure={figure}
              title={title}
              count={count}
              kind={figure.of === 'at_once' ? 'alarm' : 'large'}
            />
            <span>{name}</span>
          </li>
        ))}
      </ul>
      {handovers.moved > 0 && <Handovers handovers={handovers} />}
    </Section>
  );
}

function Handovers({ handovers }: Pick<Figures, 'handovers'>) {
  const { t } = useLingui();
  const ways = [
    { way: 'earlier', name: t`earlier`, title: t`Handed over earlier` },
    { way: 'later', name: t`later`, title: t`Handed over later` },
    { way: 'gone', name: t`no more`, title: t`No longer handed over` },
    { way: 'come', name: t`new`, title: t`Newly handed over` },
  ] as const;
  return (
    <p className={styles.ways}>
      <span className={publish.quiet}>
        <Trans>Handovers:</Trans>
      </span>
      {ways
        .filter(({ way }) => handovers[way] > 0)
        .map(({ way, name, title }) => (
          <span key={way}>
            <FigureButton figure={{ of: 'handovers', way }} title={title} count={handovers[way]} /> {name}
          </span>
        ))}
    </p>
  );
}

/** Invoices that keep their version, and steps in whose place another comes. */
function Kept({ finished: { figures, replaced } }: Pick<BookReportProps, 'finished'>) {
  const { t } = useLingui();
  const said = useSaid();
  return (
    <Section title={<Trans>Removed steps, and invoices that stay</Trans>}>
      <ul className={styles.kept}>
        {replaced.map(({ version, step, by }) => {
          const [name, other] = [said(step), by && said(by)];
          return (
            <li key={`${version} ${name}`}>
              {other === null ? (
                <Trans>
                  ‘{name}’ of version {version} is removed, and nothing takes its place yet.
                </Trans>
              ) : (
                <Trans>
                  ‘{name}’ of version {version} is removed; ‘{other}’ takes its place.
                </Trans>
              )}
            </li>
          );
        })}
        {figures.stayed.map(({ because, step, count, sentence }) => (
          <li key={`${because} ${step}`}>
            <FigureButton figure={{ of: 'stayed', because, step }} title={t`Keep their version`} count={count} />{' '}
            <Plural value={count} one="invoice keeps its version:" other="invoices keep their version:" />{' '}
            {said(sentence)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
