/** One invoice on the draft: its time line with what happens to it, the letters and calls that come of it, and kept checks. */
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useSaid } from '../app/said.ts';
import { useEditor } from '../draft/editor-store.ts';
import { SaveState } from '../edit/save-state.tsx';
import type { ViewId } from '../edit/view-id.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Checks } from './checks.tsx';
import { EventDialog } from './event-dialog.tsx';
import { EventList } from './event-list.tsx';
import { InvoiceFields } from './invoice-fields.tsx';
import { KeepCheck } from './keep-check.tsx';
import { Ladder } from './ladder.tsx';
import { Log } from './log.tsx';
import { withEventOn, withoutEvent } from './run/judge.ts';
import { logOf } from './run/log.ts';
import { newEvent } from './run/new-event.ts';
import { type Played, play } from './run/play.ts';
import { type Try, type TryEvent, withEvent } from './run/try.ts';
import styles from './simulator.module.css';
import { TimeLine } from './time-line.tsx';
import { type TryState, useTry } from './use-try.ts';

export function Simulator({ ladderId }: { ladderId: string }) {
  const state = useTry();
  const { read, view } = state;
  return (
    <div className={styles.screen}>
      <Bar ladderId={ladderId} view={view} />
      <main className={read.ok ? styles.body : styles.plain}>
        {read.ok ? <Tried given={read.try} state={state} /> : <Unreadable problems={read.problems} state={state} />}
        <Checks onOpen={(next) => state.put(next)} />
      </main>
    </div>
  );
}

function Bar({ ladderId, view }: { ladderId: string; view: ViewId }) {
  const { t } = useLingui();
  const said = useSaid();
  const name = useEditor(({ draft }) => draft.present.name);
  return (
    <header className={styles.bar}>
      <nav aria-label={t`Where you are`} className={styles.path}>
        <Link to="/ladders">
          <Trans>Ladders</Trans>
        </Link>
        <ChevronRight size={14} aria-hidden />
        <Link to="/ladders/$id" params={{ id: ladderId }} search={{ view }}>
          {said(name) || ladderId}
        </Link>
        <ChevronRight size={14} aria-hidden />
      </nav>
      <h1>
        <Trans>Try it</Trans>
      </h1>
      <SaveState />
      <Link to="/ladders/$id" params={{ id: ladderId }} search={{ view }} className={styles.back}>
        <Trans>Back to the ladder</Trans>
      </Link>
    </header>
  );
}

function Unreadable({ problems, state }: { problems: readonly { nl: string; en: string }[]; state: TryState }) {
  const said = useSaid();
  return (
    <section className={styles.unreadable}>
      <Notice
        kind="error"
        action={
          <Button size="s" onPress={state.afresh}>
            <Trans>Start afresh</Trans>
          </Button>
        }
      >
        <Trans>The address of this page does not say what is to be tried.</Trans>
        <ul className={styles.problems}>
          {problems.map((problem) => (
            <li key={problem.en}>{said(problem)}</li>
          ))}
        </ul>
      </Notice>
    </section>
  );
}

function Tried({ given, state }: { given: Try; state: TryState }) {
  const said = useSaid();
  const ladder = useEditor(({ draft }) => draft.present);
  // The day that is looked at changes nothing in the run.
  const { invoice, events } = given;
  const asked = JSON.stringify([invoice, events]);
  const result = useMemo(() => {
    const [ofInvoice, ofEvents] = JSON.parse(asked) as [Try['invoice'], Try['events']];
    return play(ladder, { invoice: ofInvoice, events: ofEvents, day: 0 });
  }, [ladder, asked]);
  return (
    <>
      <InvoiceFields invoice={invoice} onChange={(next) => state.put({ ...given, ...next }, { quietly: true })} />
      {result.ok ? (
        <Shown given={given} played={result.played} put={state.put} />
      ) : (
        <Notice kind="error">{said(result.problem)}</Notice>
      )}
    </>
  );
}

/** What is being filled in: an event that is there, or one to add. */
type Asked = { is: 'edit'; event: TryEvent } | { is: 'add'; event: TryEvent } | { is: 'keep' } | null;

function Shown({ given, played, put }: { given: Try; played: Played; put: TryState['put'] }) {
  const [asked, setAsked] = useState<Asked>(null);
  const [sliding, setSliding] = useState<number | null>(null);
  const { invoice } = given;
  const lines = useMemo(() => logOf(played, invoice), [played, invoice]);
  const day = sliding ?? given.day;
  const shown = { ...given, day };
  const goTo = (next: number) => {
    setSliding(null);
    put({ ...given, day: next }, { quietly: true });
  };
  const change = (event: TryEvent) => put(withEvent(given, event));
  const remove = (id: string) => put(withoutEvent(given, id));
  const edit = (event: TryEvent) => setAsked({ is: 'edit', event });
  return (
    <>
      <TimeLine
        given={shown}
        played={played}
        lines={lines}
        onSlide={setSliding}
        onGoTo={goTo}
        onAdd={change}
        onAsk={(event) => setAsked({ is: 'add', event })}
        onEdit={edit}
        onMove={(id, to) => put(withEventOn(given, id, to))}
        onRemove={remove}
        newEvent={(type, on) => newEvent(type, on, given, played)}
      />
      <div className={styles.columns}>
        <Ladder played={played} given={shown} />
        <Log played={played} given={shown} lines={lines} onGoTo={goTo} />
        <EventList
          given={given}
          played={played}
          onEdit={edit}
          onRemove={remove}
          onKeep={() => setAsked({ is: 'keep' })}
        />
      </div>
      {(asked?.is === 'add' || asked?.is === 'edit') && (
        <EventDialog
          key={asked.event.id}
          given={given}
          played={played}
          isNew={asked.is === 'add'}
          initial={asked.event}
          onClose={() => setAsked(null)}
          onDone={(event) => {
            setAsked(null);
            change(event);
          }}
        />
      )}
      {asked?.is === 'keep' && <KeepCheck given={given} played={played} onClose={() => setAsked(null)} />}
    </>
  );
}
