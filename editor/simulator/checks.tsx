/** The checks of the draft: kept runs, each with whether it still goes as it was expected. */
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck, Ellipsis, TriangleAlert } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { describe } from '../../ladder/explain/explain.ts';
import type { CheckOutcome, CourseEntry } from '../../ladder/saved-check/saved-check.ts';
import { dayOf } from '../../ladder/time/civil.ts';
import { useLanguage, useSaid } from '../app/said.ts';
import { useEditor, useEditorStore } from '../draft/editor-store.ts';
import { useProblems } from '../problems/watch.ts';
import { shortDate } from '../time-axis/words.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import { Notice } from '../ui/notice.tsx';
import { RemoveCheck, RenameCheck } from './check-dialogs.tsx';
import { tryOf } from './run/kept.ts';
import { type CheckRow, checkRows, withNewCourse } from './run/outcomes.ts';
import type { Try } from './run/try.ts';
import styles from './simulator.module.css';

type Asked = { is: 'rename' | 'remove'; row: CheckRow } | null;

export function Checks({ onOpen }: { onOpen: (opened: Try) => void }) {
  const said = useSaid();
  const store = useEditorStore();
  const ladder = useDeferredValue(useEditor(({ draft }) => draft.present));
  const checks = useEditor((state) => state.checks);
  const isSound = useProblems().every(({ severity }) => severity !== 'error');
  const rows = useMemo(() => checkRows(ladder, checks, isSound), [ladder, checks, isSound]);
  const [asked, setAsked] = useState<Asked>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const failing = rows.filter(({ outcome }) => outcome?.holds === false).length;
  const put = (id: string, next: object | null) =>
    store.setChecks(
      store.getState().checks.flatMap((one) => ((one as CheckRow).id === id ? (next === null ? [] : [next]) : [one])),
    );
  const open = ({ kept }: CheckRow) => {
    const read = tryOf(kept);
    setRefusal(read.ok ? null : said(read.problem));
    if (read.ok) onOpen(read.try);
  };
  return (
    <section aria-labelledby="try-checks" className={styles.card}>
      <h2 id="try-checks">
        <Trans>Checks</Trans>
      </h2>
      {rows.length === 0 ? (
        <p className={styles.quiet}>
          <Trans>
            None yet. Keep a try as check, and every change of this ladder is held against it before it is published.
          </Trans>
        </p>
      ) : (
        <p className={styles.quiet}>
          {failing === 0 ? (
            <Trans>They are run again before publishing.</Trans>
          ) : (
            <Trans>What does not hold keeps the draft from being published.</Trans>
          )}
        </p>
      )}
      {refusal !== null && (
        <Notice
          kind="warning"
          action={
            <Button size="s" kind="quiet" onPress={() => setRefusal(null)}>
              <Trans>Close</Trans>
            </Button>
          }
        >
          {refusal}
        </Notice>
      )}
      <ul className={styles.checks}>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            onOpen={() => open(row)}
            onAccept={(next) => put(row.id, next)}
            onAsk={(is) => setAsked({ is, row })}
          />
        ))}
      </ul>
      {asked?.is === 'rename' && (
        <RenameCheck
          name={asked.row.name}
          onClose={() => setAsked(null)}
          onDone={(name) => {
            put(asked.row.id, { ...asked.row.kept, name });
            setAsked(null);
          }}
        />
      )}
      {asked?.is === 'remove' && (
        <RemoveCheck
          name={asked.row.name}
          onClose={() => setAsked(null)}
          onDone={() => {
            put(asked.row.id, null);
            setAsked(null);
          }}
        />
      )}
    </section>
  );
}

interface RowProps {
  row: CheckRow;
  onOpen: () => void;
  onAccept: (next: object) => void;
  onAsk: (is: 'rename' | 'remove') => void;
}

function Row({ row, onOpen, onAccept, onAsk }: RowProps) {
  const { t } = useLingui();
  const isReadOnly = useEditor((state) => state.isReadOnly);
  const { name, kept, outcome } = row;
  const holds = outcome?.holds ?? null;
  const Sign = holds === null ? TriangleAlert : holds ? CircleCheck : CircleAlert;
  const entries: MenuEntry[] = [
    { id: 'rename', name: t`Rename …`, run: () => onAsk('rename') },
    ...(outcome?.holds === false
      ? [{ id: 'accept', name: t`Accept the new course`, run: () => onAccept(withNewCourse(kept, outcome)) }]
      : []),
    { id: 'remove', name: t`Remove …`, danger: true, run: () => onAsk('remove') },
  ];
  return (
    <li data-holds={holds === null ? 'unknown' : holds ? 'yes' : 'no'}>
      <Sign size={16} aria-hidden />
      <span className={styles.checkName}>{name}</span>
      <Button size="s" aria-label={t`Open ‘${name}’`} onPress={onOpen}>
        <Trans>Open</Trans>
      </Button>
      {!isReadOnly && (
        <Menu label={t`What can be done with check ‘${name}’`} entries={entries}>
          <IconButton size="s" label={t`What can be done with check ‘${name}’`}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        </Menu>
      )}
      <span className={styles.outcome}>
        {outcome === null ? (
          <Trans>Could not be run, for the draft has errors.</Trans>
        ) : outcome.holds ? (
          <Trans>Holds.</Trans>
        ) : (
          <Difference outcome={outcome} />
        )}
      </span>
    </li>
  );
}

/** The first thing that goes another way than was expected. */
function Difference({ outcome: { expected, found } }: { outcome: Extract<CheckOutcome, { holds: false }> }) {
  const { t } = useLingui();
  const said = useSaid();
  const language = useLanguage();
  const ladder = useEditor(({ draft }) => draft.present);
  const words = (entry: CourseEntry | null) => {
    if (entry === null) return t`nothing more`;
    const { on, what, step } = entry;
    return `${said(shortDate(dayOf(on)))}: ${describe(what, step, { ladder, language, step })}`;
  };
  const [wanted, comes] = [words(expected), words(found)];
  return (
    <>
      <Trans>Does not hold.</Trans>
      <span>
        <Trans>Expected: {wanted}</Trans>
      </span>
      <span>
        <Trans>Comes now: {comes}</Trans>
      </span>
    </>
  );
}
